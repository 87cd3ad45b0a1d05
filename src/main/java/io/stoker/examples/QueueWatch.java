package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.AlreadyCompletedException;
import io.stoker.task.QueueStatus;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.WaitTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * More tasks than engines, watched while they run, and some of them aborted while they wait. To learn:
 * {@code queueStatus} with counts and with ids, {@code abort}, and a wait that ends after a while to look in between.
 */
public final class QueueWatch extends Example {
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final int UNWANTED = 4;

    private final Supplier<Integer> tasks = number("--tasks", 24, 1, 10_000, "How many tasks");
    private final Supplier<Double> time = seconds("--seconds", 0.5, "How long each of them takes");

    QueueWatch() {
        super("Watches the queue while tasks run, and aborts some that wait.");
    }

    public static void main(String[] args) throws IOException {
        new QueueWatch().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        TaskClient tc = stoker.taskClient();
        Timed<List<TaskResult>> results = Timed.of(() -> runAndWatch(tc));
        results.value().forEach(TaskResult::raiseException);
        say("%s", SpeedUp.of(results));
    }

    private List<TaskResult> runAndWatch(TaskClient tc) {
        Task sleep = Task.of("sleep(1000 * seconds as long)")
                .push("seconds", time.get())
                .isolated();
        long[] ids = tc.runAll(Collections.nCopies(tasks.get(), sleep));
        QueueStatus.Ids status = ids(tc);
        say("running %s, waiting %s", status.pending(), status.scheduled());
        List<Long> aborted = lastToRun(ids, status.scheduled()).stream()
                .filter(id -> abort(tc, id))
                .toList();
        say("aborted %s", aborted);
        watch(tc, ids);
        check(ids(tc).aborted().containsAll(aborted), "tasks %s are aborted", aborted);
        return LongStream.of(ids)
                .filter(id -> !aborted.contains(id))
                .mapToObj(tc::getTaskResult)
                .toList();
    }

    private static QueueStatus.Ids ids(TaskClient tc) {
        return Objects.requireNonNull(tc.queueStatus(true).ids());
    }

    /** Some of the tasks that wait; others may have tasks there, too. */
    private static List<Long> lastToRun(long[] ids, List<Long> scheduled) {
        List<Long> mine = LongStream.of(ids).boxed().filter(scheduled::contains).toList();
        return mine.subList(Math.max(0, mine.size() - UNWANTED), mine.size());
    }

    /** Whether that was still possible. */
    private static boolean abort(TaskClient tc, long id) {
        try {
            tc.abort(id);
            return true;
        } catch (AlreadyCompletedException e) {
            say("%s", e.getMessage());
            return false;
        }
    }

    /** Prints how the queue stands until the tasks are over. */
    private static void watch(TaskClient tc, long[] ids) {
        boolean over = false;
        while (!over) {
            say("%s", tc.queueStatus());
            try {
                tc.barrier(GLANCE, ids);
                over = true;
            } catch (WaitTimeoutException e) {
                over = false; // time for another look
            }
        }
    }
}
