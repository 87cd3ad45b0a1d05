package io.stoker.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A schedule with its engines, driven by hand. Time is counted in milliseconds. */
final class TestBed {
    final Schedule schedule;

    private TestBed(ScheduleSettings settings, String... engines) {
        schedule = new Schedule(settings, new SplittableRandom(7));
        for (String engine : engines) {
            schedule.engineJoined(engine);
        }
    }

    static TestBed with(String... engines) {
        return new TestBed(ScheduleSettings.DEFAULTS, engines);
    }

    static TestBed with(Order order, String... engines) {
        return new TestBed(settings(order, Choice.LEAST_LOADED), engines);
    }

    static TestBed with(Choice choice, String... engines) {
        return new TestBed(settings(Order.FIFO, choice), engines);
    }

    static TestBed with(ScheduleSettings settings, String... engines) {
        return new TestBed(settings, engines);
    }

    static ScheduleSettings settings(Order order, Choice choice) {
        ScheduleSettings d = ScheduleSettings.DEFAULTS;
        return new ScheduleSettings(
                order, choice, d.maxPrefetch(), d.prefetchTime(), d.recallAfter(), d.failurePenalty());
    }

    static long millis(double millis) {
        return (long) (millis * Duration.ofMillis(1).toNanos());
    }

    TestBed offer(long... tasks) {
        for (long task : tasks) {
            schedule.offer(task, false);
        }
        return this;
    }

    /** The next hand-out, as {@code task@engine}, or "none". */
    String next(double atMillis) {
        Optional<Assignment> next = schedule.next(millis(atMillis));
        return next.map(a -> a.task() + "@" + a.engine()).orElse("none");
    }

    /** All that can be handed out now. */
    List<String> handOuts(double atMillis) {
        List<String> all = new ArrayList<>();
        for (String next = next(atMillis); !next.equals("none"); next = next(atMillis)) {
            all.add(next);
        }
        return all;
    }

    void ends(String engine, long task, double atMillis, double ranMillis) {
        schedule.ended(engine, task, millis(atMillis), millis(ranMillis), false);
    }

    void fails(String engine, long task, double atMillis) {
        schedule.ended(engine, task, millis(atMillis), millis(1), true);
    }

    void returns(String engine, long task, double atMillis) {
        schedule.ended(engine, task, millis(atMillis), -1, false);
    }

    /**
     * Lets an engine run so many tasks of such a length, so that the schedule knows what to expect of it. Uses ids from
     * a million up.
     */
    TestBed experienced(String engine, int runs, double lengthMillis) {
        for (int i = 0; i < runs; i++) {
            long task = 1_000_000 + i;
            schedule.started(engine, task, 0);
            schedule.ended(engine, task, 0, millis(lengthMillis), false);
        }
        return this;
    }
}
