package io.stoker.wire.values;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whose part goes next: of the oldest value, and of the one of which the least is left, in turn. So a small value does
 * not wait for a large one, those of one size arrive one after the other, and each gets there in the end. Not
 * thread-safe.
 */
final class PartOrder {
    private boolean oldest;

    /**
     * The value whose part is to go next.
     *
     * @param values the older ones first
     * @return null if none is ready
     */
    <T> @Nullable T next(Collection<T> values, Predicate<T> ready, ToLongFunction<T> left) {
        oldest = !oldest;
        T chosen = null;
        for (T value : values) {
            if (ready.test(value) && (chosen == null || left.applyAsLong(value) < left.applyAsLong(chosen))) {
                chosen = value;
                if (oldest) {
                    return chosen;
                }
            }
        }
        return chosen;
    }
}
