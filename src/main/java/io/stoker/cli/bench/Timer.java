package io.stoker.cli.bench;

import java.time.Duration;

/** Says when the time of a load is up, and how much has passed. */
final class Timer {
    private final long startedAt = System.nanoTime();
    private final Duration limit;

    Timer(Duration limit) {
        this.limit = limit;
    }

    boolean isRunning() {
        return elapsed().compareTo(limit) < 0;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }
}
