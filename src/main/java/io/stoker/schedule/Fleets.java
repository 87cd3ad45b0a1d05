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
 * One fleet of all engines, and one for each set of engines that meets some demand. Demands that the same engines meet
 * share a fleet, so that thousands of conditions cost no more than there are kinds of engines.
 *
 * <p>Whoever changes the fleets of an engine must have taken that engine out of their indexes before.
 */
final class Fleets {
    private final Supplier<Pool> pools;
    private final Comparator<Place> order;
    private final Fleet all;
    private final List<Fleet> fleets = new ArrayList<>();
    private final Map<BitSet, Fleet> bySlots = new HashMap<>();
    private final List<@Nullable EngineView> engines = new ArrayList<>();

    Fleets(Supplier<Pool> pools, Comparator<Place> order) {
        this.pools = pools;
        this.order = order;
        all = new Fleet(new BitSet(), pools, order);
        fleets.add(all);
    }

    /** All engines, for plain tasks. */
    Fleet all() {
        return all;
    }

    /** Every fleet there is, the one of all engines first. */
    List<Fleet> list() {
        return fleets;
    }

    /** The lowest number that no engine has. */
    int freeSlot() {
        int slot = engines.indexOf(null);
        return slot < 0 ? engines.size() : slot;
    }

    /** Puts the engine into the fleet of all. */
    void join(EngineView engine) {
        while (engines.size() <= engine.slot()) {
            engines.add(null);
        }
        engines.set(engine.slot(), engine);
        enter(all, engine);
        meet(engine);
    }

    /** Takes the engine out of every fleet. */
    void leave(EngineView engine) {
        part(engine);
        exit(all, engine);
        engines.set(engine.slot(), null);
    }

    /** Puts the engine into a fleet for each demand it meets. */
    void meet(EngineView engine) {
        for (Fleet fleet : conditional()) {
            List<Demand> met =
                    fleet.demands().stream().filter(d -> d.fits(engine)).toList();
            if (met.size() == fleet.demands().size()) {
                bySlots.remove(fleet.slots());
                enter(fleet, engine);
                bySlots.put(fleet.slots(), fleet);
            } else if (!met.isEmpty()) {
                BitSet slots = fleet.slots();
                slots.set(engine.slot());
                Fleet larger = build(slots, engine);
                met.forEach(demand -> move(demand, larger));
            }
        }
    }

    /** Takes the engine out of every fleet but that of all. */
    void part(EngineView engine) {
        for (Fleet fleet : conditional()) {
            if (engine.fleets().contains(fleet)) {
                bySlots.remove(fleet.slots());
                exit(fleet, engine);
                Fleet same = bySlots.putIfAbsent(fleet.slots(), fleet);
                if (same != null) {
                    List.copyOf(fleet.demands()).forEach(demand -> move(demand, same));
                }
            }
        }
    }

    /** Gives a new demand its fleet. */
    void place(Demand demand) {
        BitSet slots = new BitSet();
        for (EngineView engine : engines) {
            if (engine != null && demand.fits(engine)) {
                slots.set(engine.slot());
            }
        }
        Fleet fleet = bySlots.get(slots);
        demand.fleet(fleet == null ? build(slots, null) : fleet);
        demand.fleet().demands().add(demand);
    }

    /** Forgets a demand for which nobody waits. */
    void remove(Demand demand) {
        Fleet fleet = demand.fleet();
        fleet.demands().remove(demand);
        if (fleet.demands().isEmpty()) {
            discard(fleet);
        }
    }

    /** @param unindexed the engine that is not in any index now */
    private Fleet build(BitSet slots, @Nullable EngineView unindexed) {
        Fleet fleet = new Fleet(slots, pools, order);
        fleets.add(fleet);
        bySlots.put(fleet.slots(), fleet);
        slots.stream().mapToObj(engines::get).forEach(engine -> {
            if (engine != null) {
                engine.fleets().add(fleet);
                if (engine != unindexed) {
                    fleet.index(engine);
                }
            }
        });
        return fleet;
    }

    private void move(Demand demand, Fleet to) {
        demand.lines().forEach(line -> demand.fleet().lines(line).leave(line));
        remove(demand);
        demand.fleet(to);
        to.demands().add(demand);
        demand.lines().forEach(line -> to.lines(line).enter(line));
    }

    private void discard(Fleet fleet) {
        fleets.remove(fleet);
        bySlots.remove(fleet.slots(), fleet);
        engines.stream()
                .filter(engine -> engine != null)
                .forEach(engine -> engine.fleets().remove(fleet));
    }

    private List<Fleet> conditional() {
        return List.copyOf(fleets.subList(1, fleets.size()));
    }

    private static void enter(Fleet fleet, EngineView engine) {
        fleet.include(engine, true);
        engine.fleets().add(fleet);
    }

    private static void exit(Fleet fleet, EngineView engine) {
        fleet.include(engine, false);
        engine.fleets().remove(fleet);
    }
}
