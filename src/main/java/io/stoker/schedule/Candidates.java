package io.stoker.schedule;

import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Engines of one standing, under penalty or not, indexed by the room they have. */
final class Candidates {
    private final Pool withRoom;
    /** Those among them that hold nothing. */
    private final Pool idle;

    private int unpaused;
    private int unpausedSingle;

    Candidates(Supplier<Pool> pools) {
        withRoom = pools.get();
        idle = pools.get();
    }

    void add(EngineState engine) {
        count(engine, 1);
        if (engine.hasRoom()) {
            withRoom.add(engine);
            if (engine.isIdle()) {
                idle.add(engine);
            }
        }
    }

    void remove(EngineState engine) {
        count(engine, -1);
        if (engine.hasRoom()) {
            withRoom.remove(engine);
            if (engine.isIdle()) {
                idle.remove(engine);
            }
        }
    }

    private void count(EngineState engine, int sign) {
        if (!engine.isWithheld()) {
            unpaused += sign;
            unpausedSingle += engine.node().isShared() ? 0 : sign;
        }
    }

    /** How many are not paused, with or without room. */
    int unpaused() {
        return unpaused;
    }

    /** How many of these are the only ones of their nodes. */
    int unpausedSingle() {
        return unpausedSingle;
    }

    @Nullable
    EngineState choose(boolean onlyIdle, Set<EngineState> excluded) {
        Pool pool = onlyIdle ? idle : withRoom;
        return excluded.isEmpty() ? pool.choose() : pool.choose(engine -> !excluded.contains(engine));
    }

    @Nullable
    EngineState chooseIdle(Predicate<EngineState> among) {
        return idle.choose(among);
    }
}
