package io.stoker.client.pool;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Submits to an executor, and queues the futures that are done. */
final class TaskCompletionService<V extends @Nullable Object> implements StokerCompletionService<V> {
    private final TaskExecutor executor;
    private final BlockingQueue<Future<V>> done = new LinkedBlockingQueue<>();

    TaskCompletionService(TaskExecutor executor) {
        this.executor = executor;
    }

    @Override
    public Future<V> submit(Callable<V> function) {
        return sent(new PooledTask<>(function) {
            @Override
            protected void done() {
                done.add(this);
            }
        });
    }

    @Override
    public Future<V> submit(Runnable function, V result) {
        return sent(new PooledTask<>(function, result) {
            @Override
            protected void done() {
                done.add(this);
            }
        });
    }

    private Future<V> sent(PooledTask<V> task) {
        executor.send(task);
        return task;
    }

    @Override
    public Future<V> take() throws InterruptedException {
        return done.take();
    }

    @Override
    public @Nullable Future<V> poll() {
        return done.poll();
    }

    @Override
    public @Nullable Future<V> poll(long timeout, TimeUnit unit) throws InterruptedException {
        return done.poll(timeout, unit);
    }
}
