package io.stoker.task;

import org.jspecify.annotations.Nullable;

/** {@link RandomValues} and {@link Sameness} for tests of other rooms. */
public final class RandomValue {
    private final RandomValues values;

    public RandomValue(long seed) {
        values = new RandomValues(seed);
    }

    /** A value of any type that travels, nested no deeper than that. */
    public @Nullable Object next(int depth) {
        return values.next(depth);
    }

    /** Whether they are the same, type for type. */
    public static boolean areSame(@Nullable Object one, @Nullable Object other) {
        return Sameness.of(one, other);
    }
}
