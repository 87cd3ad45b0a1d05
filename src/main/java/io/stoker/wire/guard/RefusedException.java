package io.stoker.wire.guard;

/**
 * What a peer has sent is not let in. Akka drops such a message and logs this, which therefore has no stack trace: a
 * peer may cause it without end.
 */
public final class RefusedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param reason for people */
    public RefusedException(String reason) {
        super("refused: " + reason);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
