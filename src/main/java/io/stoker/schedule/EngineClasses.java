package io.stoker.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One engine class of all engines, and one for each set of engines that meets some constraint. Constraints that the
 * same engines meet share an engine class, so that thousands of conditions cost no more than there are kinds of
 * engines.
 *
 * <p>Whoever changes the engine classes of an engine must have taken that engine out of their indexes before.
 */
final class EngineClasses {
    private final Supplier<Pool> pools;
    private final Comparator<QueueEntry> order;
    private final SubQueues alone;
    private final EngineClass all;
    private final List<EngineClass> engineClasses = new ArrayList<>();
    private final Map<BitSet, EngineClass> bySlots = new HashMap<>();
    private final List<@Nullable EngineState> engines = new ArrayList<>();

    EngineClasses(Supplier<Pool> pools, Comparator<QueueEntry> order) {
        this.pools = pools;
        this.order = order;
        alone = new SubQueues(order);
        all = new EngineClass(new BitSet(), pools, order, alone);
        engineClasses.add(all);
    }

    /** All engines, for plain tasks. */
    EngineClass all() {
        return all;
    }

    /** Every engine class there is, the one of all engines first. */
    List<EngineClass> list() {
        return engineClasses;
    }

    /** The sub-queues of all tasks that must have a node to themselves, of whatever engine class. */
    SubQueues alone() {
        return alone;
    }

    /** The lowest number that no engine has. */
    int freeSlot() {
        int slot = engines.indexOf(null);
        return slot < 0 ? engines.size() : slot;
    }

    /** Puts the engine into the engine class of all. */
    void join(EngineState engine) {
        while (engines.size() <= engine.slot()) {
            engines.add(null);
        }
        engines.set(engine.slot(), engine);
        enter(all, engine);
        meet(engine);
    }

    /** Takes the engine out of every engine class. */
    void leave(EngineState engine) {
        part(engine);
        exit(all, engine);
        engines.set(engine.slot(), null);
    }

    /** Puts the engine into an engine class for each constraint it meets. */
    void meet(EngineState engine) {
        for (EngineClass engineClass : conditional()) {
            List<Constraint> met = engineClass.constraints().stream()
                    .filter(d -> d.fits(engine))
                    .toList();
            if (met.size() == engineClass.constraints().size()) {
                bySlots.remove(engineClass.slots());
                enter(engineClass, engine);
                bySlots.put(engineClass.slots(), engineClass);
            } else if (!met.isEmpty()) {
                BitSet slots = engineClass.slots();
                slots.set(engine.slot());
                EngineClass larger = build(slots, engine);
                met.forEach(constraint -> move(constraint, larger));
            }
        }
    }

    /** Takes the engine out of every engine class but that of all. */
    void part(EngineState engine) {
        for (EngineClass engineClass : conditional()) {
            if (engine.engineClasses().contains(engineClass)) {
                bySlots.remove(engineClass.slots());
                exit(engineClass, engine);
                EngineClass same = bySlots.putIfAbsent(engineClass.slots(), engineClass);
                if (same != null) {
                    List.copyOf(engineClass.constraints()).forEach(constraint -> move(constraint, same));
                }
            }
        }
    }

    /** Gives a new constraint its engine class. */
    void place(Constraint constraint) {
        BitSet slots = new BitSet();
        for (EngineState engine : engines) {
            if (engine != null && constraint.fits(engine)) {
                slots.set(engine.slot());
            }
        }
        EngineClass engineClass = bySlots.get(slots);
        constraint.engineClass(engineClass == null ? build(slots, null) : engineClass);
        constraint.engineClass().constraints().add(constraint);
    }

    /** Forgets a constraint for which nobody waits. */
    void remove(Constraint constraint) {
        EngineClass engineClass = constraint.engineClass();
        engineClass.constraints().remove(constraint);
        if (engineClass.constraints().isEmpty()) {
            discard(engineClass);
        }
    }

    /** @param unindexed the engine that is not in any index now */
    private EngineClass build(BitSet slots, @Nullable EngineState unindexed) {
        EngineClass engineClass = new EngineClass(slots, pools, order, alone);
        engineClasses.add(engineClass);
        bySlots.put(engineClass.slots(), engineClass);
        slots.stream().mapToObj(engines::get).forEach(engine -> {
            if (engine != null) {
                engine.engineClasses().add(engineClass);
                if (engine != unindexed) {
                    engineClass.index(engine);
                }
            }
        });
        return engineClass;
    }

    private void move(Constraint constraint, EngineClass to) {
        constraint
                .subQueues()
                .forEach(
                        subQueue -> constraint.engineClass().subQueues(subQueue).leave(subQueue));
        remove(constraint);
        constraint.engineClass(to);
        to.constraints().add(constraint);
        constraint.subQueues().forEach(subQueue -> to.subQueues(subQueue).enter(subQueue));
    }

    private void discard(EngineClass engineClass) {
        engineClasses.remove(engineClass);
        bySlots.remove(engineClass.slots(), engineClass);
        engines.stream()
                .filter(engine -> engine != null)
                .forEach(engine -> engine.engineClasses().remove(engineClass));
    }

    private List<EngineClass> conditional() {
        return List.copyOf(engineClasses.subList(1, engineClasses.size()));
    }

    private static void enter(EngineClass engineClass, EngineState engine) {
        engineClass.include(engine, true);
        engine.engineClasses().add(engineClass);
    }

    private static void exit(EngineClass engineClass, EngineState engine) {
        engineClass.include(engine, false);
        engine.engineClasses().remove(engineClass);
    }
}
