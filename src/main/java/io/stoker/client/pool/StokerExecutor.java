package io.stoker.client.pool;

import io.stoker.task.SerializableRunnable;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerRunnable;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An {@link ExecutorService} whose threads are the engines: each function that it is given is a task of its own. It
 * keeps the contract of that interface for functions that can be sent, with everything that they capture; what a
 * function changes in the objects it captures stays at the engine. The methods that are added here have the compiler
 * make serialisable objects of lambdas and method references, as in {@code pool.submit(() -> 6 * 7)}.
 *
 * <ul>
 *   <li>What cannot be sent is refused in the call, by a {@link java.util.concurrent.RejectedExecutionException} whose
 *       cause is Stoker's. That goes for objects that complete something in this JVM, as a {@code FutureTask} does.
 *   <li>A future of a function that has failed has the function's own exception as the cause of its
 *       {@code ExecutionException}; if its task has failed for another reason, such as the loss of engines, the cause
 *       is a {@link io.stoker.task.StokerException}.
 *   <li>{@code cancel(true)} interrupts the function where it runs, {@code cancel(false)} drops its value. A function
 *       that has not begun never does, unless it begins before the controller knows.
 *   <li>A failure of code that was given to {@code execute} is logged.
 * </ul>
 *
 * <p>Shutting it down ends nothing but this executor. Thread-safe.
 */
public interface StokerExecutor extends ExecutorService, AutoCloseable {

    /** As {@link #submit(Callable)}. */
    default <T extends @Nullable Object> Future<T> submit(StokerCallable<T> function) {
        return submit((Callable<T>) function);
    }

    /** As {@link #submit(Runnable)}. */
    default Future<?> submit(SerializableRunnable function) {
        return submit((Runnable) function);
    }

    /** As {@link #submit(Runnable)}, of code that may throw checked exceptions. */
    Future<?> submit(StokerRunnable function);

    /** As {@link #submit(Runnable, Object)}: {@code result} stays here, and is not sent. */
    default <T extends @Nullable Object> Future<T> submit(SerializableRunnable function, T result) {
        return submit((Runnable) function, result);
    }

    /** As {@link #execute(Runnable)}. */
    default void execute(SerializableRunnable function) {
        execute((Runnable) function);
    }

    /** As {@link #execute(Runnable)}, of code that may throw checked exceptions. */
    void execute(StokerRunnable function);

    /**
     * Takes no more functions and waits until all have ended. When the thread is interrupted while it waits, it stops
     * them, as {@link #shutdownNow}, and waits for that; the thread is still interrupted then.
     */
    @Override
    default void close() {
        shutdown();
        boolean interrupted = false;
        while (!isTerminated()) {
            try {
                awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                if (!interrupted) {
                    shutdownNow();
                }
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
