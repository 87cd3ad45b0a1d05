package io.stoker.client.multi;

import io.stoker.task.Failure;

/** {@code clearQueue} removed a direct call from its engine's queue before it ran. */
public final class QueueClearedException extends CallFailedException {
    private static final long serialVersionUID = 1L;

    QueueClearedException(int engineId, Failure failure) {
        super(engineId, failure);
    }
}
