package io.stoker.task;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function of two arguments that can be sent to an engine; as {@link StokerCallable} otherwise.
 *
 * @param <T> its first argument
 * @param <U> its second argument
 * @param <R> what it returns
 */
@FunctionalInterface
public interface StokerBiFunction<T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
        extends Serializable {

    /** The function's value for these arguments. */
    R apply(T first, U second) throws Exception;
}
