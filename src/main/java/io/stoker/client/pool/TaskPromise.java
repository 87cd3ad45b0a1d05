package io.stoker.client.pool;

import io.stoker.client.pool.Submitter.Submitted;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The value of a function that was submitted; fails as the futures of {@link CompletableFuture#supplyAsync} do. */
final class TaskPromise<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Submitted<T> submitted;

    private TaskPromise(Submitted<T> submitted) {
        this.submitted = submitted;
    }

    static <T extends @Nullable Object> TaskPromise<T> of(Submitted<T> submitted) {
        TaskPromise<T> promise = new TaskPromise<>(submitted);
        var unused = submitted.value().whenComplete(promise::end);
        return promise;
    }

    @SuppressWarnings("NullAway") // without a failure there is a value
    private void end(@Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            complete(value);
        } else {
            completeExceptionally(new CompletionException(OwnException.of(failure)));
        }
    }

    /** Unlike futures of the JDK, it ends what it stands for. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            var unused = submitted.abort(mayInterruptIfRunning);
        }
        return cancelled;
    }
}
