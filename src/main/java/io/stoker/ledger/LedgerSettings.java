package io.stoker.ledger;

import java.time.Duration;

/**
 * The ledger's limits.
 *
 * @param engineLossLimit how many confirmed deaths of its engine a task may cause before it fails
 * @param reclaimAfter how long after a restart an engine may stay away before its attempts count as lost
 * @param maxOpenTasks how many unfinished tasks are accepted
 * @param retention how much is kept of the finished ones
 */
public record LedgerSettings(
        int engineLossLimit, Duration reclaimAfter, long maxOpenTasks, RetentionSettings retention) {

    /** Settings of a ledger that keeps all that has finished. */
    public LedgerSettings(int engineLossLimit, Duration reclaimAfter, long maxOpenTasks) {
        this(engineLossLimit, reclaimAfter, maxOpenTasks, RetentionSettings.KEEP_ALL);
    }
}
