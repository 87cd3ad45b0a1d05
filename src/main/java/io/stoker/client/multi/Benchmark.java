package io.stoker.client.multi;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The speed of direct calls: to one engine, and to all engines of a view at once.
 *
 * @param engines the number of engines of the view
 */
public record Benchmark(int engines, Speed one, Speed all) {
    private static final int ROUND_TRIPS = 200;
    private static final int TRANSFERS = 5;
    private static final double MEGA = 1e6;

    /**
     * The speed of calls.
     *
     * @param latency the median time from an empty call to its answer
     * @param pushed megabytes a second (1 MB is 1,000,000 bytes) pushed, to all engines together
     * @param pulled megabytes a second pulled
     */
    public record Speed(Duration latency, double pushed, double pulled) {

        private static Speed of(EngineView view, int bytes) {
            int engines = view.targets().size();
            List<byte[]> values = Collections.nCopies(engines, new byte[bytes]);
            List<Integer> sizes = Collections.nCopies(engines, bytes);
            long[] trips = nanos(ROUND_TRIPS, view::keys);
            long[] pushes = nanos(TRANSFERS, () -> view.map("{ value -> value.length }", values));
            long[] pulls = nanos(TRANSFERS, () -> view.map("{ n -> new byte[n] }", sizes));
            double megabytes = engines * (bytes / MEGA);
            return new Speed(Duration.ofNanos(median(trips)), megabytes / seconds(pushes), megabytes / seconds(pulls));
        }

        private static double seconds(long[] nanos) {
            return median(nanos) / 1e9;
        }

        private static long median(long[] nanos) {
            Arrays.sort(nanos);
            return nanos[nanos.length / 2];
        }

        /** After as many calls that nobody measures. */
        private static long[] nanos(int times, Runnable call) {
            long[] nanos = new long[times];
            for (int i = -times; i < times; i++) {
                long begin = System.nanoTime();
                call.run();
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - begin;
                }
            }
            return nanos;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "latency %.2f ms, push %.0f MB/s, pull %.0f MB/s",
                    latency.toNanos() / 1e6,
                    pushed,
                    pulled);
        }
    }

    static Benchmark of(EngineView one, EngineView all, int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a benchmark moves 1 byte or more, not " + bytes);
        }
        return new Benchmark(all.targets().size(), Speed.of(one, bytes), Speed.of(all, bytes));
    }

    @Override
    public String toString() {
        return "one engine:  " + one + System.lineSeparator() + engines + " engines:   " + all;
    }
}
