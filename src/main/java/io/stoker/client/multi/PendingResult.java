package io.stoker.client.multi;

import io.stoker.task.Arguments;
import io.stoker.task.Durations;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The future result of a direct call. The call runs whether or not anybody waits for it.
 *
 * @param <T> the type of the result
 */
public final class PendingResult<T> {
    private static final Logger LOG = LoggerFactory.getLogger(PendingResult.class);

    private final Connection connection;
    private final String what;
    private final CompletableFuture<T> future;
    /** The futures of users; cancelled ones are removed before the call ends. */
    private final Set<CompletableFuture<T>> copies = ConcurrentHashMap.newKeySet();

    PendingResult(Connection connection, String what, CompletableFuture<T> future) {
        this.connection = connection;
        this.what = what;
        this.future = future;
        var unused = future.whenComplete((value, failure) -> copies.forEach(this::complete));
    }

    /**
     * Waits for the result without a limit.
     *
     * @throws CompositeException if the call has failed on an engine; thrown by every call of this
     */
    public T get() {
        return connection.await(future, null, what);
    }

    /**
     * As {@link #get()}, with a timeout.
     *
     * @throws WaitTimeoutException if it has not arrived by then; the call continues
     */
    public T get(Duration timeout) {
        return connection.await(future, Durations.require(timeout, "get"), what);
    }

    /** Waits until the result is here or the call has failed. */
    void awaitEnd() {
        connection.await(future.handle((value, failure) -> true), null, what);
    }

    /** The result if it is here, or else {@code instead}. */
    public @Nullable T getNow(@Nullable T instead) {
        return future.isDone() ? get() : instead;
    }

    /** Whether the result is here, or the call has failed. */
    public boolean isDone() {
        return future.isDone();
    }

    /** Calls the callback with the result, on a separate thread; not if the call fails. */
    public PendingResult<T> onResult(Consumer<? super T> callback) {
        Arguments.given(callback, "onResult needs a callback");
        var unused = future().thenAccept(value -> {
            try {
                callback.accept(value);
            } catch (Throwable e) { // nobody else would hear of it
                LOG.warn("a callback for the result of {} has thrown an exception", what, e);
            }
        });
        return this;
    }

    /** A pending result with the function's value for this result. */
    public <U> PendingResult<U> map(Function<? super T, ? extends U> function) {
        return new PendingResult<>(
                connection, what, future().thenApply(Arguments.given(function, "map needs a function")));
    }

    /** The result as a new future; cancelling it does not affect the call. */
    @SuppressWarnings("CollectionUndefinedEquality") // a future equals itself and no other
    public CompletableFuture<T> future() {
        CompletableFuture<T> copy = new CompletableFuture<>();
        copies.add(copy);
        CompletableFuture<T> users = connection.forUser(copy);
        var unused = users.whenComplete((value, failure) -> copies.remove(copy));
        if (future.isDone()) {
            complete(copy);
        }
        return users;
    }

    private void complete(CompletableFuture<T> copy) {
        var unused = future.whenComplete((value, failure) -> {
            if (failure == null) {
                copy.complete(value);
            } else {
                copy.completeExceptionally(failure);
            }
        });
    }

    @Override
    public String toString() {
        return what + (future.isDone() ? " (done)" : " (pending)");
    }
}
