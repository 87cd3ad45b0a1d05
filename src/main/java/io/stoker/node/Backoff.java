package io.stoker.node;

import java.time.Duration;

/** How long to wait before a process is started again: longer each time, unless it has lived for a while. */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(200);
    static final Duration LONGEST = Duration.ofSeconds(10);
    static final Duration HEALTHY = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** The wait after a process has ended that lived so long. */
    Duration afterLifeOf(Duration lived) {
        if (lived.compareTo(HEALTHY) >= 0) {
            next = FIRST;
        }
        Duration wait = next;
        next = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
        return wait;
    }
}
