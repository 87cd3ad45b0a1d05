package io.stoker.wire;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * How many lines may be logged of what others cause and may repeat without end: {@value #MOST} within a minute. Not
 * thread-safe.
 */
public final class LineBudget {
    /** Within a minute. */
    public static final int MOST = 20;

    private static final long WITHIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private boolean begun;
    private long since;
    private int lines;
    private long leftOut;

    /**
     * Whether a line may be logged now.
     *
     * @param tick of {@code System.nanoTime()}
     * @param omitted is told how many were not, when a new minute begins after some were not
     */
    public boolean admits(long tick, LongConsumer omitted) {
        if (!begun || tick - since > WITHIN_NANOS) {
            if (leftOut > 0) {
                omitted.accept(leftOut);
            }
            begun = true;
            since = tick;
            lines = 0;
            leftOut = 0;
        }
        if (lines == MOST) {
            leftOut++;
            return false;
        }
        lines++;
        return true;
    }

    /** Whether the line that was admitted last was the last one of its minute. */
    boolean isSpent() {
        return lines == MOST;
    }

    /** What to log of those that were omitted. */
    public static String omitted(long lines) {
        return lines + " more lines of this kind were omitted";
    }
}
