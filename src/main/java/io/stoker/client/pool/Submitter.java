package io.stoker.client.pool;

import io.stoker.task.StokerCallable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Has functions run somewhere else. */
public interface Submitter {

    /**
     * Takes a function, with what it captures now, and returns before it has run.
     *
     * @throws io.stoker.task.StokerException if it cannot be sent; it will not run then
     */
    <T extends @Nullable Object> Submitted<T> submit(StokerCallable<T> function);

    /**
     * A function that was taken.
     *
     * @param <T> what it returns
     */
    interface Submitted<T extends @Nullable Object> {

        /**
         * What it returned, when it has ended and not before. Fails with a {@link io.stoker.task.TaskFailedException}
         * if the function has failed or was aborted, and with another {@link io.stoker.task.StokerException} if nothing
         * is known of it.
         */
        CompletableFuture<T> value();

        /**
         * Ends it: it does not begin any more.
         *
         * @param interrupt whether its thread is interrupted if it runs; otherwise it runs to its end
         * @return completes when that is known where it runs; fails if it cannot be aborted
         */
        CompletableFuture<Void> abort(boolean interrupt);

        /** Whether it has ended without having begun. To be called when {@link #value} is done. */
        boolean hasNeverBegun();
    }
}
