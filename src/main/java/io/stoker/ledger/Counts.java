package io.stoker.ledger;

import io.stoker.task.QueueStatus;
import io.stoker.task.TaskState;

/** How many tasks are in each group of {@link QueueStatus}; the five always sum to all tasks of the ledger. */
public record Counts(long scheduled, long pending, long succeeded, long failed, long aborted) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    Counts plus(TaskState state, long n) {
        return switch (state) {
            case WAITING, QUEUED, DELAYED, ASSIGNED -> new Counts(scheduled + n, pending, succeeded, failed, aborted);
            case RUNNING -> new Counts(scheduled, pending + n, succeeded, failed, aborted);
            case SUCCEEDED -> new Counts(scheduled, pending, succeeded + n, failed, aborted);
            case FAILED, TIMED_OUT -> new Counts(scheduled, pending, succeeded, failed + n, aborted);
            case ABORTED -> new Counts(scheduled, pending, succeeded, failed, aborted + n);
        };
    }

    Counts moved(TaskState from, TaskState to) {
        return plus(from, -1).plus(to, 1);
    }

    /** As a client sees it. */
    public QueueStatus status() {
        return new QueueStatus(scheduled, pending, succeeded, failed, aborted, null);
    }
}
