package io.stoker.store;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads of a store. Every stage completes, whatever its work throws: a commit that is lost with an {@link Error},
 * say, would be waited for as long as the controller lives.
 */
public final class StoreThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreThreads.class);
    private static final long CLOSE_SECONDS = 30;

    private final String name;
    private final ScheduledExecutorService threads;

    /**
     * Daemon threads.
     *
     * @param name of each
     * @param most how many there are at once
     */
    public StoreThreads(String name, int most) {
        this.name = name;
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(most, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false); // nobody who closes this waits for them
        this.threads = pool;
    }

    /**
     * Does the work on one of the threads.
     *
     * @param explain makes what the stage fails with of what the work has thrown; called on the same thread. It is
     *     given no {@link Error}: of one a {@link StoreException} is made beforehand
     */
    public <T> CompletionStage<T> run(Callable<T> work, Function<Exception, ? extends RuntimeException> explain) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    done.complete(work.call());
                } catch (Throwable e) { // an Error as well: nobody else would hear of it
                    done.completeExceptionally(explained(e, explain));
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new StoreException("the store is closed", e));
        }
        return done;
    }

    private Throwable explained(Throwable thrown, Function<Exception, ? extends RuntimeException> explain) {
        Exception failure = thrown instanceof Exception exception ? exception : failed(thrown);
        try {
            return explain.apply(failure);
        } catch (Throwable e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    private StoreException failed(Throwable error) {
        LOG.error("an error in the thread {}", name, error);
        return new StoreException("the store failed with " + error, error);
    }

    /**
     * Does the work again and again; what it throws is logged, and it is done again all the same.
     *
     * @param millis between the end of one time and the beginning of the next
     */
    public ScheduledFuture<?> repeat(Runnable work, long millis) {
        Runnable undying = () -> {
            try {
                work.run();
            } catch (Throwable e) { // it would not be done any more
                LOG.warn("the periodic work of the thread {} failed; it is repeated every {} ms", name, millis, e);
            }
        };
        return threads.scheduleWithFixedDelay(undying, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Does the work, which must throw nothing, after so many nanoseconds, unless the threads are closed by then. */
    void later(Runnable work, long nanos) {
        try {
            var unused = threads.schedule(work, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the thread {} has ended", name, e);
        }
    }

    /** Whether no more work is taken in. */
    public boolean isClosed() {
        return threads.isShutdown();
    }

    /** Takes no more work in, and waits a while for what is under way. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the thread {} is still busy", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
