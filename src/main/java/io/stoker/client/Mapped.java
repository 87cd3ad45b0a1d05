package io.stoker.client;

import org.jspecify.annotations.Nullable;

/**
 * The result of one element of a map.
 *
 * @param index the place of the element among those that were given, from 0 on
 * @param value what the function returned; null if it failed
 * @param failure null if it did not fail
 * @param <R> what the function returns
 */
public record Mapped<R extends @Nullable Object>(
        long index, @Nullable R value, @Nullable ElementFailedException failure) {

    /**
     * The value.
     *
     * @throws ElementFailedException if it failed
     */
    @SuppressWarnings("NullAway") // null is what the function returned, where there is no failure
    public R get() {
        if (failure != null) {
            throw failure;
        }
        return value;
    }
}
