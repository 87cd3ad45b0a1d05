package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.task.Attempt;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.WaitTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Tasks that look around and refuse the engine. To learn: {@code stoker.reject} ends an attempt and not the task, which
 * other engines are asked to run, and this one again later. It is for what only a look into the engine tells; where
 * properties do, as in {@link Dependencies}, nobody has to ask.
 */
public final class TaskReject extends Example {
    private static final Duration A_WHILE = Duration.ofMillis(500);

    private final Supplier<Integer> tasks = number("--tasks", 10, 1, 1000, "How many tasks");
    private final Supplier<Double> time = seconds("--seconds", 0.2, "How long each of them takes");

    TaskReject() {
        super("Tasks that refuse engines which are not ready for them.", "seconds", "run");
    }

    public static void main(String[] args) throws IOException {
        new TaskReject().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        TaskClient tc = stoker.taskClient();
        MultiEngineClient mec = stoker.multiEngineClient();
        mec.push("seconds", time.get());
        mec.execute("run = false");

        Task task = Task.of("""
                        if (!run) stoker.reject('run is false here')
                        sleep(1000 * seconds as long)
                        square = n * n""").pull("square").isolated();
        long[] ids = tc.runAll(
                IntStream.range(0, tasks.get()).mapToObj(n -> task.push("n", n)).toList());
        look(tc, ids);
        check(LongStream.of(ids).allMatch(id -> tc.peekTaskResult(id).isEmpty()), "no task runs where 'run' is false");

        EngineView ready = mec.on(mec.ids().stream().limit(2).toList());
        Timed<List<TaskResult>> results = Timed.of(() -> {
            ready.execute("run = true");
            return tc.getTaskResults(ids);
        });
        for (Attempt attempt : results.value().get(0).attempts()) {
            say("attempt %d on engine %d: %s", attempt.number(), attempt.engineId(), attempt.outcome());
        }
        for (TaskResult result : results.value()) {
            check(ready.targets().contains(result.engineId()), "%s has run on %s", result, ready.targets());
        }
        say("%s", SpeedUp.of(results));
    }

    /** The states of the tasks for a while. */
    private static void look(TaskClient tc, long[] ids) {
        try {
            tc.barrier(A_WHILE, ids);
        } catch (WaitTimeoutException e) {
            say("%s", e.getMessage());
        }
    }
}
