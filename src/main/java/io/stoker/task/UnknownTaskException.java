package io.stoker.task;

/** No task has this id, or its result is no longer kept. */
public final class UnknownTaskException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final long taskId;

    public UnknownTaskException(long taskId, String message) {
        super(message);
        this.taskId = taskId;
    }

    /** The id that was asked for. */
    public long taskId() {
        return taskId;
    }
}
