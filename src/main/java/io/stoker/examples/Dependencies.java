package io.stoker.examples;

import static io.stoker.task.Condition.property;
import static java.util.stream.Collectors.toSet;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Tasks that need what not every engine has. To learn: engines have properties, tasks a condition on them; a task that
 * no engine fits waits without holding up others, and runs as soon as one fits.
 */
public final class Dependencies extends Example {
    private final Supplier<Integer> tasks = number("--tasks", 10, 1, 10_000, "How many tasks");
    private final Supplier<Double> time = seconds("--seconds", 0.5, "How long each of them takes");

    Dependencies() {
        super("Tasks that run only where engines have certain properties.", "RAM", "gpu");
    }

    public static void main(String[] args) throws IOException {
        new Dependencies().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        TaskClient tc = stoker.taskClient();
        MultiEngineClient mec = stoker.multiEngineClient();
        EngineView all = mec.all();
        List<Integer> half = all.targets().subList(0, (all.targets().size() + 1) / 2);
        EngineView large = mec.on(half);
        all.setProperties(Map.of("RAM", 1L << 30, "gpu", false));

        Task task = Task.of("sleep(1000 * seconds as long); engine = id")
                .push("seconds", time.get())
                .pull("engine")
                .isolated();
        long[] choosy = tc.runAll(IntStream.range(0, tasks.get())
                .mapToObj(i -> i % 2 == 0
                        ? task.depend("RAM > 2**32 and gpu") // as text, or in Java:
                        : task.depend(property("RAM")
                                .above(1L << 32)
                                .and(property("gpu").is(true))))
                .toList());
        say("any engine does for one task: %s", tc.runAndGet(task));
        check(tc.peekTaskResult(choosy[0]).isEmpty(), "no engine fits the others so far");

        Timed<List<TaskResult>> results = Timed.of(() -> {
            large.setProperties(Map.of("RAM", 1L << 34, "gpu", true)); // that is all: nothing has to be told of it
            return tc.getTaskResults(choosy);
        });
        Set<Object> engines =
                results.value().stream().map(result -> result.get("engine")).collect(toSet());
        say("%d tasks have run on engines %s", choosy.length, engines);
        check(half.containsAll(engines), "they run on engines %s only", half);
        say("%s", SpeedUp.of(results));
    }
}
