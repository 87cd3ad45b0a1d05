package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * Many tasks that sleep for a random time. To learn: what the system itself costs, and from which size of a task on
 * that does not matter. Ten milliseconds are enough.
 */
public final class TaskProfiler extends Example {
    private static final long SEED = 1;

    private final Supplier<Integer> tasks = number("-n", 128, 1, 1_000_000, "How many tasks");
    private final Supplier<Double> shortest = seconds("-t", 0.01, "The shortest sleep");
    private final Supplier<Double> longest = seconds("-T", 0.2, "The longest sleep");

    TaskProfiler() {
        super("Random sleeps: how much of the possible speed-up is reached.");
    }

    public static void main(String[] args) throws IOException {
        new TaskProfiler().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        double range = longest.get() - shortest.get();
        check(range >= 0, "-t %s is no longer than -T %s", shortest.get(), longest.get());
        double[] sleeps = new SplittableRandom(SEED)
                .doubles(tasks.get())
                .map(part -> shortest.get() + range * part)
                .toArray();
        say("%d sleeps of %s to %s seconds", sleeps.length, shortest.get(), longest.get());

        TaskClient tc = stoker.taskClient();
        Task task = Task.of("sleep(1000 * seconds as long)").isolated();
        Timed<List<TaskResult>> results = Timed.of(() -> {
            long[] ids = tc.runAll(DoubleStream.of(sleeps)
                    .mapToObj(seconds -> task.push("seconds", seconds))
                    .toList());
            return tc.getTaskResults(ids);
        });
        results.value().forEach(TaskResult::raiseException);
        say("%s", SpeedUp.of(results));
    }
}
