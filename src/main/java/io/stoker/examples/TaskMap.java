package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A function for each element of a list, in two ways. To learn: <em>a task for each element</em> is balanced, as an
 * engine that is done early gets the next one; {@code mec.map} is static: each engine has its block of the list from
 * the beginning, which costs less, and lasts as long as the block that takes longest. Here the last elements take
 * longest.
 */
public final class TaskMap extends Example {
    private static final String SQUARE = "{ x -> sleep(x * millis as long); x * x }";

    private final Supplier<Integer> elements = number("--elements", 32, 1, 10_000, "How many elements");
    private final Supplier<Double> step = seconds("--seconds", 0.01, "How much longer each takes than the one before");

    TaskMap() {
        super("A function for each element: balanced by tasks, and static by mec.map.", "millis");
    }

    public static void main(String[] args) throws IOException {
        new TaskMap().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        TaskClient tc = stoker.taskClient();
        MultiEngineClient mec = stoker.multiEngineClient();
        List<Integer> elements = IntStream.range(0, this.elements.get()).boxed().toList();
        List<Integer> squares = elements.stream().map(x -> x * x).toList();

        Task square = Task.of("square = " + SQUARE + "\ny = square(x)")
                .push("millis", 1000 * step.get())
                .isolated();
        Timed<List<TaskResult>> balanced = Timed.of(() -> {
            long[] ids = tc.runAll(
                    elements.stream().map(x -> square.push("x", x).pull("y")).toList());
            return tc.getTaskResults(ids);
        });
        List<Object> ofTasks =
                balanced.value().stream().map(result -> result.get("y")).toList();
        SpeedUp gain = SpeedUp.of(balanced);

        mec.push("millis", 1000 * step.get());
        Timed<List<Object>> blocks = Timed.of(() -> mec.map(SQUARE, elements));

        say("a task for each: %s", gain);
        say("mec.map:         %s", new SpeedUp(gain.serial(), blocks.time(), mec.size()));
        check(ofTasks.equals(squares), "the squares by tasks are %s and not %s", squares, ofTasks);
        check(blocks.value().equals(squares), "the squares by mec.map are %s and not %s", squares, blocks.value());
    }
}
