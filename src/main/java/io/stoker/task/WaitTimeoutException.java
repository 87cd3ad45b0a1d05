package io.stoker.task;

/** What was waited for had not happened when the time was up; it may happen yet. The message says how things stood. */
public class WaitTimeoutException extends StokerException {
    private static final long serialVersionUID = 1L;

    public WaitTimeoutException(String message) {
        super(message);
    }
}
