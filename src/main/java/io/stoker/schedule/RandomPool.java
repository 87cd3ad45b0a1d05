package io.stoker.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Picks one at random, or the less loaded of two at random. Everything costs O(1): the last engine moves to where one
 * is taken out.
 */
final class RandomPool implements Pool {
    private final RandomGenerator random;
    private final int draws;
    private final List<EngineState> engines = new ArrayList<>();
    private final Map<EngineState, Integer> positions = new HashMap<>();

    /** @param draws 1 for any engine, 2 for the less loaded of two */
    RandomPool(RandomGenerator random, int draws) {
        this.random = random;
        this.draws = draws;
    }

    @Override
    public void add(EngineState engine) {
        positions.put(engine, engines.size());
        engines.add(engine);
    }

    @Override
    public void remove(EngineState engine) {
        int position = Objects.requireNonNull(positions.remove(engine), "not in the pool");
        EngineState last = engines.remove(engines.size() - 1);
        if (last != engine) {
            engines.set(position, last);
            positions.put(last, position);
        }
    }

    @Override
    public @Nullable EngineState choose() {
        return choose(engines);
    }

    /** Costs O(n), which only a task pays that was rejected, or that must have a node to itself. */
    @Override
    public @Nullable EngineState choose(Predicate<EngineState> among) {
        return choose(engines.stream().filter(among).toList());
    }

    private @Nullable EngineState choose(List<EngineState> among) {
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

    private static EngineState lessLoaded(EngineState one, EngineState other) {
        boolean equal = other.load() == one.load();
        return other.load() < one.load() || (equal && one.hasFailed() && !other.hasFailed()) ? other : one;
    }
}
