package io.stoker.task;

/**
 * Stands for an exception that could not be sent, or not be read where it arrived. It has the frames of that one, and
 * its causes and suppressed exceptions as exceptions of this class.
 */
public final class UnsentException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final String className;
    private final String originalMessage;

    /**
     * Without frames, causes and suppressed exceptions, which can be added.
     *
     * @param className the class of the exception
     * @param originalMessage its message; may be empty
     * @param reason why this one is here in its place, as a clause; empty for a cause of another one
     */
    public UnsentException(String className, String originalMessage, String reason) {
        super(className
                + (originalMessage.isEmpty() ? "" : ": " + originalMessage)
                + (reason.isEmpty() ? "" : " (" + reason + ")"));
        this.className = className;
        this.originalMessage = originalMessage;
    }

    /** The class of the exception that this one stands for. */
    public String className() {
        return className;
    }

    /** The message of that one; empty if it had none. */
    public String originalMessage() {
        return originalMessage;
    }
}
