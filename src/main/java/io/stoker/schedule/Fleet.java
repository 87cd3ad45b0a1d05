package io.stoker.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The engines that meet the same demands, and the lines that wait for them. */
final class Fleet {
    private final BitSet slots;
    private final Candidates unpenalised;
    private final Candidates penalised;
    private final Lines open;
    private final Lines picky;
    private final List<Demand> demands = new ArrayList<>();

    /** @param slots those of its engines */
    Fleet(BitSet slots, Supplier<Pool> pools, Comparator<Place> order) {
        this.slots = slots;
        unpenalised = new Candidates(pools);
        penalised = new Candidates(pools);
        open = new Lines(order);
        picky = new Lines(order);
    }

    /** The {@link EngineView#slot} of each of its engines; a copy. */
    BitSet slots() {
        return (BitSet) slots.clone();
    }

    boolean has(EngineView engine) {
        return slots.get(engine.slot());
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    void include(EngineView engine, boolean included) {
        slots.set(engine.slot(), included);
    }

    /** The demands its engines meet; those without a condition are not listed. */
    List<Demand> demands() {
        return demands;
    }

    /** Where this line is to wait. */
    Lines lines(Line line) {
        return line.excluded().isEmpty() ? open : picky;
    }

    /** The lines of tasks that any of the engines may have. */
    Lines open() {
        return open;
    }

    /** The lines of tasks that some of the engines have rejected. */
    Lines picky() {
        return picky;
    }

    void index(EngineView engine) {
        (engine.isPenalised() ? penalised : unpenalised).add(engine);
    }

    void unindex(EngineView engine) {
        (engine.isPenalised() ? penalised : unpenalised).remove(engine);
    }

    /** The engine for a task that excludes these, or null if there is none. */
    @Nullable
    EngineView choose(boolean onlyIdle, Set<EngineView> excluded) {
        Candidates eligible = hasOther(unpenalised, excluded) ? unpenalised : penalised;
        return eligible.choose(onlyIdle, excluded);
    }

    /** Whether an engine is here and not paused that could have a task of this line, now or later. */
    boolean serves(Line line) {
        return hasOther(unpenalised, line.excluded()) || hasOther(penalised, line.excluded());
    }

    private boolean hasOther(Candidates candidates, Set<EngineView> excluded) {
        int others = candidates.unpaused();
        for (EngineView engine : excluded) {
            boolean counted = engine.isPenalised() == (candidates == penalised) && !engine.isPaused();
            others -= counted && has(engine) ? 1 : 0;
        }
        return others > 0;
    }
}
