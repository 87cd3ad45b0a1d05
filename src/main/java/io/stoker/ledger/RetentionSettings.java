package io.stoker.ledger;

import java.time.Duration;

/**
 * How many finished tasks are kept; zero means no limit.
 *
 * @param maxAge how long after its end a task goes
 * @param maxTasks how many finished tasks are kept beside the pinned ones
 * @param maxBytes how many bytes these may take: sources, arguments, results and their large values
 */
public record RetentionSettings(Duration maxAge, long maxTasks, long maxBytes) {
    public static final RetentionSettings KEEP_ALL = new RetentionSettings(Duration.ZERO, 0, 0);

    /** These, or less where they allow more. */
    RetentionSettings atMost(long tasks, long bytes) {
        return new RetentionSettings(maxAge, least(maxTasks, tasks), least(maxBytes, bytes));
    }

    private static long least(long limit, long other) {
        return limit == 0 ? other : Math.min(limit, other);
    }

    /** Whether anything ever goes by itself. */
    boolean limits() {
        return !equals(KEEP_ALL);
    }
}
