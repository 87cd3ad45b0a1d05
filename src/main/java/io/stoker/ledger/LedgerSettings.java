package io.stoker.ledger;

import java.time.Duration;

/**
 * The ledger's limits.
 *
 * @param engineLossLimit how many confirmed deaths of its engine a task may cause before it fails
 * @param reclaimAfter how long after a restart an engine may stay away before its attempts count as lost
 * @param maxOpenTasks how many unfinished tasks are accepted
 * @param maxOpenBytes how many bytes of memory they may take
 * @param retention how much is kept of the finished ones
 */
public record LedgerSettings(
        int engineLossLimit, Duration reclaimAfter, long maxOpenTasks, long maxOpenBytes, RetentionSettings retention) {
    private static final int HEAP_PER_FINISHED_TASK = 4096;
    private static final int FINISHED_SHARE = 8;

    /** Settings of a ledger that keeps all that has finished. */
    public LedgerSettings(int engineLossLimit, Duration reclaimAfter, long maxOpenTasks) {
        this(engineLossLimit, reclaimAfter, maxOpenTasks, Long.MAX_VALUE, RetentionSettings.KEEP_ALL);
    }

    /** These for a ledger whose finished tasks, too, are in a heap of so many bytes, which they must not fill. */
    public LedgerSettings inHeap(long heap) {
        RetentionSettings within = retention.atMost(heap / HEAP_PER_FINISHED_TASK, heap / FINISHED_SHARE);
        return new LedgerSettings(engineLossLimit, reclaimAfter, maxOpenTasks, maxOpenBytes, within);
    }
}
