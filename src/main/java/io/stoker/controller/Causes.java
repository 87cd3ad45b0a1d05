package io.stoker.controller;

import java.util.concurrent.CompletionException;

/** What stands behind the failure of a stage. */
final class Causes {
    private Causes() {}

    /** The failure without what {@link java.util.concurrent.CompletableFuture} has wrapped around it. */
    static Throwable of(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
