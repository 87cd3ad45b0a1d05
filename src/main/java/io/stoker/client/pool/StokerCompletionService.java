package io.stoker.client.pool;

import io.stoker.task.SerializableRunnable;
import io.stoker.task.StokerCallable;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CompletionService} of functions that run as tasks: it gives their futures in the order in which they end. It
 * stands in place of an {@code ExecutorCompletionService}, whose functions cannot be sent. Futures and refusals are
 * those of a {@link StokerExecutor}.
 *
 * @param <V> what the functions return
 */
public interface StokerCompletionService<V extends @Nullable Object> extends CompletionService<V> {

    /** As {@link #submit(Callable)}. */
    default Future<V> submit(StokerCallable<V> function) {
        return submit((Callable<V>) function);
    }

    /** As {@link #submit(Runnable, Object)}: {@code result} stays here, and is not sent. */
    default Future<V> submit(SerializableRunnable function, V result) {
        return submit((Runnable) function, result);
    }
}
