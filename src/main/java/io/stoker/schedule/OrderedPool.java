package io.stoker.schedule;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Picks the first by an order. Everything costs O(log n). */
final class OrderedPool implements Pool {
    private final TreeSet<EngineView> engines;

    /** @param order total: no two engines are equal */
    OrderedPool(Comparator<EngineView> order) {
        engines = new TreeSet<>(order);
    }

    @Override
    public void add(EngineView engine) {
        engines.add(engine);
    }

    @Override
    public void remove(EngineView engine) {
        engines.remove(engine);
    }

    @Override
    public @Nullable EngineView choose() {
        return engines.isEmpty() ? null : engines.first();
    }

    @Override
    public @Nullable EngineView chooseBut(Set<EngineView> excluded) {
        for (EngineView engine : engines) {
            if (!excluded.contains(engine)) {
                return engine;
            }
        }
        return null;
    }
}
