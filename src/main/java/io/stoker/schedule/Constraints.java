package io.stoker.schedule;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The constraints by their conditions. Some that nobody has now are kept, as they may well come again. */
final class Constraints {
    private static final int SPARE = 64;

    private final EngineClasses engineClasses;
    private final Comparator<QueueEntry> order;
    private final Constraint plain;
    private final Map<String, Constraint> byText = new HashMap<>();
    private final Set<Constraint> unmet = new LinkedHashSet<>();
    private int limit = SPARE;

    Constraints(EngineClasses engineClasses, Comparator<QueueEntry> order) {
        this.engineClasses = engineClasses;
        this.order = order;
        plain = new Constraint(null, engineClasses.all(), order);
    }

    /** The constraint of tasks with this condition. */
    Constraint of(@Nullable String condition, long tick) {
        if (condition == null) {
            return plain;
        }
        Constraint known = byText.get(condition);
        return known == null ? create(condition, tick) : known;
    }

    private Constraint create(String condition, long tick) {
        if (byText.size() >= limit) {
            List.copyOf(byText.values()).stream().filter(Constraint::isEmpty).forEach(this::forget);
            limit = Math.max(SPARE, 2 * byText.size());
        }
        Constraint constraint = new Constraint(condition, engineClasses.all(), order);
        byText.put(condition, constraint);
        engineClasses.place(constraint);
        look(constraint, tick);
        return constraint;
    }

    private void forget(Constraint constraint) {
        byText.remove(constraint.text());
        unmet.remove(constraint);
        engineClasses.remove(constraint);
    }

    /** All of them. */
    Iterable<Constraint> all() {
        return () -> Stream.concat(Stream.of(plain), byText.values().stream()).iterator();
    }

    /** Looks which constraints are met, after engines came, went or changed. */
    void look(long tick) {
        byText.values().forEach(constraint -> look(constraint, tick));
    }

    private void look(Constraint constraint, long tick) {
        constraint.met(
                constraint.engineClass().isEmpty() && !engineClasses.all().isEmpty(), tick);
        if (constraint.isUnmet()) {
            unmet.add(constraint);
        } else {
            unmet.remove(constraint);
        }
    }

    /** Those that no engine meets, although there are engines. */
    Set<Constraint> unmet() {
        return unmet;
    }
}
