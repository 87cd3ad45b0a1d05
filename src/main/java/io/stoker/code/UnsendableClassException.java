package io.stoker.code;

import io.stoker.task.StokerException;

/** A class cannot be sent to engines, mostly because it exists only in this JVM; the message names it. */
public final class UnsendableClassException extends StokerException {
    private static final long serialVersionUID = 1L;

    /** With the class, the reason and what to do. */
    public UnsendableClassException(String message) {
        super(message);
    }

    /** With the class, the reason and what to do. */
    public UnsendableClassException(String message, Throwable cause) {
        super(message, cause);
    }
}
