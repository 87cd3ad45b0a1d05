package io.stoker.task;

/**
 * A Java object arrived whole and cannot be made here: a class of it is missing, differs from the one it was written
 * with, or threw while it was read. The message names the class.
 */
public final class UnreadableValueException extends StokerException {
    private static final long serialVersionUID = 1L;

    public UnreadableValueException(String message) {
        super(message);
    }

    public UnreadableValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
