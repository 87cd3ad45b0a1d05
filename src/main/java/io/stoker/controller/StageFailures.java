package io.stoker.controller;

import io.stoker.store.StoreException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What stands behind the failure of a stage. */
final class StageFailures {
    private StageFailures() {}

    /** The failure without what {@link java.util.concurrent.CompletableFuture} has wrapped around it. */
    static Throwable of(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** What to say of it: a store's own words are for people, anything else needs its type. */
    static String inWords(Throwable failure) {
        Throwable cause = of(failure);
        return isForPeople(cause) ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    /** Where it happened: null where that tells nothing to who has to free a disk, say, or start a database. */
    static @Nullable Throwable trace(Throwable failure) {
        Throwable cause = of(failure);
        return isForPeople(cause) ? null : cause;
    }

    private static boolean isForPeople(Throwable cause) {
        return cause instanceof StoreException;
    }
}
