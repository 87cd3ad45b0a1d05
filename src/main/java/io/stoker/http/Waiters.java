package io.stoker.http;

import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Requests that wait for something that may take long: so many, and so long, and no more. */
final class Waiters {
    private static final int MOST = 128;
    /** An answer must come before its connection is closed for want of bytes. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final Semaphore free = new Semaphore(MOST);
    private final long mostMillis;

    /** @param idleTimeout after which a connection without a byte is closed */
    Waiters(Duration idleTimeout) {
        mostMillis = Math.max(0, idleTimeout.minus(MARGIN).toMillis());
    }

    /**
     * Ends when that does, or the time is up, whichever comes first.
     *
     * @param begun begins it; the future is cancelled when nobody waits for it any more
     * @throws UnavailableException if too many wait
     */
    CompletableFuture<@Nullable Void> await(Supplier<? extends CompletableFuture<?>> begun, int seconds) {
        enter();
        try {
            CompletableFuture<?> awaited = begun.get();
            return limited(awaited, seconds)
                    .<@Nullable Void>thenApply(done -> null)
                    .exceptionally(Waiters::pardoned)
                    .whenComplete((done, failure) -> leave(awaited));
        } catch (RuntimeException e) {
            free.release();
            throw e;
        }
    }

    /**
     * The result of something, or a {@link WaitTimeoutException} when the time is up.
     *
     * @param what it is, for people; it goes on then
     * @throws UnavailableException if too many wait
     */
    <T> CompletableFuture<T> await(String what, Supplier<CompletableFuture<T>> begun, int seconds) {
        enter();
        try {
            CompletableFuture<T> awaited = begun.get();
            return limited(awaited, seconds)
                    .exceptionally(failure -> {
                        throw failure instanceof TimeoutException
                                ? new WaitTimeoutException(
                                        what + " has not ended in the time that a request waits: it" + " continues")
                                : unchecked(failure);
                    })
                    .whenComplete((done, failure) -> leave(awaited));
        } catch (RuntimeException e) {
            free.release();
            throw e;
        }
    }

    /** The result of something if there is one in time. */
    <T> CompletableFuture<@Nullable T> orNull(CompletableFuture<T> wanted, int seconds) {
        return wanted.copy()
                .<@Nullable T>thenApply(value -> value)
                .exceptionally(failure -> null)
                .completeOnTimeout(null, seconds, TimeUnit.SECONDS);
    }

    private <T> CompletableFuture<T> limited(CompletableFuture<T> awaited, int seconds) {
        long millis = Math.min(mostMillis, TimeUnit.SECONDS.toMillis(seconds));
        return awaited.copy().orTimeout(millis, TimeUnit.MILLISECONDS);
    }

    private static @Nullable Void pardoned(Throwable failure) {
        if (cause(failure) instanceof TimeoutException) {
            return null;
        }
        throw unchecked(failure);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static RuntimeException unchecked(Throwable failure) {
        return failure instanceof RuntimeException exception ? exception : new CompletionException(failure);
    }

    private void enter() {
        if (!free.tryAcquire()) {
            throw new UnavailableException("there are " + MOST
                    + " requests that wait, as many as there may be: ask again" + " without waiting, or later");
        }
    }

    private void leave(CompletableFuture<?> awaited) {
        free.release();
        awaited.cancel(false);
    }
}
