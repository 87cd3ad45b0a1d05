package io.stoker.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The engines that meet the same constraints, and the sub-queues that wait for them. */
final class EngineClass {
    private final BitSet slots;
    private final Candidates unpenalised;
    private final Candidates penalised;
    private final SubQueues open;
    private final SubQueues excluding;
    private final List<Constraint> constraints = new ArrayList<>();

    /** @param slots those of its engines */
    EngineClass(BitSet slots, Supplier<Pool> pools, Comparator<QueueEntry> order) {
        this.slots = slots;
        unpenalised = new Candidates(pools);
        penalised = new Candidates(pools);
        open = new SubQueues(order);
        excluding = new SubQueues(order);
    }

    /** The {@link EngineState#slot} of each of its engines; a copy. */
    BitSet slots() {
        return (BitSet) slots.clone();
    }

    boolean has(EngineState engine) {
        return slots.get(engine.slot());
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    void include(EngineState engine, boolean included) {
        slots.set(engine.slot(), included);
    }

    /** The constraints its engines meet; those without a condition are not listed. */
    List<Constraint> constraints() {
        return constraints;
    }

    /** Where this sub-queue is to wait. */
    SubQueues subQueues(SubQueue subQueue) {
        return subQueue.excluded().isEmpty() ? open : excluding;
    }

    /** The sub-queues of tasks that any of the engines may have. */
    SubQueues open() {
        return open;
    }

    /** The sub-queues of tasks that some of the engines have rejected. */
    SubQueues excluding() {
        return excluding;
    }

    void index(EngineState engine) {
        (engine.isPenalised() ? penalised : unpenalised).add(engine);
    }

    void unindex(EngineState engine) {
        (engine.isPenalised() ? penalised : unpenalised).remove(engine);
    }

    /** The engine for a task that excludes these, or null if there is none. */
    @Nullable
    EngineState choose(boolean onlyIdle, Set<EngineState> excluded) {
        Candidates eligible = hasOther(unpenalised, excluded) ? unpenalised : penalised;
        return eligible.choose(onlyIdle, excluded);
    }

    /** Whether an engine is here and not paused that could have a task of this sub-queue, now or later. */
    boolean serves(SubQueue subQueue) {
        return hasOther(unpenalised, subQueue.excluded()) || hasOther(penalised, subQueue.excluded());
    }

    private boolean hasOther(Candidates candidates, Set<EngineState> excluded) {
        int others = candidates.unpaused();
        for (EngineState engine : excluded) {
            boolean counted = engine.isPenalised() == (candidates == penalised) && !engine.isPaused();
            others -= counted && has(engine) ? 1 : 0;
        }
        return others > 0;
    }
}
