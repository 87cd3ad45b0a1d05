package io.stoker.task;

/** The task ended because a time it was given ran out. */
public final class TaskTimeoutException extends TaskFailedException {
    private static final long serialVersionUID = 1L;

    public TaskTimeoutException(long taskId, Failure failure) {
        super(taskId, failure, "timed out: " + failure.message());
    }
}
