package io.stoker.client.multi;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Java function that is called on the engines with each element of a collection.
 *
 * @param <T> the elements
 * @param <R> the results
 */
@FunctionalInterface
public interface ParallelMap<T extends @Nullable Object, R extends @Nullable Object> {

    /** As {@link EngineView#map(io.stoker.task.StokerFunction, Collection)}. */
    List<R> of(Collection<? extends T> elements);
}
