package io.stoker.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as text. */
public final class Times {
    private Times() {}

    /**
     * As {@code 2026-11-30T12:00:00.250Z}.
     *
     * @param millis since 1970
     */
    public static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** As {@link #text}; null for 0, which stands for no time. */
    public static @Nullable String textOrNull(long millis) {
        return millis == 0 ? null : text(millis);
    }
}
