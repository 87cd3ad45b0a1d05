package io.stoker.client.multi;

import io.stoker.task.Failure;
import io.stoker.task.StokerException;

/** A direct call has failed on an engine; the message has the stack frames of the user's source. */
public class CallFailedException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final int engineId;
    private final Failure failure;

    CallFailedException(int engineId, Failure failure) {
        super("engine " + engineId + ": " + failure.text());
        this.engineId = engineId;
        this.failure = failure;
    }

    /** The engine on which it failed. */
    public int engineId() {
        return engineId;
    }

    /** The reason. */
    public Failure failure() {
        return failure;
    }
}
