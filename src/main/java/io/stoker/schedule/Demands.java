package io.stoker.schedule;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The demands by their conditions. Some that nobody has now are kept, as they may well come again. */
final class Demands {
    private static final int SPARE = 64;

    private final Fleets fleets;
    private final Comparator<Place> order;
    private final Demand plain;
    private final Map<String, Demand> byText = new HashMap<>();
    private final Set<Demand> unmet = new LinkedHashSet<>();
    private int limit = SPARE;

    Demands(Fleets fleets, Comparator<Place> order) {
        this.fleets = fleets;
        this.order = order;
        plain = new Demand(null, fleets.all(), order);
    }

    /** The demand of tasks with this condition. */
    Demand of(@Nullable String condition, long tick) {
        if (condition == null) {
            return plain;
        }
        Demand known = byText.get(condition);
        return known == null ? create(condition, tick) : known;
    }

    private Demand create(String condition, long tick) {
        if (byText.size() >= limit) {
            List.copyOf(byText.values()).stream().filter(Demand::isEmpty).forEach(this::forget);
            limit = Math.max(SPARE, 2 * byText.size());
        }
        Demand demand = new Demand(condition, fleets.all(), order);
        byText.put(condition, demand);
        fleets.place(demand);
        look(demand, tick);
        return demand;
    }

    private void forget(Demand demand) {
        byText.remove(demand.text());
        unmet.remove(demand);
        fleets.remove(demand);
    }

    /** Looks which demands are met, after engines came, went or changed. */
    void look(long tick) {
        byText.values().forEach(demand -> look(demand, tick));
    }

    private void look(Demand demand, long tick) {
        demand.met(demand.fleet().isEmpty() && !fleets.all().isEmpty(), tick);
        if (demand.isUnmet()) {
            unmet.add(demand);
        } else {
            unmet.remove(demand);
        }
    }

    /** Those that no engine meets, although there are engines. */
    Set<Demand> unmet() {
        return unmet;
    }
}
