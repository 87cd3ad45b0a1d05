package io.stoker.task;

/** The source and values of a task are larger than the limit; nothing was sent. */
public final class ValueTooLargeException extends StokerException {
    private static final long serialVersionUID = 1L;

    public ValueTooLargeException(String message) {
        super(message);
    }
}
