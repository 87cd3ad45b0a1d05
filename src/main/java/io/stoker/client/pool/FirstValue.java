package io.stoker.client.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Of several functions, the value of the first that succeeds; the others are cancelled then. */
final class FirstValue<T extends @Nullable Object> {
    private final List<Callable<T>> functions;
    private final TaskCompletionService<T> service;
    private final List<Future<T>> futures = new ArrayList<>();

    /** @throws IllegalArgumentException if there are no functions */
    FirstValue(TaskExecutor executor, Collection<? extends Callable<T>> functions) {
        this.functions = List.copyOf(functions);
        if (this.functions.isEmpty()) {
            throw new IllegalArgumentException("invokeAny needs at least one function");
        }
        this.service = new TaskCompletionService<>(executor);
    }

    /**
     * Submits the functions and waits.
     *
     * @throws ExecutionException if all have failed: the failure of the last
     */
    T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long start = System.nanoTime();
        long nanos = unit.toNanos(timeout);
        try {
            for (Callable<T> function : functions) {
                futures.add(service.submit(function));
            }
            ExecutionException failure = null;
            for (int i = 0; i < functions.size(); i++) {
                Future<T> next = service.poll(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new TimeoutException("none of " + functions.size() + " functions has succeeded in time");
                }
                try {
                    return next.get();
                } catch (ExecutionException e) {
                    failure = e;
                } catch (CancellationException e) { // the executor was stopped
                    failure = new ExecutionException(e);
                }
            }
            throw Objects.requireNonNull(failure);
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }
}
