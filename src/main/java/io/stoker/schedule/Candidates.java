package io.stoker.schedule;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Engines of one standing, under penalty or not, indexed by the room they have. */
final class Candidates {
    private final Pool withRoom;
    /** Those among them that hold nothing. */
    private final Pool idle;

    private int unpaused;

    Candidates(Supplier<Pool> pools) {
        withRoom = pools.get();
        idle = pools.get();
    }

    void add(EngineState engine) {
        unpaused += engine.isPaused() ? 0 : 1;
        if (engine.hasRoom()) {
            withRoom.add(engine);
            if (engine.isIdle()) {
                idle.add(engine);
            }
        }
    }

    void remove(EngineState engine) {
        unpaused -= engine.isPaused() ? 0 : 1;
        if (engine.hasRoom()) {
            withRoom.remove(engine);
            if (engine.isIdle()) {
                idle.remove(engine);
            }
        }
    }

    /** How many are not paused, with or without room. */
    int unpaused() {
        return unpaused;
    }

    @Nullable
    EngineState choose(boolean onlyIdle, Set<EngineState> excluded) {
        Pool pool = onlyIdle ? idle : withRoom;
        return excluded.isEmpty() ? pool.choose() : pool.chooseBut(excluded);
    }
}
