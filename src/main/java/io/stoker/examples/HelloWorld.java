package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Two tasks of three seconds that take three seconds. To learn: {@code runAll} submits and returns ids, and
 * {@code getTaskResult} waits; meanwhile each task runs on an engine of its own.
 */
public final class HelloWorld extends Example {
    private final Supplier<Double> time = seconds("--seconds", 3, "How long each of the two tasks takes");

    HelloWorld() {
        super("The smallest gain: two tasks at the same time.");
    }

    public static void main(String[] args) throws IOException {
        new HelloWorld().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        TaskClient tc = stoker.taskClient();
        Task task = Task.of("sleep(1000 * seconds as long); word = given")
                .push("seconds", time.get())
                .isolated();

        Timed<List<TaskResult>> words = Timed.of(() -> {
            long[] ids = tc.runAll(List.of(
                    task.push("given", "Hello,").pull("word"),
                    task.push("given", "World!").pull("word")));
            return tc.getTaskResults(ids);
        });
        String sentence =
                words.value().get(0).get("word") + " " + words.value().get(1).get("word");
        say("%s", sentence);

        check(sentence.equals("Hello, World!"), "the words are Hello, World! and not %s", sentence);
        say("%s", SpeedUp.of(words));
    }
}
