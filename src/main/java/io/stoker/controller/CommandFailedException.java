package io.stoker.controller;

import io.stoker.task.StokerException;

/** An error in the handling of a command: what it has left half done is let go, and read from the store again. */
final class CommandFailedException extends StokerException {
    private static final long serialVersionUID = 1L;

    CommandFailedException(Throwable cause) {
        super("a command failed with " + cause, cause);
    }
}
