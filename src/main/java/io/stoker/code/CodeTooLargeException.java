package io.stoker.code;

import io.stoker.task.StokerException;

/** A function can reach more classes than one session may send to engines; nothing was sent. */
public final class CodeTooLargeException extends StokerException {
    private static final long serialVersionUID = 1L;

    /** With the size, the limit and what to do. */
    public CodeTooLargeException(String message) {
        super(message);
    }
}
