package io.stoker.cli.demo;

import io.stoker.cli.trial.Futures;
import io.stoker.client.TaskClient;
import io.stoker.task.TaskResult;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Results as they come, in whatever order. */
final class ResultStream {
    private static final long TICK_MILLIS = 200;

    private final List<CompletableFuture<TaskResult>> futures = new ArrayList<>();
    private final BlockingQueue<CompletableFuture<TaskResult>> arrived = new LinkedBlockingQueue<>();

    ResultStream(TaskClient tc, long[] ids) {
        for (long id : ids) {
            CompletableFuture<TaskResult> future = tc.getTaskResultAsync(id);
            futures.add(future);
            var unused = future.whenComplete((result, error) -> arrived.add(future));
        }
    }

    /**
     * Waits for all of them.
     *
     * @param progress is given the number of results that are here, several times a second
     * @return the results in the order of the ids
     * @throws WaitTimeoutException if they are not all here by then
     */
    List<TaskResult> await(Duration timeout, IntConsumer progress) {
        long deadline = System.nanoTime() + timeout.toNanos();
        int here = 0;
        while (here < futures.size()) {
            if (System.nanoTime() > deadline) {
                throw new WaitTimeoutException(
                        here + " of " + futures.size() + " results were here after " + timeout.toSeconds() + " s");
            }
            if (hasNext()) {
                here++;
            }
            progress.accept(here);
        }
        return futures.stream().map(Futures::join).toList();
    }

    private boolean hasNext() {
        try {
            return arrived.poll(TICK_MILLIS, TimeUnit.MILLISECONDS) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitTimeoutException("interrupted while waiting for results");
        }
    }
}
