package io.stoker.task;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function of one argument that can be sent to an engine; as {@link StokerCallable} otherwise.
 *
 * @param <T> its argument
 * @param <R> what it returns
 */
@FunctionalInterface
public interface StokerFunction<T extends @Nullable Object, R extends @Nullable Object> extends Serializable {

    /** The function's value for this argument. */
    R apply(T argument) throws Exception;
}
