package io.stoker.cli.chaos;

import io.stoker.cli.trial.OwnCluster;
import io.stoker.client.Stoker;
import io.stoker.node.Profile;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.util.Map;
import java.util.Objects;

/**
 * The tasks. Each has a number; its answer depends on it, so that a wrong or a swapped one is seen, and names the run
 * that it comes from, so that two results of one task never look the same. Each run leaves a line in a file of its
 * engine before it does anything else.
 */
final class Workload {
    private static final Map<String, String> PATIENT = Map.of("stoker.client.connect-timeout", "10m");
    /** The setting that names the folder of the execution log. */
    static final String MARKS = "stoker.prelude-values.marks";

    /** What each engine knows. A line is written in one piece, so that runs do not mix. */
    static final String PRELUDE = """
            def mark(task, attempt, number) {
                def run = UUID.randomUUID().toString()
                def file = marks + '/' + ProcessHandle.current().pid()
                new FileOutputStream(file, true).withCloseable { it.write("$task $attempt $number $run\\n".bytes) }
                run
            }
            """;

    private static final String SOURCE = """
            run = mark(stoker.taskId(), stoker.attempt(), number)
            sleep(pause)
            answer = (number * 2654435761L + 12345L) % 1000003L
            """;

    private Workload() {}

    /**
     * What the task of this number brought.
     *
     * @param number as the engine was told it
     * @param answer what it made of it
     * @param run names the run
     */
    record Reply(long number, long answer, String run) {
        /** Whether it is the right one for this number. */
        boolean isRightFor(long asked) {
            return number == asked && answer == Workload.answer(asked);
        }
    }

    static Task task(long number) {
        return Task.of(SOURCE)
                .push("number", number)
                .push("pause", pauseMillis(number))
                .pull("number", "answer", "run");
    }

    static long answer(long number) {
        return (number * 2654435761L + 12345L) % 1000003L;
    }

    /** Mostly short; now and then long enough to be hit by a fault. The mean is 7 ms. */
    private static int pauseMillis(long number) {
        if (number % 2_000 == 13) {
            return 3_000;
        }
        return number % 200 == 7 ? 500 : (int) (number % 7);
    }

    /** Of a task that succeeded. */
    static Reply reply(TaskResult result) {
        return new Reply((Long) value(result, "number"), (Long) value(result, "answer"), (String) value(result, "run"));
    }

    private static Object value(TaskResult result, String name) {
        Object value = result.get(name);
        return value instanceof Integer small ? Long.valueOf(small) : Objects.requireNonNull(value, name);
    }

    /** A connection that waits for a controller rather than to give up. */
    static Stoker connect(int port) {
        return Stoker.connect("localhost", port, PATIENT);
    }

    /** As {@link #connect(int)}, with the keys of that cluster's profile. */
    static Stoker connect(Profile profile, int port) {
        return Stoker.connect("localhost", port, OwnCluster.withKeys(profile, PATIENT));
    }
}
