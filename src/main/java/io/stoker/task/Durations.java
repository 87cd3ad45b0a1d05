package io.stoker.task;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Durations that people choose, which may be longer than a clock can count and shorter than nothing. */
public final class Durations {
    private Durations() {}

    /**
     * The timeout of a call.
     *
     * @throws IllegalArgumentException if it is null
     */
    public static Duration require(@Nullable Duration timeout, String call) {
        if (timeout == null) {
            throw new IllegalArgumentException(
                    call + " needs a timeout, not null; the variant without a timeout waits without a limit");
        }
        return timeout;
    }

    /** How many nanoseconds it has: none if it is negative, and the most there are, 292 years, if it is longer. */
    public static long nanos(Duration duration) {
        return Math.max(0, TimeUnit.NANOSECONDS.convert(duration));
    }

    /** The rest of it after so many nanoseconds. */
    public static Duration left(Duration duration, long nanos) {
        return Duration.ofNanos(Math.max(0, nanos(duration) - nanos));
    }

    /** As "3 s" or "250 ms". */
    public static String text(Duration duration) {
        boolean whole = duration.getNano() == 0 || duration.getSeconds() == Long.MIN_VALUE;
        long seconds = duration.getSeconds();
        // Milliseconds of so many seconds are no long any more, and nobody asks for them.
        return whole || Math.abs(seconds) > 1L << 40 ? seconds + " s" : duration.toMillis() + " ms";
    }
}
