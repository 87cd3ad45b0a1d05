package io.stoker.schedule;

import io.stoker.task.EngineProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A schedule with its engines, driven by hand. Time is counted in milliseconds. */
final class TestBed {
    final Schedule schedule;

    private TestBed(ScheduleSettings settings, String... engines) {
        schedule = new Schedule(settings, new SplittableRandom(7));
        for (String engine : engines) {
            schedule.engineJoined(engine, engine, EngineProperties.NONE, 0);
        }
    }

    /** Each node's name, and so many engines: n1, n2… of node n. */
    TestBed node(String node, int engines) {
        for (int i = 1; i <= engines; i++) {
            schedule.engineJoined(node + i, node, EngineProperties.NONE, 0);
        }
        return this;
    }

    /** An engine of this node, with these properties. */
    TestBed engineOf(String node, String engine, Object... properties) {
        schedule.engineJoined(engine, node, properties(properties), 0);
        return this;
    }

    /** Queues tasks that must have a node to themselves, and that were handed out before. */
    TestBed offerAlone(long... tasks) {
        for (long task : tasks) {
            schedule.setQueued(task, Requirement.of(null, Alone.IN_NODE), true, 0);
        }
        return this;
    }

    static TestBed empty() {
        return with();
    }

    static TestBed with(String... engines) {
        return new TestBed(ScheduleSettings.DEFAULTS, engines);
    }

    static TestBed with(TaskOrder order, String... engines) {
        return new TestBed(settings(order, Choice.LEAST_LOADED), engines);
    }

    static TestBed with(Choice choice, String... engines) {
        return new TestBed(settings(TaskOrder.FIFO, choice), engines);
    }

    static TestBed with(ScheduleSettings settings, String... engines) {
        return new TestBed(settings, engines);
    }

    static ScheduleSettings settings(TaskOrder order, Choice choice) {
        ScheduleSettings d = ScheduleSettings.DEFAULTS;
        return new ScheduleSettings(
                order,
                choice,
                d.maxPrefetch(),
                d.prefetchTime(),
                d.recallAfter(),
                d.failurePenalty(),
                d.unmetDependencyTimeout());
    }

    static long millis(double millis) {
        return (long) (millis * Duration.ofMillis(1).toNanos());
    }

    TestBed offer(long... tasks) {
        for (long task : tasks) {
            schedule.setQueued(task, Requirement.NONE, false, 0);
        }
        return this;
    }

    /** An engine with these properties, alternately names and values, joins. */
    TestBed engine(String engine, Object... properties) {
        schedule.engineJoined(engine, engine, properties(properties), 0);
        return this;
    }

    static EngineProperties properties(Object... namesAndValues) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return EngineProperties.of(properties);
    }

    /** Queues tasks that ask for an engine of this kind. */
    TestBed offerFor(String condition, long... tasks) {
        for (long task : tasks) {
            schedule.setQueued(task, Requirement.of(condition, Alone.NO), false, 0);
        }
        return this;
    }

    /** The engine rejects the task, which is queued again. */
    void rejects(String engine, long task, double atMillis) {
        schedule.rejected(engine, task, millis(atMillis));
        schedule.setQueued(task, Requirement.NONE, true, millis(atMillis));
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

    /** Ends a task as failed, for the second time in a row. */
    void failsAgain(String engine, long task, double atMillis) {
        schedule.setHeld(2_000_000, engine, Alone.NO, true, millis(atMillis));
        fails(engine, 2_000_000, atMillis);
        fails(engine, task, atMillis);
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
            schedule.setHeld(task, engine, Alone.NO, true, 0);
            schedule.ended(engine, task, 0, millis(lengthMillis), false);
        }
        return this;
    }
}
