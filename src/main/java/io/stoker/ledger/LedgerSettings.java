package io.stoker.ledger;

import java.time.Duration;

/**
 * The ledger's limits.
 *
 * @param engineLossLimit how many confirmed deaths of its engine a task may cause before it fails
 * @param reclaimAfter how long after a restart an engine may stay away before its attempts count as lost
 * @param maxOpenTasks how many unfinished tasks are accepted
 */
public record LedgerSettings(int engineLossLimit, Duration reclaimAfter, long maxOpenTasks) {
    public static final LedgerSettings DEFAULTS = new LedgerSettings(3, Duration.ofSeconds(20), 2_000_000);
}
