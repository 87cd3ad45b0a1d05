package io.stoker.http;

import io.stoker.task.StokerException;
import org.jspecify.annotations.Nullable;

/** It cannot be answered here, or not now. */
final class UnavailableException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String controller;

    /** @param controller the host and port of the one that serves; null if that is of no interest */
    UnavailableException(String message, @Nullable String controller) {
        super(message);
        this.controller = controller;
    }

    @Nullable
    String controller() {
        return controller;
    }
}
