package io.stoker.node;

import java.time.Duration;

/**
 * How long to wait before a process is started again: longer each time, unless it has been of use for a while. And what
 * has been said of it, which need not be said each time.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(200);
    static final Duration LONGEST = Duration.ofMinutes(1);
    static final Duration HEALTHY = Duration.ofSeconds(30);

    private Duration next = FIRST;
    private String trouble = "";

    /**
     * The wait after a process has ended that was of use for so long: zero for one that could not do what it is for.
     */
    Duration afterUseOf(Duration lived) {
        if (lived.compareTo(HEALTHY) >= 0) {
            next = FIRST;
        }
        if (!lived.isZero()) {
            trouble = "";
        }
        Duration wait = next;
        next = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
        return wait;
    }

    /** Whether it is news that this is why the process is of no use: not if the last one was not for the same reason. */
    boolean isNews(String reason) {
        boolean news = !reason.equals(trouble);
        trouble = reason;
        return news;
    }
}
