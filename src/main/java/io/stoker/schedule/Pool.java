package io.stoker.schedule;

import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A set of engines from which one policy picks. An engine must be taken out before anything the policy looks at
 * changes, and put back after.
 */
interface Pool {

    void add(EngineState engine);

    void remove(EngineState engine);

    /** The engine to take, which stays in; null if there is none. */
    @Nullable
    EngineState choose();

    /** As {@link #choose()}, from among those of which this is true. */
    @Nullable
    EngineState choose(Predicate<EngineState> among);

    /** What makes empty pools for this choice. */
    static Supplier<Pool> maker(Choice choice, RandomGenerator random) {
        return switch (choice) {
            case LEAST_LOADED -> () -> new OrderedPool(Pool::byLoad);
            case LRU -> () -> new OrderedPool(Pool::byUse);
            case RANDOM -> () -> new RandomPool(random, 1);
            case TWO_CHOICES -> () -> new RandomPool(random, 2);
        };
    }

    /**
     * The least loaded first; of these one whose latest task did not fail. Written out, as each hand-out needs it
     * often.
     */
    static int byLoad(EngineState one, EngineState other) {
        int order = Integer.compare(one.load(), other.load());
        if (order == 0) {
            order = Boolean.compare(one.hasFailed(), other.hasFailed());
        }
        return order == 0 ? byUse(one, other) : order;
    }

    /** The least recently used first. */
    private static int byUse(EngineState one, EngineState other) {
        int order = Long.compare(one.lastUsed(), other.lastUsed());
        return order == 0 ? Long.compare(one.ordinal(), other.ordinal()) : order;
    }
}
