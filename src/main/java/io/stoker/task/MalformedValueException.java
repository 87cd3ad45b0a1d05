package io.stoker.task;

/** Bytes are not a valid value: damaged, cut short, or written by a newer version. */
public final class MalformedValueException extends StokerException {
    private static final long serialVersionUID = 1L;

    public MalformedValueException(String message) {
        super(message);
    }

    public MalformedValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
