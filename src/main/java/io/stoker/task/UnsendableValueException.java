package io.stoker.task;

/**
 * A value, or something inside it, is not one of the types that travel. The message names the path to it, as
 * {@code p[2].owner}, and its class.
 */
public class UnsendableValueException extends StokerException {
    private static final long serialVersionUID = 1L;

    public UnsendableValueException(String message) {
        super(message);
    }

    public UnsendableValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
