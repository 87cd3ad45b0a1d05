package io.stoker.wire;

/** Somebody is not shown to be who he says; the message says why, for people. */
public final class UnprovenException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnprovenException(String message) {
        super(message);
    }

    public UnprovenException(String message, Throwable cause) {
        super(message, cause);
    }
}
