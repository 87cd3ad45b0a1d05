package io.stoker.task;

/** Some of the tasks that were to be pinned or unpinned are not there; with the others it was done. */
public final class PartlyPinnedException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final long done;

    /** With {@code done} tasks it was done, and the message says which are not there. */
    public PartlyPinnedException(long done, String message) {
        super(message);
        this.done = done;
    }

    /** With how many tasks it was done. */
    public long done() {
        return done;
    }
}
