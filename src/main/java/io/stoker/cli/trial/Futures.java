package io.stoker.cli.trial;

import io.stoker.task.StokerException;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

    /**
     * As {@link #join(CompletableFuture)}, but not for ever.
     *
     * @throws WaitTimeoutException if the future is not complete by then; its value is of no use any more
     */
    public static <T> T join(CompletableFuture<T> future, Duration timeout) {
        try {
            return join(future.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new WaitTimeoutException("results were still missing after " + timeout.toSeconds() + " s");
            }
            throw e;
        }
    }
}
