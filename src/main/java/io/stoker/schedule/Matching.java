package io.stoker.schedule;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first task that can go, and its engine. Of the tasks that any engine of a fleet will do for only the first
 * is asked for: where it finds no engine, no other does.
 */
final class Matching {

    /** A task and the engine it goes to. */
    record Match(Place place, EngineView engine) {}

    private final Fleets fleets;
    private final Engines engines;
    private final Comparator<Place> order;

    Matching(Fleets fleets, Engines engines, Comparator<Place> order) {
        this.fleets = fleets;
        this.engines = engines;
        this.order = order;
    }

    @Nullable
    Match next(long tick) {
        engines.endPenalties(tick);
        boolean onlyIdle = isReserved();
        Match best = null;
        for (Fleet fleet : fleets.list()) {
            best = better(best, fleet.open().first(), onlyIdle, tick);
            for (Line line : fleet.picky()) {
                best = better(best, line, onlyIdle, tick);
            }
        }
        return best;
    }

    private @Nullable Match better(@Nullable Match best, @Nullable Line line, boolean onlyIdle, long tick) {
        if (line == null || (best != null && order.compare(best.place(), line.head()) < 0)) {
            return best;
        }
        EngineView engine = engines.choose(line, onlyIdle || line.head().alone(), tick);
        return engine == null ? best : new Match(line.head(), engine);
    }

    /**
     * Whether engines are to run empty, so that the turn of a task comes that needs one to itself: when it is the first
     * of its line, and there is an engine that it may have.
     */
    private boolean isReserved() {
        for (Fleet fleet : fleets.list()) {
            if (isReserved(fleet, fleet.open().first())) {
                return true;
            }
            for (Line line : fleet.picky()) {
                if (isReserved(fleet, line)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isReserved(Fleet fleet, @Nullable Line line) {
        return line != null && line.head().alone() && fleet.serves(line);
    }
}
