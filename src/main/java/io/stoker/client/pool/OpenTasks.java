package io.stoker.client.pool;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The functions of an executor that have not ended, and whether it takes more. Thread-safe. */
final class OpenTasks {
    private final Set<PooledTask<?>> open = new LinkedHashSet<>();
    private final CountDownLatch terminated = new CountDownLatch(1);
    private boolean shutDown;

    /** Takes one more, or returns false if no more are taken. */
    synchronized boolean add(PooledTask<?> task) {
        return !shutDown && open.add(task);
    }

    synchronized void remove(PooledTask<?> task) {
        open.remove(task);
        terminateIfThrough();
    }

    /**
     * Takes no more.
     *
     * @return those that have not ended, in the order in which they came
     */
    synchronized List<PooledTask<?>> shutDown() {
        shutDown = true;
        terminateIfThrough();
        return List.copyOf(open);
    }

    private void terminateIfThrough() {
        if (shutDown && open.isEmpty()) {
            terminated.countDown();
        }
    }

    synchronized boolean isShutDown() {
        return shutDown;
    }

    /** Whether no more are taken and all have ended. */
    boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    /** Waits for {@link #isTerminated}; returns whether that came in time. */
    boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }
}
