package io.stoker.node;

import java.time.Duration;

/**
 * How long to wait before a process is started again: longer each time, unless it has been of use for a while. And what
 * has been said of it, which need not be said each time.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(200);
    /** For one that fails each time. */
    static final Duration LONGEST = Duration.ofMinutes(1);
    /** For one that was of use, be it briefly, or was killed: somebody may wait for it. */
    static final Duration LONGEST_AFTER_USE = Duration.ofSeconds(10);

    static final Duration HEALTHY = Duration.ofSeconds(30);

    private Duration next = FIRST;
    private String trouble = "";

    /** The wait after a process could not be started, or has ended because it cannot do what it is for. */
    Duration afterFailure() {
        return after(LONGEST);
    }

    /** The wait after a process has ended that was of use for so long: zero for one that was killed before it was. */
    Duration afterUseOf(Duration lived) {
        if (lived.compareTo(HEALTHY) >= 0) {
            next = FIRST;
        }
        if (!lived.isZero()) {
            trouble = "";
        }
        return after(LONGEST_AFTER_USE);
    }

    private Duration after(Duration longest) {
        Duration wait = shorter(next, longest);
        next = shorter(wait.multipliedBy(2), LONGEST);
        return wait;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Whether it is news that this is why the process is of no use: not if the last one was not for the same reason.
     */
    boolean isNews(String reason) {
        boolean news = !reason.equals(trouble);
        trouble = reason;
        return news;
    }
}
