package io.stoker.task;

/**
 * The root of everything Stoker throws at its user. Each kind of error has its own type, so that a caller can tell them
 * apart.
 */
public class StokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StokerException(String message) {
        super(Visible.of(message));
    }

    public StokerException(String message, Throwable cause) {
        super(Visible.of(message), cause);
    }
}
