package io.stoker.task;

/** A wait ended at its timeout; the awaited event may still happen. The message states the current state. */
public class WaitTimeoutException extends StokerException {
    private static final long serialVersionUID = 1L;

    public WaitTimeoutException(String message) {
        super(message);
    }
}
