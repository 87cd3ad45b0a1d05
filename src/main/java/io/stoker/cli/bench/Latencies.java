package io.stoker.cli.bench;

import java.util.Arrays;

/** Durations in nanoseconds, of which percentiles are asked. */
final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    /**
     * The smallest duration that {@code percent} of all do not exceed (the nearest rank), in milliseconds.
     *
     * @throws IllegalStateException if there are none
     */
    double millis(double percent) {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.max(1, rank) - 1] / 1e6;
    }
}
