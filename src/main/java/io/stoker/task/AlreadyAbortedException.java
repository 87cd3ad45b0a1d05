package io.stoker.task;

/** The abort of a task was asked for before, and its engine has not answered yet. */
public final class AlreadyAbortedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    public AlreadyAbortedException(String message) {
        super(message);
    }
}
