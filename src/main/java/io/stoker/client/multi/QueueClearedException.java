package io.stoker.client.multi;

import io.stoker.task.Failure;

/** A direct call was taken out of its engine's queue by {@code clearQueue} before it was done. */
public final class QueueClearedException extends CallFailedException {
    private static final long serialVersionUID = 1L;

    QueueClearedException(int engineId, Failure failure) {
        super(engineId, failure);
    }
}
