package io.stoker.task;

/** Bytes that should be a value are none: damaged, cut short, or written by a newer version. */
public final class MalformedValueException extends StokerException {
    private static final long serialVersionUID = 1L;

    public MalformedValueException(String message) {
        super(message);
    }

    public MalformedValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
