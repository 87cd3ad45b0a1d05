package io.stoker.task;

/**
 * Some of the tasks that were to be aborted had ended, had been aborted before, or never were; the others were aborted.
 */
public final class PartlyAbortedException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final long[] notAborted;

    /** These tasks were not aborted, and the message says why. */
    public PartlyAbortedException(long[] notAborted, String message) {
        super(message);
        this.notAborted = notAborted.clone();
    }

    /** The ids of the tasks that were not aborted. */
    public long[] notAborted() {
        return notAborted.clone();
    }
}
