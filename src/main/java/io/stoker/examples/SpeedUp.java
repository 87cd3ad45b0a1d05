package io.stoker.examples;

import io.stoker.task.TaskResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The speed-up by parallel engines.
 *
 * @param serial how long they take one after the other
 * @param parallel how long they took
 * @param engines on how many engines
 */
public record SpeedUp(Duration serial, Duration parallel, int engines) {

    /** That of tasks which mostly wait or sleep: one after the other they would take the sum of their durations. */
    public static SpeedUp of(Timed<List<TaskResult>> tasks) {
        Duration sum = tasks.value().stream().map(TaskResult::duration).reduce(Duration.ZERO, Duration::plus);
        long engines =
                tasks.value().stream().map(TaskResult::engineId).distinct().count();
        return new SpeedUp(sum, tasks.time(), (int) engines);
    }

    /** How many times faster it was. */
    public double factor() {
        return (double) serial.toNanos() / parallel.toNanos();
    }

    /** That as a part of what this many engines can do at most; with fewer processors than engines they can do less. */
    public double percent() {
        return 100 * factor() / engines;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "speed-up %.2f on %d engines, %.0f %% of what is possible: %.2f s instead of %.2f s",
                factor(),
                engines,
                percent(),
                parallel.toNanos() / 1e9,
                serial.toNanos() / 1e9);
    }
}
