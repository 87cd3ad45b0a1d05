package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Keeps its own simple books of a FIFO schedule and objects to any call or choice that breaks a rule. It may look at
 * every engine, so it is slow. What a task asks of an engine is a size.
 */
final class Referee {
    private static final long SHORTEST_EXCLUSION = TestBed.millis(100);
    private static final long LONGEST_EXCLUSION = TestBed.millis(10_000);

    private static final class Seen {
        final String node;
        final int size;
        final Set<Long> held = new LinkedHashSet<>();
        /** Of these, what was given the node to itself. */
        final Set<Long> owners = new HashSet<>();
        /** When it rejected which tasks. */
        final Map<Long, Long> rejected = new HashMap<>();

        long penaltyEnd = Long.MIN_VALUE;
        int failures;
        long lastRun = Long.MAX_VALUE;
        boolean paused;
        boolean draining;

        Seen(String node, int size) {
            this.node = node;
            this.size = size;
        }

        boolean surelyExcludes(long task, long tick) {
            return tick < rejected.getOrDefault(task, Long.MIN_VALUE) + SHORTEST_EXCLUSION;
        }

        boolean mayExclude(long task, long tick) {
            return tick < rejected.getOrDefault(task, Long.MIN_VALUE) + LONGEST_EXCLUSION;
        }
    }

    /** Tasks that ask for the same. */
    private record Kind(int size, boolean ownsNode) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            return size == other.size ? Boolean.compare(ownsNode, other.ownsNode) : Integer.compare(size, other.size);
        }
    }

    /** How long exactly an exclusion lasts is not known here, so a rule is only enforced where it is sure to hold. */
    private interface Excludes {
        boolean test(Seen engine, long task, long tick);
    }

    private final ScheduleSettings settings;
    private final int[] need;
    private final LongFunction<Alone> alone;
    private final Map<String, Seen> engines = new HashMap<>();
    private final Map<String, Set<Seen>> nodes = new HashMap<>();
    private final Map<Kind, TreeSet<Long>> arrived = new TreeMap<>();
    private final Map<Kind, TreeSet<Long>> cameBack = new TreeMap<>();
    private final BitSet done = new BitSet();

    /**
     * @param need for each task the size its engine must have; tasks arrive in the order of their numbers
     * @param alone what each task must have to itself now
     */
    Referee(ScheduleSettings settings, int[] need, LongFunction<Alone> alone) {
        this.settings = settings;
        this.need = need;
        this.alone = alone;
    }

    private Kind kind(long task) {
        return new Kind(need[(int) task], alone.apply(task) == Alone.IN_NODE);
    }

    /** What a task must have to itself changes by this. */
    void isolates(long task, Runnable change) {
        boolean came = arrived.getOrDefault(kind(task), new TreeSet<>()).remove(task);
        boolean back = cameBack.getOrDefault(kind(task), new TreeSet<>()).remove(task);
        change.run();
        if (came || back) {
            queue(came ? arrived : cameBack, task);
        }
    }

    void offered(long task) {
        queue(arrived, task);
    }

    void cameBack(long task) {
        queue(cameBack, task);
    }

    private void queue(Map<Kind, TreeSet<Long>> queue, long task) {
        assertThat(queue.computeIfAbsent(kind(task), n -> new TreeSet<>()).add(task))
                .as("task %d was not queued before", task)
                .isTrue();
    }

    void joined(String engine, String node, int size) {
        Seen seen = new Seen(node, size);
        engines.put(engine, seen);
        nodes.computeIfAbsent(node, n -> new LinkedHashSet<>()).add(seen);
    }

    Set<Long> left(String engine) {
        Seen seen = engines.remove(engine);
        nodes.get(seen.node).remove(seen);
        return seen.held;
    }

    void paused(String engine, boolean paused) {
        engines.get(engine).paused = paused;
    }

    void draining(String engine, boolean draining) {
        engines.get(engine).draining = draining;
    }

    void ended(String engine, long task, long tick, long nanos, boolean failed) {
        Seen seen = engines.get(engine);
        seen.owners.remove(task);
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
        if (kind(task).ownsNode() && isShared(seen)) {
            requireNode(given, seen);
        } else {
            arrived.keySet().forEach(kind -> requireNoneBefore(task, first(kind, given.engine(), tick), given, tick));
        }
        TreeSet<Long> back = cameBack.getOrDefault(kind(task), new TreeSet<>());
        assertThat(back.remove(task) || arrived.get(kind(task)).remove(task)).isTrue();
        requireRoom(given, seen);
        if (isShared(seen) && (isOwned(seen.node) || mustBeClosed(seen.node))) {
            fail(given + " went to a node that another task has to itself");
        }
        if (need[(int) task] > seen.size) {
            fail("%s went to an engine of size %d, and asks for %d".formatted(given, seen.size, need[(int) task]));
        }
        if (seen.surelyExcludes(task, tick)) {
            fail(given + " went to an engine that has just rejected it");
        }
        if (seen.paused || seen.draining || (tick < seen.penaltyEnd && !allPenalised(task, Seen::mayExclude, tick))) {
            fail(given + " went to an engine that is paused, draining or under penalty");
        }
        seen.held.add(task);
        if (kind(task).ownsNode()) {
            seen.owners.add(task);
        }
    }

    /** A node of several engines is idle when it is given away, and not too many are. */
    private void requireNode(Assignment given, Seen seen) {
        if (nodes.get(seen.node).stream().anyMatch(other -> other.paused || !other.held.isEmpty())) {
            fail(given + " went to a node that is not idle");
        }
        if (sharedNodes(this::isOwned) >= mostTaken()) {
            fail(given + " went to one node too many");
        }
    }

    private boolean isOnlyPaused(String node) {
        return nodes.get(node).stream().allMatch(seen -> seen.held.isEmpty())
                && nodes.get(node).stream().anyMatch(seen -> seen.paused);
    }

    private boolean isShared(Seen seen) {
        return nodes.get(seen.node).size() > 1;
    }

    private boolean isTaken(String node) {
        return nodes.get(node).stream()
                .anyMatch(seen -> seen.held.stream().anyMatch(task -> alone.apply(task) == Alone.IN_NODE));
    }

    private boolean isOwned(String node) {
        return nodes.get(node).stream().anyMatch(seen -> !seen.owners.isEmpty());
    }

    /** Whether it is closed for a task that has had neighbours from the beginning, as few nodes are. */
    private boolean mustBeClosed(String node) {
        return isTaken(node) && !isQueued(true) && sharedNodes(this::isTaken) <= (sharedNodes(any -> true) + 1) / 2;
    }

    private long sharedNodes(Predicate<String> which) {
        return nodes.keySet().stream()
                .filter(node -> nodes.get(node).size() > 1 && which.test(node))
                .count();
    }

    private long mostTaken() {
        long shared = sharedNodes(node -> true);
        return isQueued(false) ? (shared + 1) / 2 : shared;
    }

    private boolean isQueued(boolean ownsNode) {
        return Stream.of(arrived, cameBack)
                .flatMap(queue -> queue.entrySet().stream())
                .anyMatch(entry -> entry.getKey().ownsNode() == ownsNode
                        && !entry.getValue().isEmpty());
    }

    /** Another task may go first only where this engine will not do for the one before it. */
    private void requireNoneBefore(long task, long other, Assignment given, long tick) {
        Seen seen = engines.get(given.engine());
        boolean fits = other >= 0 && need[(int) other] <= seen.size && alone.apply(other) == Alone.NO;
        boolean fine = !seen.paused && !seen.draining && tick >= seen.penaltyEnd;
        if (other != task && fits && fine && isBefore(other, task)) {
            fail("%s although %d was before it".formatted(given, other));
        }
    }

    private boolean isBefore(long one, long other) {
        boolean oneBack = isBack(one);
        return oneBack == isBack(other) ? one < other : oneBack;
    }

    private boolean isBack(long task) {
        return cameBack.getOrDefault(kind(task), new TreeSet<>()).contains(task);
    }

    /** Checks that nothing that could be handed out has been kept back, but for nodes that run empty. */
    void nothingMoreToHandOut(long tick) {
        Set<String> kept = new HashSet<>();
        engines.forEach((name, seen) -> {
            if (seen.held.isEmpty() && !seen.paused && !seen.draining && !(isShared(seen) && isOwned(seen.node))) {
                for (Kind kind : arrived.keySet()) {
                    idles(name, kind, kept, tick);
                }
            }
        });
        Set<String> empty = new HashSet<>(kept);
        empty.removeIf(this::isTaken);
        if (!empty.isEmpty()) {
            assertThat(isQueued(true)).as("a reason to keep %s", empty).isTrue();
            assertThat(empty).as("nodes where only a pause is in the way").noneMatch(this::isOnlyPaused);
        }
        long owned = empty.isEmpty() ? 0 : sharedNodes(this::isOwned);
        assertThat(kept.size() + owned)
                .as("nodes that are kept, as %s, or taken", kept)
                .isLessThanOrEqualTo(mostTaken());
    }

    /** Notes the node of an idle engine if it must be kept for another task, as this one could have been handed out. */
    private void idles(String name, Kind kind, Set<String> kept, long tick) {
        Seen seen = engines.get(name);
        if (kept.contains(seen.node)) {
            return;
        }
        long first = kind.size() > seen.size ? -1 : first(kind, name, tick);
        if (first < 0 || !(tick >= seen.penaltyEnd || allPenalised(first, Seen::surelyExcludes, tick))) {
            return;
        }
        if (!isShared(seen) || (kind.ownsNode() && !isTaken(seen.node) && isOnlyAndIdle(seen.node))) {
            fail("engine %s idles at %d while task %d is queued".formatted(name, tick, first));
        }
        if (!kind.ownsNode()) {
            kept.add(seen.node);
        }
    }

    /** Whether it is the only node with several engines, and one of these may take it. */
    private boolean isOnlyAndIdle(String node) {
        return sharedNodes(any -> true) == 1
                && nodes.get(node).stream().allMatch(seen -> seen.held.isEmpty() && !seen.paused);
    }

    /** The first task of this kind that is not excluded from the engine; -1 if there is none. */
    private long first(Kind kind, String engine, long tick) {
        Seen seen = engines.get(engine);
        for (long task : cameBack.getOrDefault(kind, new TreeSet<>())) {
            if (!seen.mayExclude(task, tick)) {
                return task;
            }
        }
        TreeSet<Long> others = arrived.get(kind);
        return others == null || others.isEmpty() ? -1 : others.first();
    }

    private void requireRoom(Assignment given, Seen seen) {
        boolean onlyIdle = alone.apply(given.task()) != Alone.NO;
        boolean mayPrefetch =
                !onlyIdle && seen.lastRun <= 4 * settings.prefetchTime().toNanos() && !holdsAlone(seen);
        int capacity = mayPrefetch ? 1 + settings.maxPrefetch() : 1;
        if (seen.held.size() >= capacity) {
            fail("%s went to an engine that holds %s and has room for %d".formatted(given, seen.held, capacity));
        }
    }

    private boolean holdsAlone(Seen seen) {
        return !seen.held.isEmpty() && alone.apply(seen.held.iterator().next()) != Alone.NO;
    }

    private boolean allPenalised(long task, Excludes excludes, long tick) {
        return engines.values().stream()
                .filter(seen -> need[(int) task] <= seen.size && !excludes.test(seen, task, tick))
                .allMatch(seen -> seen.paused || seen.draining || tick < seen.penaltyEnd);
    }
}
