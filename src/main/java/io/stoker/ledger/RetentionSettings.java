package io.stoker.ledger;

import java.time.Duration;

/**
 * How much is kept of what has finished; zero is no limit.
 *
 * @param maxAge how long after its end a task goes
 * @param maxTasks how many finished tasks are kept beside the pinned ones
 * @param maxBytes how many bytes all finished tasks may take: sources, arguments, results and their large values
 */
public record RetentionSettings(Duration maxAge, long maxTasks, long maxBytes) {
    public static final RetentionSettings KEEP_ALL = new RetentionSettings(Duration.ZERO, 0, 0);

    /** Whether anything ever goes by itself. */
    boolean limits() {
        return !equals(KEEP_ALL);
    }
}
