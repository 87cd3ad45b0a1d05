package io.stoker.task;

import org.jspecify.annotations.Nullable;

/** What calls refuse of their arguments. */
public final class Arguments {
    private Arguments() {}

    /**
     * The argument, which is there.
     *
     * @param need what the call says of it, as "abort needs a mode"
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T given(@Nullable T argument, String need) {
        if (argument == null) {
            throw new IllegalArgumentException(need + ", not null");
        }
        return argument;
    }
}
