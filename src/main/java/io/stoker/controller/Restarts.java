package io.stoker.controller;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * How long a controller that has failed waits before it begins again: not at all for a few times, as what is lost with
 * one commit is soon mended, and longer each time while it goes on, as whatever makes it fail is sent again. Pure: time
 * is a parameter, in ticks.
 */
final class Restarts {
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final int AT_ONCE = 3;
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 10;

    /** When it has begun again after something unexpected, of late. */
    private final ArrayDeque<Long> begun = new ArrayDeque<>();

    private int failedInARow;
    private boolean commitFailed;
    private Duration pause = Duration.ZERO;

    /** A commit has failed, for which the controller begins again: that is the store's trouble until none succeeds. */
    void commitFailed() {
        failedInARow++;
        commitFailed = true;
    }

    /** A commit has succeeded. */
    void committed() {
        failedInARow = 0;
    }

    /** The controller begins, for the first time or because it has failed. */
    void begin(long tick) {
        int before = commitFailed ? failedInARow : unexpected(tick);
        commitFailed = false;
        pause = before <= AT_ONCE ? Duration.ZERO : longer(before - AT_ONCE - 1);
    }

    private int unexpected(long tick) {
        while (!begun.isEmpty() && tick - begun.element() > WITHIN.toNanos()) {
            begun.remove();
        }
        begun.add(tick);
        return begun.size() - 1;
    }

    private static Duration longer(int doublings) {
        Duration longer = SHORTEST.multipliedBy(1L << Math.min(MOST_DOUBLINGS, doublings));
        return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }

    /** How long to wait before the next beginning; nothing once that was waited for. */
    Duration takePause() {
        Duration now = pause;
        pause = Duration.ZERO;
        return now;
    }
}
