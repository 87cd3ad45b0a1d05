package io.stoker.task;

/** A task that is to be aborted has ended already. */
public final class AlreadyCompletedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    public AlreadyCompletedException(String message) {
        super(message);
    }
}
