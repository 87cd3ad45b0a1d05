package io.stoker.schedule;

import java.util.Comparator;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A set of engines from which one policy picks. An engine must be taken out before anything the policy looks at
 * changes, and put back after.
 */
interface Pool {

    void add(EngineView engine);

    void remove(EngineView engine);

    boolean isEmpty();

    /** The engine to take, which stays in; null if there is none. */
    @Nullable
    EngineView choose();

    /** What makes empty pools for this choice. */
    static Supplier<Pool> maker(Choice choice, RandomGenerator random) {
        Comparator<EngineView> leastRecentlyUsed =
                Comparator.comparingLong(EngineView::lastUsed).thenComparingLong(EngineView::ordinal);
        return switch (choice) {
            case LEAST_LOADED ->
                () -> new OrderedPool(Comparator.comparingInt(EngineView::load).thenComparing(leastRecentlyUsed));
            case LRU -> () -> new OrderedPool(leastRecentlyUsed);
            case RANDOM -> () -> new RandomPool(random, 1);
            case TWO_CHOICES -> () -> new RandomPool(random, 2);
        };
    }
}
