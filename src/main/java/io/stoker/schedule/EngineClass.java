package io.stoker.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The engines that meet the same constraints, and the sub-queues that wait for them. */
final class EngineClass {
    private final BitSet slots;
    private final Candidates unpenalised;
    private final Candidates penalised;
    private final SubQueues open;
    private final SubQueues excluding;
    private final SubQueues alone;
    private final List<Constraint> constraints = new ArrayList<>();

    /**
     * @param slots those of its engines
     * @param alone where the tasks of all engine classes are that must have a node to themselves
     */
    EngineClass(BitSet slots, Supplier<Pool> pools, Comparator<QueueEntry> order, SubQueues alone) {
        this.slots = slots;
        unpenalised = new Candidates(pools);
        penalised = new Candidates(pools);
        open = new SubQueues(order);
        excluding = new SubQueues(order);
        this.alone = alone;
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
        return subQueue.ownsNode() ? alone : subQueue.excluded().isEmpty() ? open : excluding;
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
        return eligible(excluded).choose(onlyIdle, excluded);
    }

    /** As {@link #choose}, of those that hold nothing and whose nodes are among these. */
    @Nullable
    EngineState chooseIdle(Set<EngineState> excluded, Predicate<Node> nodes) {
        return eligible(excluded).chooseIdle(engine -> !excluded.contains(engine) && nodes.test(engine.node()));
    }

    /** Whether this engine, if it has room, may be chosen for a task that excludes these. */
    boolean isEligible(EngineState engine, Set<EngineState> excluded) {
        boolean penalised = eligible(excluded) == this.penalised;
        return has(engine) && !excluded.contains(engine) && !engine.isDraining() && engine.isPenalised() == penalised;
    }

    private Candidates eligible(Set<EngineState> excluded) {
        return hasOther(unpenalised, excluded) ? unpenalised : penalised;
    }

    /** Whether an engine is here and not paused that could have a task of this sub-queue, now or later. */
    boolean serves(SubQueue subQueue) {
        return hasOther(unpenalised, subQueue.excluded()) || hasOther(penalised, subQueue.excluded());
    }

    /** As {@link #serves}, of an engine that has a node to itself. */
    boolean servesSingly(SubQueue subQueue) {
        int others = unpenalised.unpausedSingle() + penalised.unpausedSingle();
        return others
                > subQueue.excluded().stream().filter(this::isUnpausedSingle).count();
    }

    private boolean isUnpausedSingle(EngineState engine) {
        return has(engine) && !engine.isWithheld() && !engine.node().isShared();
    }

    private boolean hasOther(Candidates candidates, Set<EngineState> excluded) {
        int others = candidates.unpaused();
        for (EngineState engine : excluded) {
            boolean counted = engine.isPenalised() == (candidates == penalised) && !engine.isWithheld();
            others -= counted && has(engine) ? 1 : 0;
        }
        return others > 0;
    }
}
