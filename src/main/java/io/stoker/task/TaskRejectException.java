package io.stoker.task;

/**
 * Thrown by a task that refuses the engine it runs on; the message says why. The attempt has ended then, and the task
 * may run on another engine.
 *
 * <p>An {@code Error}, so that a {@code catch (Exception e)} in the task's own code does not swallow it.
 */
public final class TaskRejectException extends Error {
    private static final long serialVersionUID = 1L;

    public TaskRejectException(String reason) {
        super(reason);
    }
}
