package io.stoker.task;

/** The controller did not answer. What was submitted before stays in its ledger, and is there when it is back. */
public final class ControllerUnreachableException extends WaitTimeoutException {
    private static final long serialVersionUID = 1L;

    public ControllerUnreachableException(String message) {
        super(message);
    }
}
