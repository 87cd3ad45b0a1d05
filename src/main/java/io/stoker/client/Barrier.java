package io.stoker.client;

import io.stoker.task.FinishedTask;
import java.util.concurrent.CompletableFuture;

/** The ends of several tasks that are waited for together. */
final class Barrier {
    private final Results results;
    private final long[] taskIds;
    private final CompletableFuture<?>[] futures;

    private Barrier(Results results, long[] taskIds, CompletableFuture<?>[] futures) {
        this.results = results;
        this.taskIds = taskIds;
        this.futures = futures;
    }

    static Barrier of(Results results, long... taskIds) {
        CompletableFuture<?>[] futures = new CompletableFuture<?>[taskIds.length];
        for (int i = 0; i < taskIds.length; i++) {
            CompletableFuture<FinishedTask> end = results.await(taskIds[i], true);
            futures[i] = end;
        }
        return new Barrier(results, taskIds.clone(), futures);
    }

    /** Completes when all have ended, and fails as soon as one cannot be waited for. */
    CompletableFuture<Void> all() {
        CompletableFuture<Void> all = CompletableFuture.allOf(futures);
        for (CompletableFuture<?> future : futures) {
            var unused = future.whenComplete((end, failure) -> {
                if (failure != null) {
                    all.completeExceptionally(failure);
                }
            });
        }
        return all;
    }

    /** Nobody waits any more. */
    void forget() {
        for (int i = 0; i < taskIds.length; i++) {
            if (!futures[i].isDone()) {
                results.forget(taskIds[i], futures[i]);
            }
        }
    }
}
