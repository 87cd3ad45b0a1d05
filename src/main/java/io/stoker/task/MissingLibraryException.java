package io.stoker.task;

/** A feature needs libraries that are not on the class path; the message names both, with Maven coordinates. */
public final class MissingLibraryException extends StokerException {
    private static final long serialVersionUID = 1L;

    public MissingLibraryException(String message) {
        super(message);
    }
}
