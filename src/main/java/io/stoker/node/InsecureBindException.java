package io.stoker.node;

/** A node was told to listen where others can reach it, and nothing would keep them out. */
public final class InsecureBindException extends NodeException {
    private static final long serialVersionUID = 1L;

    InsecureBindException(String message) {
        super(message);
    }
}
