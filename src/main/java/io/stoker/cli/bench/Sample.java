package io.stoker.cli.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one load has come to.
 *
 * @param tasks how many were run, the last result included
 * @param counted in which time; what comes after it, as waiting for results nobody asked for, is not counted
 * @param latencies of each task, where the load has taken them
 */
record Sample(long tasks, Duration counted, @Nullable Latencies latencies) {
    double perSecond() {
        return tasks / (counted.toNanos() / 1e9);
    }
}
