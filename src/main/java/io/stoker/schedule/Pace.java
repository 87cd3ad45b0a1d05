package io.stoker.schedule;

/**
 * How long an engine's tasks last, and so how many it may hold ahead of the one it runs.
 *
 * <p>The estimate is a moving average that falls slowly and rises at once. A mean that rises as slowly as it falls
 * would go on queueing tasks behind one another after they have become long, while other engines are idle; too low an
 * estimate costs a wait, too high a one only a round trip. So an estimate is never below a quarter of the latest run:
 * one run of more than four times {@code prefetchTime} ends the prefetch, whatever came before.
 *
 * <p>Trust grows with evidence: after n runs at most n tasks are held ahead. Before the first run has ended nothing is.
 */
final class Pace {
    private static final double WEIGHT_OF_LATEST = 0.2;
    private static final double RISE = 0.25;

    private final int maxPrefetch;
    private final double prefetchNanos;
    private double estimate;
    private int trust;

    Pace(ScheduleSettings settings) {
        maxPrefetch = settings.maxPrefetch();
        prefetchNanos = settings.prefetchTime().toNanos();
    }

    /** Takes note that a task ran for so long. */
    void ran(long nanos) {
        double mean = trust == 0 ? nanos : (1 - WEIGHT_OF_LATEST) * estimate + WEIGHT_OF_LATEST * nanos;
        estimate = Math.max(mean, RISE * nanos);
        trust = Math.min(trust + 1, Math.max(1, maxPrefetch));
    }

    /** How long a task lasts, in nanoseconds, as far as is known; negative before the first has ended. */
    long usual() {
        return trust == 0 ? -1 : (long) estimate;
    }

    /** How many tasks may be held ahead now. */
    int prefetch() {
        if (trust == 0) {
            return 0;
        }
        return (int) Math.min(Math.min(trust, maxPrefetch), prefetchNanos / Math.max(1, estimate));
    }
}
