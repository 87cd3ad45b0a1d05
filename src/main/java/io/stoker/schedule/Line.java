package io.stoker.schedule;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * Queued tasks for which the same engines will do: those that meet their condition, but for the excluded ones, which
 * have rejected each of them lately. It has its tasks in order.
 */
final class Line {
    private final Demand demand;
    private final Set<EngineView> excluded;
    private final TreeSet<Place> places;

    Line(Demand demand, Set<EngineView> excluded, Comparator<Place> order) {
        this.demand = demand;
        this.excluded = excluded;
        places = new TreeSet<>(order);
    }

    Demand demand() {
        return demand;
    }

    Set<EngineView> excluded() {
        return excluded;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** The place of the first task. */
    Place head() {
        return places.first();
    }

    boolean isHead(Place place) {
        return places.first().task() == place.task();
    }

    /** To be called by {@link Lines} only, which are ordered by this. */
    void add(Place place) {
        places.add(place);
    }

    /** To be called by {@link Lines} only. */
    void remove(Place place) {
        places.remove(place);
    }
}
