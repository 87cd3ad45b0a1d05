package io.stoker.node;

import io.stoker.task.StokerException;

/** A cluster's processes or files are not as they must be. The message says what a person can do about it. */
public class NodeException extends StokerException {
    private static final long serialVersionUID = 1L;

    public NodeException(String message) {
        super(message);
    }

    public NodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
