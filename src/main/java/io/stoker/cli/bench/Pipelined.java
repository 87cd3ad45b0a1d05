package io.stoker.cli.bench;

import io.stoker.client.TaskClient;
import io.stoker.task.StokerException;
import io.stoker.task.WaitTimeoutException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One thread submits one task after another without waiting, but for a bound on how many are under way. */
record Pipelined(int window) implements Load {
    @Override
    public String name() {
        return "runAsync, " + window + " under way";
    }

    @Override
    public Sample run(TaskClient tc, Timer timer) {
        Semaphore free = new Semaphore(window);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long tasks = 0;
        while (timer.isRunning() && failure.get() == null) {
            acquire(free, 1);
            var unused = tc.runAsync(NO_OP).thenCompose(tc::getTaskResultAsync).whenComplete((result, error) -> {
                failure.compareAndSet(null, error);
                free.release();
            });
            tasks++;
        }
        acquire(free, window);
        if (failure.get() != null) {
            throw new StokerException("a task of the measurement failed", failure.get());
        }
        return new Sample(tasks, timer.elapsed(), null);
    }

    private static void acquire(Semaphore free, int permits) {
        try {
            if (!free.tryAcquire(permits, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new WaitTimeoutException("tasks were still under way after " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitTimeoutException("interrupted while tasks were under way");
        }
    }
}
