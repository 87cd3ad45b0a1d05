package io.stoker.cli.bench;

import io.stoker.cli.trial.Futures;
import io.stoker.client.TaskClient;
import io.stoker.task.Task;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/**
 * Many tasks submitted together, and all waited for before the next batch.
 *
 * @param size how many together
 * @param fetch whether each result is fetched; otherwise it is only waited until all have ended
 */
record Batched(int size, boolean fetch) implements Load {
    @Override
    public String name() {
        return "runAll of " + size + (fetch ? ", results fetched" : ", barrier");
    }

    @Override
    public Sample run(TaskClient tc, Timer timer) {
        List<Task> batch = Collections.nCopies(size, NO_OP);
        long tasks = 0;
        while (timer.isRunning()) {
            long[] ids = tc.runAll(batch);
            if (fetch) {
                fetch(tc, ids);
            } else {
                tc.barrier(PATIENCE, ids);
            }
            tasks += size;
        }
        return new Sample(tasks, timer.elapsed(), null);
    }

    private static void fetch(TaskClient tc, long[] ids) {
        CompletableFuture<?>[] results =
                LongStream.of(ids).mapToObj(tc::getTaskResultAsync).toArray(CompletableFuture<?>[]::new);
        Futures.join(CompletableFuture.allOf(results), PATIENCE);
    }
}
