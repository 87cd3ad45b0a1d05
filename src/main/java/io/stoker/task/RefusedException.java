package io.stoker.task;

/** The controller has refused a command, and nothing of it was done; the message says why. */
public class RefusedException extends StokerException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
