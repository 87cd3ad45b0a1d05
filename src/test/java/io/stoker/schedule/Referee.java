package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps its own simple books of a FIFO schedule and objects to any call or choice that breaks a rule. It may look at
 * every engine, so it is slow. What a task asks of an engine is a size.
 */
final class Referee {
    private static final long SHORTEST_EXCLUSION = TestBed.millis(100);
    private static final long LONGEST_EXCLUSION = TestBed.millis(10_000);

    private static final class Seen {
        final int size;
        final Set<Long> held = new LinkedHashSet<>();
        /** When it rejected which tasks. */
        final Map<Long, Long> rejected = new HashMap<>();

        long penaltyEnd = Long.MIN_VALUE;
        int failures;
        long lastRun = Long.MAX_VALUE;
        boolean paused;

        Seen(int size) {
            this.size = size;
        }

        boolean surelyExcludes(long task, long tick) {
            return tick < rejected.getOrDefault(task, Long.MIN_VALUE) + SHORTEST_EXCLUSION;
        }

        boolean mayExclude(long task, long tick) {
            return tick < rejected.getOrDefault(task, Long.MIN_VALUE) + LONGEST_EXCLUSION;
        }
    }

    /** How long exactly an exclusion lasts is not known here, so a rule is only enforced where it is sure to hold. */
    private interface Excludes {
        boolean test(Seen engine, long task, long tick);
    }

    private final ScheduleSettings settings;
    private final int[] need;
    private final BitSet exclusive;
    private final Map<String, Seen> engines = new HashMap<>();
    private final Map<Integer, TreeSet<Long>> arrived = new TreeMap<>();
    private final Map<Integer, TreeSet<Long>> cameBack = new TreeMap<>();
    private final BitSet done = new BitSet();

    /** @param need for each task the size its engine must have; tasks arrive in the order of their numbers */
    Referee(ScheduleSettings settings, int[] need, BitSet exclusive) {
        this.settings = settings;
        this.need = need;
        this.exclusive = exclusive;
    }

    void offered(long task) {
        queue(arrived, task);
    }

    void cameBack(long task) {
        queue(cameBack, task);
    }

    private void queue(Map<Integer, TreeSet<Long>> queue, long task) {
        assertThat(queue.computeIfAbsent(need[(int) task], n -> new TreeSet<>()).add(task))
                .as("task %d was not queued before", task)
                .isTrue();
    }

    void joined(String engine, int size) {
        engines.put(engine, new Seen(size));
    }

    Set<Long> left(String engine) {
        return engines.remove(engine).held;
    }

    void paused(String engine, boolean paused) {
        engines.get(engine).paused = paused;
    }

    void ended(String engine, long task, long tick, long nanos, boolean failed) {
        Seen seen = engines.get(engine);
        assertThat(seen.held.remove(task))
                .as("engine %s held task %d", engine, task)
                .isTrue();
        if (nanos >= 0) {
            seen.lastRun = nanos;
        }
        if (failed || nanos >= 0) {
            seen.failures = failed ? seen.failures + 1 : 0;
        }
        if (failed && seen.failures >= 2) {
            seen.penaltyEnd = tick + settings.failurePenalty().toNanos();
        }
    }

    void rejected(String engine, long task, long tick) {
        ended(engine, task, tick, -1, false);
        engines.get(engine).rejected.put(task, tick);
    }

    void finished(long task) {
        assertThat(done.get((int) task)).as("task %d finished twice", task).isFalse();
        done.set((int) task);
    }

    /**
     * Checks one hand-out: the right task, to an engine that may have it. Cheap, unless the engine is under penalty.
     */
    void handedOut(Assignment given, long tick) {
        long task = given.task();
        Seen seen = engines.get(given.engine());
        for (int size : arrived.keySet()) {
            requireNoneBefore(task, first(size, given.engine(), tick), given, tick);
        }
        TreeSet<Long> back = cameBack.getOrDefault(need[(int) task], new TreeSet<>());
        assertThat(back.remove(task) || arrived.get(need[(int) task]).remove(task))
                .isTrue();
        requireRoom(given, seen);
        if (need[(int) task] > seen.size) {
            fail("%s went to an engine of size %d, and asks for %d".formatted(given, seen.size, need[(int) task]));
        }
        if (seen.surelyExcludes(task, tick)) {
            fail(given + " went to an engine that has just rejected it");
        }
        if (seen.paused || (tick < seen.penaltyEnd && !allPenalised(task, Seen::mayExclude, tick))) {
            fail(given + " went to an engine that is paused or under penalty");
        }
        seen.held.add(task);
    }

    /** Another task may go first only where this engine will not do for the one before it. */
    private void requireNoneBefore(long task, long other, Assignment given, long tick) {
        Seen seen = engines.get(given.engine());
        boolean fits = other >= 0 && need[(int) other] <= seen.size && !exclusive.get((int) other);
        boolean fine = !seen.paused && tick >= seen.penaltyEnd;
        if (other != task && fits && fine && isBefore(other, task)) {
            fail("%s although %d was before it".formatted(given, other));
        }
    }

    private boolean isBefore(long one, long other) {
        boolean oneBack = isBack(one);
        return oneBack == isBack(other) ? one < other : oneBack;
    }

    private boolean isBack(long task) {
        return cameBack.getOrDefault(need[(int) task], new TreeSet<>()).contains(task);
    }

    /** Checks that nothing that could be handed out has been kept back. */
    void nothingMoreToHandOut(long tick) {
        engines.forEach((name, seen) -> {
            if (!seen.held.isEmpty() || seen.paused) {
                return;
            }
            for (int size : arrived.keySet()) {
                long first = size > seen.size ? -1 : first(size, name, tick);
                if (first >= 0 && (tick >= seen.penaltyEnd || allPenalised(first, Seen::surelyExcludes, tick))) {
                    fail("engine %s idles at %d while task %d is queued".formatted(name, tick, first));
                }
            }
        });
    }

    /** The first task that asks for this size and is not excluded from the engine; -1 if there is none. */
    private long first(int size, String engine, long tick) {
        Seen seen = engines.get(engine);
        for (long task : cameBack.getOrDefault(size, new TreeSet<>())) {
            if (!seen.mayExclude(task, tick)) {
                return task;
            }
        }
        TreeSet<Long> others = arrived.get(size);
        return others == null || others.isEmpty() ? -1 : others.first();
    }

    private void requireRoom(Assignment given, Seen seen) {
        boolean onlyIdle = exclusive.get((int) given.task());
        boolean mayPrefetch =
                !onlyIdle && seen.lastRun <= 4 * settings.prefetchTime().toNanos() && !holdsAlone(seen);
        int capacity = mayPrefetch ? 1 + settings.maxPrefetch() : 1;
        if (seen.held.size() >= capacity) {
            fail("%s went to an engine that holds %s and has room for %d".formatted(given, seen.held, capacity));
        }
    }

    private boolean holdsAlone(Seen seen) {
        return !seen.held.isEmpty() && exclusive.get(seen.held.iterator().next().intValue());
    }

    private boolean allPenalised(long task, Excludes excludes, long tick) {
        return engines.values().stream()
                .filter(seen -> need[(int) task] <= seen.size && !excludes.test(seen, task, tick))
                .allMatch(seen -> seen.paused || tick < seen.penaltyEnd);
    }
}
