package io.stoker.task;

/** A value, or the source and values of a task together, are larger than the limit; nothing was sent. */
public final class ValueTooLargeException extends UnsendableValueException {
    private static final long serialVersionUID = 1L;

    public ValueTooLargeException(String message) {
        super(message);
    }
}
