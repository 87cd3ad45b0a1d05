package io.stoker.client;

import io.stoker.client.TaskClient.AbortMode;
import io.stoker.client.pool.Submitter;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Has functions run as tasks.
 *
 * @param options of each task
 */
record PoolSubmitter(TaskClient client, UnaryOperator<Task> options) implements Submitter {

    @Override
    public <T extends @Nullable Object> Submitted<T> submit(StokerCallable<T> function) {
        return new OfHandle<>(client.submit(function, options));
    }

    private record OfHandle<T extends @Nullable Object>(TaskHandle<T> handle) implements Submitted<T> {
        @Override
        public CompletableFuture<T> value() {
            return handle;
        }

        @Override
        public CompletableFuture<Void> abort(boolean interrupt) {
            return handle.abortAsync(interrupt ? AbortMode.INTERRUPT : AbortMode.DISCARD);
        }

        @Override
        public boolean hasNeverBegun() {
            try {
                return handle.result().started() == null;
            } catch (StokerException e) {
                return false; // it may have
            }
        }
    }
}
