package io.stoker.client.multi;

import io.stoker.task.StokerException;

/** No engine has this id, or its engine is gone; the message says which. */
public final class UnknownEngineException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final int engineId;

    UnknownEngineException(int engineId, String message) {
        super(message);
        this.engineId = engineId;
    }

    /** The id that was asked for. */
    public int engineId() {
        return engineId;
    }
}
