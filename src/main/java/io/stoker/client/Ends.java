package io.stoker.client;

import io.stoker.task.Arguments;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskState;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
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

    /** Counts the tasks as they end. */
    Tally tally() {
        Tally tally = new Tally(taskIds.length);
        futures.forEach(future -> {
            var unused = future.thenAccept(tally::ended);
        });
        return tally;
    }

    /** How many tasks have ended. Thread-safe. */
    static final class Tally {
        private final long total;
        private final AtomicLong done = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();

        Tally(long total) {
            this.total = total;
        }

        /** The count where all have ended. */
        static Tally of(List<FinishedTask> all) {
            Tally tally = new Tally(all.size());
            all.forEach(tally::ended);
            return tally;
        }

        private void ended(FinishedTask task) {
            if (task.state() != TaskState.SUCCEEDED) {
                failed.incrementAndGet();
            }
            done.incrementAndGet();
        }

        Progress after(long nanos) {
            return new Progress(done.get(), failed.get(), OptionalLong.of(total), nanos);
        }
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
