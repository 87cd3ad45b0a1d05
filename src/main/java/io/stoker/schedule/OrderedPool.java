package io.stoker.schedule;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Picks the first by an order. Everything costs O(log n). */
final class OrderedPool implements Pool {
    private final TreeSet<EngineState> engines;

    /** @param order total: no two engines are equal */
    OrderedPool(Comparator<EngineState> order) {
        engines = new TreeSet<>(order);
    }

    @Override
    public void add(EngineState engine) {
        engines.add(engine);
    }

    @Override
    public void remove(EngineState engine) {
        engines.remove(engine);
    }

    @Override
    public @Nullable EngineState choose() {
        return engines.isEmpty() ? null : engines.first();
    }

    @Override
    public @Nullable EngineState choose(Predicate<EngineState> among) {
        for (EngineState engine : engines) {
            if (among.test(engine)) {
                return engine;
            }
        }
        return null;
    }
}
