package io.stoker.client.pool;

import io.stoker.client.pool.Submitter.Submitted;
import io.stoker.task.StokerCallable;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future of one function of an executor. It has the states and rules of the JDK's own, but that the function runs
 * somewhere else. It is done when it is cancelled, as that one; {@link #ended} waits for the function in that case,
 * too.
 */
class PooledTask<T extends @Nullable Object> extends FutureTask<T> {
    private static final CompletableFuture<Submitted<?>> OVER =
            CompletableFuture.failedFuture(new IllegalStateException("the function has ended"));

    private final Function<@Nullable Object, T> value;
    /** Null when it was sent: a future that somebody keeps is not to keep what the function captures. */
    private @Nullable StokerCallable<?> function;
    /** Null when the function has ended, unless it is to be given back. */
    private volatile @Nullable Runnable given;

    private volatile CompletableFuture<Submitted<?>> submitted = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopped;

    /**
     * The future of what a function returns.
     *
     * @throws java.util.concurrent.RejectedExecutionException if it cannot be sent
     */
    @SuppressWarnings("unchecked") // the function returns these
    PooledTask(Callable<T> callable) {
        super(callable);
        function = Sending.callable(callable);
        value = returned -> (T) returned;
        given = new FutureTask<>(callable);
    }

    /** As the other one, of a function that returns nothing, with what the future has in its place. */
    PooledTask(Runnable runnable, T result) {
        super(runnable, result);
        function = Sending.callable(runnable);
        value = returned -> result;
        given = runnable;
    }

    /**
     * Sends the function.
     *
     * @throws io.stoker.task.StokerException if it cannot be sent; it has ended then
     */
    void send(Submitter submitter) {
        StokerCallable<?> once = Objects.requireNonNull(function, "a function is sent once");
        function = null;
        Submitted<?> now;
        try {
            now = submitter.submit(once);
        } catch (Throwable e) {
            given = null;
            submitted.completeExceptionally(e);
            ended.complete(null);
            throw e;
        }
        submitted.complete(now);
        var unused = now.value().whenComplete((returned, failure) -> {
            try {
                end(now, returned, failure);
            } finally {
                submitted = OVER;
                ended.complete(null);
            }
        });
    }

    private void end(Submitted<?> now, @Nullable Object returned, @Nullable Throwable failure) {
        if (failure != null && stopped && now.hasNeverBegun() && super.cancel(false)) {
            return; // it is given back
        }
        given = null;
        if (failure == null) {
            set(value.apply(returned));
        } else {
            setException(OwnException.of(failure));
        }
    }

    /** Completes when the function has ended, or will never run. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            var unused = abort(mayInterruptIfRunning);
        }
        return cancelled;
    }

    private CompletableFuture<Void> abort(boolean interrupt) {
        return submitted.thenCompose(now -> now.abort(interrupt));
    }

    /**
     * Ends the function, because its executor was stopped. If it had not begun, this is cancelled.
     *
     * @return completes when that is known where it runs, or will never be
     */
    CompletableFuture<Void> stop() {
        stopped = true;
        return abort(true).exceptionally(failure -> null); // those that had ended cannot be aborted
    }

    /** What was given to the executor, to be run elsewhere, if it was stopped and had not begun. */
    Optional<Runnable> givenBack() {
        return stopped && ended.isDone() ? Optional.ofNullable(given) : Optional.empty();
    }
}
