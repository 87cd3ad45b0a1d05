package io.stoker.task;

/** Where a task stands. The last four are final. */
public enum TaskState {
    /** Waits for other tasks. */
    WAITING,
    /** Waits for an engine. */
    QUEUED,
    /** Waits for a point in time. */
    DELAYED,
    /** Sent to an engine, not known to have started. */
    ASSIGNED,
    /** Known to have started on an engine. */
    RUNNING,
    SUCCEEDED,
    FAILED,
    ABORTED,
    TIMED_OUT;

    /** Whether nothing can follow this state. */
    public boolean isFinal() {
        return switch (this) {
            case WAITING, QUEUED, DELAYED, ASSIGNED, RUNNING -> false;
            case SUCCEEDED, FAILED, ABORTED, TIMED_OUT -> true;
        };
    }
}
