package io.stoker.task;

/** Bytes are not what they should be. */
public final class MalformedException extends StokerException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, for people. */
    public MalformedException(String message) {
        super(message);
    }
}
