package io.stoker.task;

/** Pinned results were to be cleared by their ids. Nothing of the command was done; the message names them. */
public final class PinnedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    public PinnedException(String message) {
        super(message);
    }
}
