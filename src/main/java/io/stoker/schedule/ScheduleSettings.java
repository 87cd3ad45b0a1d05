package io.stoker.schedule;

import java.time.Duration;
import java.util.Objects;

/**
 * How a {@link Schedule} chooses.
 *
 * @param order which task goes first
 * @param choice which engine gets it
 * @param maxPrefetch the most tasks an engine holds ahead of what it runs; 0 turns prefetch off
 * @param prefetchTime how much run time an engine may hold ahead: long enough to hide a round trip, short enough to
 *     lose nothing by it
 * @param recallAfter how long an engine may show no progress before the tasks waiting there are asked back
 * @param failurePenalty how long an engine with two failures in a row is passed over; zero turns it off
 * @param unmetDependencyTimeout how long a task may wait while there are engines and none fits it
 */
public record ScheduleSettings(
        TaskOrder order,
        Choice choice,
        int maxPrefetch,
        Duration prefetchTime,
        Duration recallAfter,
        Duration failurePenalty,
        Duration unmetDependencyTimeout) {

    /**
     * Far beyond any use, and far from where adding it to a tick could overflow. Stands before the defaults, which are
     * checked against it.
     */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * First in, first out, to the least loaded engine; at most 64 tasks or 20 ms ahead, asked back after 100 ms; 1 s of
     * penalty; 30 s without an engine that fits.
     */
    public static final ScheduleSettings DEFAULTS = new ScheduleSettings(
            TaskOrder.FIFO,
            Choice.LEAST_LOADED,
            64,
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));

    /** @throws IllegalArgumentException for a negative prefetch, and for a duration below zero or above 100 years */
    public ScheduleSettings {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(choice, "choice");
        if (maxPrefetch < 0) {
            throw new IllegalArgumentException("maxPrefetch must be 0 or more, not " + maxPrefetch);
        }
        requireSensible("prefetchTime", prefetchTime);
        requireSensible("recallAfter", recallAfter);
        requireSensible("failurePenalty", failurePenalty);
        requireSensible("unmetDependencyTimeout", unmetDependencyTimeout);
    }

    private static void requireSensible(String name, Duration duration) {
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be between 0 and " + LONGEST.toDays() + " days: " + duration);
        }
    }
}
