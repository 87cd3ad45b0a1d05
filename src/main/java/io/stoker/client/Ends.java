package io.stoker.client;

import io.stoker.task.Arguments;
import io.stoker.task.FinishedTask;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The ends of several tasks that are waited for together. */
final class Ends {
    private final Results results;
    private final long[] taskIds;
    private final List<CompletableFuture<FinishedTask>> futures;

    private Ends(Results results, long[] taskIds, List<CompletableFuture<FinishedTask>> futures) {
        this.results = results;
        this.taskIds = taskIds;
        this.futures = futures;
    }

    /** @param briefly without values and output */
    static Ends of(Results results, boolean briefly, long... taskIds) {
        Arguments.given(taskIds, "a wait for tasks needs their ids");
        return new Ends(
                results,
                taskIds.clone(),
                LongStream.of(taskIds)
                        .mapToObj(id -> results.await(id, briefly))
                        .toList());
    }

    /** Completes with the tasks, in the order of the ids, when all have ended; fails as soon as one is unknown. */
    CompletableFuture<List<FinishedTask>> all() {
        CompletableFuture<List<FinishedTask>> all = CompletableFuture.allOf(
                        futures.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
        for (CompletableFuture<?> future : futures) {
            var unused = future.whenComplete((end, failure) -> {
                if (failure != null) {
                    all.completeExceptionally(failure);
                }
            });
        }
        return all;
    }

    /** The ids of the tasks that have not ended, as far as is known here. */
    long[] missing() {
        return IntStream.range(0, taskIds.length)
                .filter(i -> !futures.get(i).isDone())
                .mapToLong(i -> taskIds[i])
                .toArray();
    }

    /** Nobody waits any more. */
    void forget() {
        for (int i = 0; i < taskIds.length; i++) {
            if (!futures.get(i).isDone()) {
                results.forget(taskIds[i], futures.get(i));
            }
        }
    }
}
