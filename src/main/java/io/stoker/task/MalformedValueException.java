package io.stoker.task;

import org.jspecify.annotations.Nullable;

/** Bytes that should be a value are none: damaged, cut short, or written by a newer version. */
public final class MalformedValueException extends StokerException {
    private static final long serialVersionUID = 1L;

    public MalformedValueException(String message) {
        super(message);
    }

    public MalformedValueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
