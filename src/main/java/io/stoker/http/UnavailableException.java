package io.stoker.http;

import io.stoker.task.StokerException;
import org.jspecify.annotations.Nullable;

/** It cannot be answered here, or not now. */
final class UnavailableException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String controller;
    private final @Nullable String http;

    /** One that says nothing of another controller. */
    UnavailableException(String message) {
        this(message, null, null);
    }

    /**
     * One that says where to ask instead.
     *
     * @param controller the host and port of the one that serves; null if that is of no interest
     * @param http where its HTTP interface is; null if that is not known
     */
    UnavailableException(String message, @Nullable String controller, @Nullable String http) {
        super(message);
        this.controller = controller;
        this.http = http;
    }

    @Nullable
    String controller() {
        return controller;
    }

    @Nullable
    String http() {
        return http;
    }
}
