package io.stoker.node;

import java.time.Duration;

/** How long to wait before a process is started again: longer each time, unless it has been of use for a while. */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(200);
    static final Duration LONGEST = Duration.ofSeconds(30);
    static final Duration HEALTHY = Duration.ofSeconds(30);

    private Duration next = FIRST;
    private boolean stuck;

    /**
     * The wait after a process has ended that was of use for so long: zero for one that could not do what it is for.
     */
    Duration afterUseOf(Duration lived) {
        if (lived.compareTo(HEALTHY) >= 0) {
            next = FIRST;
        }
        Duration wait = next;
        next = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
        return wait;
    }

    /** Whether it is news that the process cannot even be started. */
    boolean isNewlyStuck() {
        boolean news = !stuck;
        stuck = true;
        return news;
    }

    /** The process could be started. */
    void started() {
        stuck = false;
    }
}
