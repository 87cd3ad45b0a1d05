package io.stoker.client.multi;

import io.stoker.task.Failure;
import io.stoker.task.StokerException;

/** A direct call has failed on an engine; the message has the user's own frames. */
public class CallFailedException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final int engineId;
    private final Failure failure;

    CallFailedException(int engineId, Failure failure) {
        super("engine " + engineId + ": " + failure.text());
        this.engineId = engineId;
        this.failure = failure;
    }

    /** Where it has failed. */
    public int engineId() {
        return engineId;
    }

    /** Why. */
    public Failure failure() {
        return failure;
    }
}
