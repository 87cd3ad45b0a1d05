package io.stoker.schedule;

import io.stoker.task.Condition;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all queued tasks with one condition have in common: the condition, the fleet that meets it, and since when no
 * engine has. Their lines differ by the engines that have rejected them.
 */
final class Demand {
    /** Null for plain tasks, which any engine will do for. */
    private final @Nullable String text;

    private final @Nullable Condition condition;
    private final Comparator<Place> order;
    private final Line open;
    private final Map<Set<EngineView>, Line> picky = new HashMap<>();
    /** When each task was queued, in that order; only where there is a condition, which may be unmet. */
    private final Map<Long, Long> queuedAt = new LinkedHashMap<>();

    private Fleet fleet;
    private @Nullable Long unmetSince;

    /** @param fleet what meets it, or where it is kept until that is known */
    Demand(@Nullable String text, Fleet fleet, Comparator<Place> order) {
        this.text = text;
        this.condition = text == null ? null : parse(text);
        this.fleet = fleet;
        this.order = order;
        open = new Line(this, Set.of(), order);
    }

    private static @Nullable Condition parse(String text) {
        try {
            return Condition.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether the engine meets the condition. What is no condition is met by none. */
    boolean fits(EngineView engine) {
        return text == null || (condition != null && condition.test(engine.properties()));
    }

    @Nullable
    String text() {
        return text;
    }

    /** Null for plain tasks, and for a text that is no condition. */
    @Nullable
    Condition condition() {
        return condition;
    }

    Fleet fleet() {
        return fleet;
    }

    /** To be called by {@link Fleets} only. */
    void fleet(Fleet now) {
        fleet = now;
    }

    Collection<Line> lines() {
        return picky.isEmpty()
                ? List.of(open)
                : Stream.concat(Stream.of(open), picky.values().stream()).toList();
    }

    /** The line of tasks that these engines have rejected. */
    Line line(Set<EngineView> excluded) {
        return excluded.isEmpty() ? open : picky.computeIfAbsent(excluded, e -> new Line(this, e, order));
    }

    void add(Place place, long tick) {
        if (text != null) {
            queuedAt.put(place.task(), tick);
        }
        putIn(place);
    }

    void remove(Place place) {
        if (text != null) {
            queuedAt.remove(place.task());
        }
        takeOut(place);
    }

    /** Puts the task into another of its lines. */
    Place move(Place place, Set<EngineView> excluded) {
        takeOut(place);
        return putIn(place.in(line(excluded)));
    }

    /** Puts a task that asks for something else in the place where it was. */
    Place replace(Place before, Place now) {
        takeOut(before);
        return putIn(now.in(line(before.line().excluded())));
    }

    private Place putIn(Place place) {
        fleet.lines(place.line()).add(place);
        return place;
    }

    private void takeOut(Place place) {
        fleet.lines(place.line()).remove(place);
        if (place.line().isEmpty()) {
            picky.remove(place.line().excluded());
        }
    }

    /** Whether there is no task; not to be asked of plain tasks. */
    boolean isEmpty() {
        return queuedAt.isEmpty();
    }

    /** Notes whether there are engines and none meets the condition. */
    void met(boolean noneFits, long tick) {
        if (!noneFits) {
            unmetSince = null;
        } else if (unmetSince == null) {
            unmetSince = tick;
        }
    }

    boolean isUnmet() {
        return unmetSince != null;
    }

    /** For each task, since when it waits and no engine fits, the longest first; empty if it is not so. */
    Stream<Waiting> waiting() {
        Long since = unmetSince;
        return since == null
                ? Stream.empty()
                : queuedAt.entrySet().stream().map(e -> new Waiting(e.getKey(), Math.max(since, e.getValue())));
    }

    /** A task that has been waiting since then without an engine that fits. */
    record Waiting(long task, long since) {}
}
