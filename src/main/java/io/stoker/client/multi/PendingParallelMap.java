package io.stoker.client.multi;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As {@link ParallelMap}, without waiting.
 *
 * @param <T> the elements
 * @param <R> the results
 */
@FunctionalInterface
public interface PendingParallelMap<T extends @Nullable Object, R extends @Nullable Object> {

    /** As {@link PendingView#map(io.stoker.task.StokerFunction, Collection)}. */
    PendingResult<List<R>> of(Collection<? extends T> elements);
}
