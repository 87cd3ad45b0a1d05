package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps its own simple books of a FIFO schedule and objects to any call or choice that breaks a rule. It may look at
 * every engine, so it is slow.
 */
final class Referee {
    private static final class Seen {
        final Set<Long> held = new LinkedHashSet<>();
        long penaltyEnd = Long.MIN_VALUE;
        long lastRun = Long.MAX_VALUE;
        boolean paused;
    }

    private final ScheduleSettings settings;
    private final Map<String, Seen> engines = new HashMap<>();
    private final Deque<Long> arrived = new ArrayDeque<>();
    private final TreeSet<Long> cameBack = new TreeSet<>();
    private final BitSet alone = new BitSet();
    private final BitSet done = new BitSet();
    private int aloneQueued;

    Referee(ScheduleSettings settings) {
        this.settings = settings;
    }

    void offered(long task, boolean isAlone) {
        arrived.add(task);
        alone.set((int) task, isAlone);
        aloneQueued += isAlone ? 1 : 0;
    }

    void cameBack(long task) {
        assertThat(cameBack.add(task)).as("task %d queued twice", task).isTrue();
        aloneQueued += alone.get((int) task) ? 1 : 0;
    }

    void joined(String engine) {
        engines.put(engine, new Seen());
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
        if (failed) {
            seen.penaltyEnd = tick + settings.failurePenalty().toNanos();
        }
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
        if (task != firstInLine()) {
            fail("task %d was handed out, but %d is first".formatted(task, firstInLine()));
        }
        aloneQueued -= alone.get((int) task) ? 1 : 0;
        if (cameBack.isEmpty()) {
            arrived.remove();
        } else {
            cameBack.pollFirst();
        }
        Seen seen = engines.get(given.engine());
        requireRoom(given, seen, alone.get((int) task) || aloneQueued > 0);
        if (seen.paused || tick < seen.penaltyEnd && !allPenalised(tick)) {
            fail(given + " went to an engine that is paused or under penalty");
        }
        seen.held.add(task);
    }

    /** Checks that nothing that could be handed out has been kept back. */
    void nothingMoreToHandOut(long tick) {
        if (arrived.isEmpty() && cameBack.isEmpty()) {
            return;
        }
        boolean penaltiesMeanNothing = allPenalised(tick);
        engines.forEach((name, seen) -> {
            if (seen.held.isEmpty() && !seen.paused && (penaltiesMeanNothing || tick >= seen.penaltyEnd)) {
                fail("engine %s idles at %d while task %d is queued".formatted(name, tick, firstInLine()));
            }
        });
    }

    private void requireRoom(Assignment given, Seen seen, boolean onlyIdle) {
        boolean mayPrefetch =
                !onlyIdle && seen.lastRun <= 4 * settings.prefetchTime().toNanos() && !holdsAlone(seen);
        int capacity = mayPrefetch ? 1 + settings.maxPrefetch() : 1;
        if (seen.held.size() >= capacity) {
            fail("%s went to an engine that holds %s and has room for %d".formatted(given, seen.held, capacity));
        }
    }

    private boolean holdsAlone(Seen seen) {
        return !seen.held.isEmpty() && alone.get(seen.held.iterator().next().intValue());
    }

    private long firstInLine() {
        return cameBack.isEmpty() ? arrived.element() : cameBack.first();
    }

    private boolean allPenalised(long tick) {
        return engines.values().stream().allMatch(seen -> seen.paused || tick < seen.penaltyEnd);
    }
}
