package io.stoker.task;

import org.jspecify.annotations.Nullable;

/** Checks of arguments. */
public final class Arguments {
    private Arguments() {}

    /**
     * The argument, which is there.
     *
     * @param need the message, as "abort needs a mode"
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T given(@Nullable T argument, String need) {
        if (argument == null) {
            throw new IllegalArgumentException(need + ", not null");
        }
        return argument;
    }
}
