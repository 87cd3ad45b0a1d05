package io.stoker.client.pool;

import io.stoker.task.StokerCallable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes what this package is for. */
public final class Pools {
    private Pools() {}

    /** An executor of its own. */
    public static StokerExecutor executor(Submitter submitter) {
        return new TaskExecutor(submitter);
    }

    /** A completion service with a queue of its own. */
    public static <V extends @Nullable Object> StokerCompletionService<V> completionService(Submitter submitter) {
        return new TaskCompletionService<>(new TaskExecutor(submitter));
    }

    /**
     * As {@link CompletableFuture#supplyAsync}.
     *
     * @throws io.stoker.task.StokerException if the function cannot be sent
     */
    public static <T extends @Nullable Object> CompletableFuture<T> supplyAsync(
            Submitter submitter, StokerCallable<T> function) {
        return TaskPromise.of(submitter.submit(function));
    }
}
