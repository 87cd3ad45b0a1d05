package io.stoker.api;

import io.stoker.task.QueueStatus;

/**
 * How many tasks the ledger holds in each group.
 *
 * @param scheduled waiting, or sent to an engine and not known to have started
 * @param pending known to run
 * @param total all of them
 */
public record CountsDocument(long scheduled, long pending, long succeeded, long failed, long aborted, long total) {
    public static CountsDocument of(QueueStatus status) {
        return new CountsDocument(
                status.scheduled(),
                status.pending(),
                status.succeeded(),
                status.failed(),
                status.aborted(),
                status.total());
    }
}
