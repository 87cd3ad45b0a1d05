package io.stoker.task;

/** A task failed because the engines that ran it were lost, not because of an error it raised. */
public final class EngineLostException extends TaskFailedException {
    private static final long serialVersionUID = 1L;

    public EngineLostException(long taskId, Failure failure) {
        super(taskId, failure);
    }
}
