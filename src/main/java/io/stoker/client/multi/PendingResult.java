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
 * What a direct call will bring. The call is under way whether or not anybody waits for it.
 *
 * @param <T> what it brings
 */
public final class PendingResult<T> {
    private static final Logger LOG = LoggerFactory.getLogger(PendingResult.class);

    private final Connection connection;
    private final String what;
    private final CompletableFuture<T> future;
    /** What users wait on; what they have cancelled is not kept until the call ends. */
    private final Set<CompletableFuture<T>> copies = ConcurrentHashMap.newKeySet();

    PendingResult(Connection connection, String what, CompletableFuture<T> future) {
        this.connection = connection;
        this.what = what;
        this.future = future;
        var unused = future.whenComplete((value, failure) -> copies.forEach(this::complete));
    }

    /**
     * Waits for it, for as long as it takes.
     *
     * @throws CompositeException if the call has failed on an engine; each time it is asked for
     */
    public T get() {
        return connection.await(future, null, what);
    }

    /**
     * As {@link #get()}, for so long.
     *
     * @throws WaitTimeoutException if it has not come by then; the call goes on
     */
    public T get(Duration timeout) {
        return connection.await(future, Durations.require(timeout, "get"), what);
    }

    /** Waits until it is here or the call has failed. */
    void awaitEnd() {
        connection.await(future.handle((value, failure) -> true), null, what);
    }

    /** It if it is here, or else {@code instead}. */
    public @Nullable T getNow(@Nullable T instead) {
        return future.isDone() ? get() : instead;
    }

    /** Whether it is here, or the call has failed. */
    public boolean isDone() {
        return future.isDone();
    }

    /** Has it handed to this, on a thread of its own, when it is here; not if the call fails. */
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

    /** What this function makes of it. */
    public <U> PendingResult<U> map(Function<? super T, ? extends U> function) {
        return new PendingResult<>(
                connection, what, future().thenApply(Arguments.given(function, "map needs a function")));
    }

    /** It as a future that nobody else has; cancelling that changes nothing for the call. */
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
