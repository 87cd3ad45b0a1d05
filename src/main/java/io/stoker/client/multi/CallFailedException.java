package io.stoker.client.multi;

import io.stoker.task.Failure;
import io.stoker.task.StokerException;
import org.jspecify.annotations.Nullable;

/**
 * A direct call has failed on an engine; the message has the stack frames of the user's source. Of a Java function, the
 * cause is what it has thrown.
 */
public class CallFailedException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final int engineId;
    private final Failure failure;

    CallFailedException(int engineId, Failure failure) {
        this(engineId, failure, null);
    }

    /** @param thrown what a Java function has thrown; null if there is nothing of that */
    CallFailedException(int engineId, Failure failure, @Nullable Throwable thrown) {
        super("engine " + engineId + ": " + failure.text());
        if (thrown != null) {
            initCause(thrown);
        }
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
