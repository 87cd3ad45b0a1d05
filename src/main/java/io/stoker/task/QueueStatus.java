package io.stoker.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks the ledger holds in each of five groups, which together are all of them.
 *
 * @param scheduled waiting, queued, delayed, or sent to an engine and not known to have started
 * @param pending known to run
 * @param succeeded ended well
 * @param failed ended by failure or timeout
 * @param aborted ended by abort
 * @param ids the ids behind the counts; null unless asked for
 */
public record QueueStatus(
        long scheduled,
        long pending,
        long succeeded,
        long failed,
        long aborted,
        @Nullable Ids ids) {

    /** The ids behind each count of a {@link QueueStatus}, ascending. */
    public record Ids(
            List<Long> scheduled, List<Long> pending, List<Long> succeeded, List<Long> failed, List<Long> aborted) {}

    /** All tasks the ledger holds. */
    public long total() {
        return scheduled + pending + succeeded + failed + aborted;
    }

    @Override
    public String toString() {
        return ids == null
                ? "{scheduled=" + scheduled + ", pending=" + pending + ", succeeded=" + succeeded + ", failed=" + failed
                        + ", aborted=" + aborted + "}"
                : "{scheduled=" + ids.scheduled() + ", pending=" + ids.pending() + ", succeeded=" + ids.succeeded()
                        + ", failed=" + ids.failed() + ", aborted=" + ids.aborted() + "}";
    }
}
