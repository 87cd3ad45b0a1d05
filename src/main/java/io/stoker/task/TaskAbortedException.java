package io.stoker.task;

/** The task was aborted, so there is no result. */
public final class TaskAbortedException extends TaskFailedException {
    private static final long serialVersionUID = 1L;

    public TaskAbortedException(long taskId, Failure failure) {
        super(taskId, failure, "was " + failure.message());
    }
}
