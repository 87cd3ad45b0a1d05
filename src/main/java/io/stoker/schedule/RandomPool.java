package io.stoker.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Picks one at random, or the less loaded of two at random. Everything costs O(1): the last engine moves to where one
 * is taken out.
 */
final class RandomPool implements Pool {
    private final RandomGenerator random;
    private final int draws;
    private final List<EngineView> engines = new ArrayList<>();
    private final Map<EngineView, Integer> positions = new HashMap<>();

    /** @param draws 1 for any engine, 2 for the less loaded of two */
    RandomPool(RandomGenerator random, int draws) {
        this.random = random;
        this.draws = draws;
    }

    @Override
    public void add(EngineView engine) {
        positions.put(engine, engines.size());
        engines.add(engine);
    }

    @Override
    public void remove(EngineView engine) {
        int position = Objects.requireNonNull(positions.remove(engine), "not in the pool");
        EngineView last = engines.remove(engines.size() - 1);
        if (last != engine) {
            engines.set(position, last);
            positions.put(last, position);
        }
    }

    @Override
    public @Nullable EngineView choose() {
        return choose(engines);
    }

    /** Costs O(n), which only a task pays that was rejected. */
    @Override
    public @Nullable EngineView chooseBut(Set<EngineView> excluded) {
        return choose(
                engines.stream().filter(engine -> !excluded.contains(engine)).toList());
    }

    private @Nullable EngineView choose(List<EngineView> among) {
        int size = among.size();
        if (size == 0) {
            return null;
        }
        int one = random.nextInt(size);
        if (draws == 1 || size == 1) {
            return among.get(one);
        }
        int other = (one + 1 + random.nextInt(size - 1)) % size;
        return lessLoaded(among.get(one), among.get(other));
    }

    private static EngineView lessLoaded(EngineView one, EngineView other) {
        boolean equal = other.load() == one.load();
        return other.load() < one.load() || (equal && one.hasFailed() && !other.hasFailed()) ? other : one;
    }
}
