package io.stoker.client;

import io.stoker.task.StokerException;

/** The function of a map has failed for an element. The cause is what it threw, or why its task had no result. */
public final class ElementFailedException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final long index;
    private final long taskId;

    ElementFailedException(long index, long taskId, Throwable cause) {
        super("element " + index + (taskId < 0 ? "" : ", in task " + taskId) + ": " + cause, cause);
        this.index = index;
        this.taskId = taskId;
    }

    /** The place of the element among those that were given, from 0 on. */
    public long index() {
        return index;
    }

    /** The task that it was part of; -1 if there was none. */
    public long taskId() {
        return taskId;
    }
}
