package io.stoker.schedule;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first task that can go, and its engine. Of the tasks that any engine of an engine class will do for only
 * the first is asked for: where it finds no engine, no other does.
 */
final class Matching {

    /** A task and the engine it goes to. */
    record Match(QueueEntry entry, EngineState engine) {}

    private final EngineClasses engineClasses;
    private final EngineIndex engines;
    private final Reservations reservations;
    private final Comparator<QueueEntry> order;

    Matching(
            EngineClasses engineClasses, EngineIndex engines, Reservations reservations, Comparator<QueueEntry> order) {
        this.engineClasses = engineClasses;
        this.engines = engines;
        this.reservations = reservations;
        this.order = order;
    }

    @Nullable
    Match next(long tick) {
        engines.endPenalties(tick);
        Match best = reservations.next();
        boolean onlyIdle = reservations.wantIdleEngine() || isReserved();
        for (EngineClass engineClass : engineClasses.list()) {
            best = better(best, engineClass.open().first(), onlyIdle, tick);
            for (SubQueue subQueue : engineClass.excluding()) {
                best = better(best, subQueue, onlyIdle, tick);
            }
        }
        return best;
    }

    private @Nullable Match better(@Nullable Match best, @Nullable SubQueue subQueue, boolean onlyIdle, long tick) {
        if (subQueue == null || (best != null && order.compare(best.entry(), subQueue.head()) < 0)) {
            return best;
        }
        EngineState engine =
                engines.choose(subQueue, onlyIdle || subQueue.head().exclusive(), tick);
        return engine == null ? best : new Match(subQueue.head(), engine);
    }

    /**
     * Whether engines are to run empty, so that the turn of a task comes that needs one to itself: when it is the first
     * of its sub-queue, and there is an engine that it may have.
     */
    private boolean isReserved() {
        for (EngineClass engineClass : engineClasses.list()) {
            if (isReserved(engineClass, engineClass.open().first())) {
                return true;
            }
            for (SubQueue subQueue : engineClass.excluding()) {
                if (isReserved(engineClass, subQueue)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isReserved(EngineClass engineClass, @Nullable SubQueue subQueue) {
        return subQueue != null && subQueue.head().exclusive() && engineClass.serves(subQueue);
    }
}
