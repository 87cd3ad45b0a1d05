package io.stoker.task;

/** Some of the tasks that were waited for had not ended when the time was up. The message says how many, and which. */
public final class UnfinishedException extends WaitTimeoutException {
    private static final long serialVersionUID = 1L;

    private final long[] unfinished;

    /** Of these tasks no end is known. */
    public UnfinishedException(String message, long... unfinished) {
        super(message);
        this.unfinished = unfinished.clone();
    }

    /** The ids of the tasks that had not ended, in the order in which they were waited for. */
    public long[] unfinished() {
        return unfinished.clone();
    }
}
