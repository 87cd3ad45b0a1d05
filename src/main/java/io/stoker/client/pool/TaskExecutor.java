package io.stoker.client.pool;

import io.stoker.task.Callables;
import io.stoker.task.StokerException;
import io.stoker.task.StokerRunnable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has functions run by a {@link Submitter}; what the JDK's own executors share is theirs. */
final class TaskExecutor extends AbstractExecutorService implements StokerExecutor {
    /** How long functions that were stopped are waited for: those that have begun may ignore that. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Submitter submitter;
    private final OpenTasks open = new OpenTasks();

    TaskExecutor(Submitter submitter) {
        this.submitter = submitter;
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> function) {
        return new PooledTask<>(function);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable function, T result) {
        return new PooledTask<>(function, result);
    }

    @Override
    public Future<?> submit(StokerRunnable function) {
        return submit(Callables.of(given(function)));
    }

    @Override
    public void execute(Runnable function) {
        if (function instanceof PooledTask<?> task) { // one of this class's parent
            send(task);
        } else {
            send(new ExecutedTask(function));
        }
    }

    @Override
    public void execute(StokerRunnable function) {
        send(new ExecutedTask(Callables.of(given(function))));
    }

    private static StokerRunnable given(@Nullable StokerRunnable function) {
        return Objects.requireNonNull(function, "a function is needed, not null");
    }

    /** @throws RejectedExecutionException if it cannot be sent, or this was shut down */
    void send(PooledTask<?> task) {
        if (!open.add(task)) {
            throw new RejectedExecutionException(
                    "the executor was shut down and takes no more functions; stoker.executor() makes another one");
        }
        var unused = task.ended().thenRun(() -> open.remove(task));
        try {
            task.send(submitter);
        } catch (StokerException e) {
            throw Sending.refused(e);
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> functions)
            throws InterruptedException, ExecutionException {
        try {
            return new FirstValue<T>(this, functions).get(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("centuries have passed", e);
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> functions, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new FirstValue<T>(this, functions).get(timeout, unit);
    }

    @Override
    public void shutdown() {
        open.shutDown();
    }

    /**
     * Aborts what has not ended. Of what was given to this, those functions are returned that had not begun; their
     * futures are cancelled. Waits until that is known, or a second after the aborts have been confirmed.
     */
    @Override
    public List<Runnable> shutdownNow() {
        List<PooledTask<?>> stopped = open.shutDown();
        all(lastFirst(stopped), PooledTask::stop).join(); // or those that wait would begin when others end
        all(stopped, PooledTask::ended)
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return stopped.stream().flatMap(task -> task.givenBack().stream()).toList();
    }

    private static List<PooledTask<?>> lastFirst(List<PooledTask<?>> tasks) {
        List<PooledTask<?>> reversed = new ArrayList<>(tasks);
        Collections.reverse(reversed);
        return reversed;
    }

    private static CompletableFuture<Void> all(
            List<PooledTask<?>> tasks, Function<PooledTask<?>, CompletableFuture<Void>> future) {
        return CompletableFuture.allOf(tasks.stream().map(future).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public boolean isShutdown() {
        return open.isShutDown();
    }

    @Override
    public boolean isTerminated() {
        return open.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return open.awaitTermination(timeout, unit);
    }
}
