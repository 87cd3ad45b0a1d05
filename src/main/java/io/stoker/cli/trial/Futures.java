package io.stoker.cli.trial;

import io.stoker.task.StokerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** How commands wait for futures: errors of ours arrive as they are, as their messages are written to be read. */
public final class Futures {
    private Futures() {}

    /** As {@link CompletableFuture#join}, but a {@link StokerException} is not wrapped. */
    public static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StokerException cause ? cause : e;
        }
    }
}
