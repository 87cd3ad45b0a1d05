package io.stoker.task;

/** The controller did not answer. Accepted tasks stay in its ledger, and are there when it is back. */
public final class ControllerUnreachableException extends WaitTimeoutException {
    private static final long serialVersionUID = 1L;

    public ControllerUnreachableException(String message) {
        super(message);
    }
}
