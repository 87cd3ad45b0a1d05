package io.stoker.trust;

import io.stoker.task.StokerException;

/** A file or folder of keys cannot be used; the message names it, and what to type or to do. */
public final class KeyFileException extends StokerException {
    private static final long serialVersionUID = 1L;

    public KeyFileException(String message) {
        super(message);
    }

    public KeyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
