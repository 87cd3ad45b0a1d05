package io.stoker.task;

/** A task failed. The message is the failure as a person wants to see it; {@link #failure()} has it as structure. */
public class TaskFailedException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final long taskId;
    private final Failure failure;

    public TaskFailedException(long taskId, Failure failure) {
        this(taskId, failure, "failed: " + failure.text());
    }

    /** @param what the end of the task, as in "was aborted" */
    TaskFailedException(long taskId, Failure failure, String what) {
        super("task " + taskId + " " + what);
        this.taskId = taskId;
        this.failure = failure;
    }

    /** For a failure that is not a task's. */
    TaskFailedException(String message, Failure failure) {
        super(message);
        this.taskId = -1;
        this.failure = failure;
    }

    /** The task that failed; -1 if it was a direct call. */
    public long taskId() {
        return taskId;
    }

    /** Why. */
    public Failure failure() {
        return failure;
    }
}
