package io.stoker.client.pool;

import io.stoker.client.pool.Submitter.Submitted;
import io.stoker.task.StokerCallable;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future of one function of an executor. It has the states and rules of the JDK's own, but that the function runs
 * somewhere else. It is done when it is cancelled, as that one; {@link #ended} waits for the function in that case, too.
 */
class PooledTask<T extends @Nullable Object> extends FutureTask<T> {
    private final StokerCallable<?> function;
    private final Function<@Nullable Object, T> value;
    private final Runnable given;
    private final CompletableFuture<Submitted<?>> submitted = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopped;
    private volatile boolean givenBack;

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
        Submitted<?> now;
        try {
            now = submitter.submit(function);
        } catch (Throwable e) {
            submitted.completeExceptionally(e);
            ended.complete(null);
            throw e;
        }
        submitted.complete(now);
        var unused = now.value().whenComplete((returned, failure) -> {
            try {
                end(now, returned, failure);
            } finally {
                ended.complete(null);
            }
        });
    }

    private void end(Submitted<?> now, @Nullable Object returned, @Nullable Throwable failure) {
        if (failure == null) {
            set(value.apply(returned));
        } else if (stopped && now.hasNeverBegun()) {
            givenBack = super.cancel(false);
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

    /** Whether it was cancelled because it was stopped before it began. */
    boolean isGivenBack() {
        return givenBack;
    }

    /** What was given to the executor, to be run elsewhere. */
    Runnable given() {
        return given;
    }
}
