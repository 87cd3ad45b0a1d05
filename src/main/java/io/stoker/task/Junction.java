package io.stoker.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conditions of which all must be true, or at least one. Never directly inside one of its own kind. */
final class Junction extends Condition {

    enum Kind {
        AND,
        OR;

        Kind opposite() {
            return this == AND ? OR : AND;
        }
    }

    private final Kind kind;
    private final List<Condition> parts;

    private Junction(Kind kind, List<Condition> parts) {
        super(
                text(kind, parts),
                1 + parts.stream().mapToInt(Condition::depth).max().orElse(0));
        this.kind = kind;
        this.parts = parts;
    }

    static Junction of(Kind kind, Condition... conditions) {
        return of(kind, List.of(conditions));
    }

    static Junction of(Kind kind, List<Condition> conditions) {
        List<Condition> parts = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition instanceof Junction inner && inner.kind == kind) {
                parts.addAll(inner.parts);
            } else {
                parts.add(condition);
            }
        }
        return new Junction(kind, parts);
    }

    private static String text(Kind kind, List<Condition> parts) {
        return parts.stream()
                .map(part -> kind == Kind.AND && part instanceof Junction ? "(" + part + ")" : part.toString())
                .collect(Collectors.joining(" " + kind.name().toLowerCase(Locale.ROOT) + " "));
    }

    @Override
    public List<Condition> parts() {
        return kind == Kind.AND ? List.copyOf(parts) : super.parts();
    }

    @Override
    public Condition not() {
        return of(kind.opposite(), parts.stream().map(Condition::not).toList());
    }

    @Override
    boolean holds(Function<String, ? extends @Nullable Object> properties) {
        return kind == Kind.AND
                ? parts.stream().allMatch(part -> part.holds(properties))
                : parts.stream().anyMatch(part -> part.holds(properties));
    }

    @Override
    void addProperties(Set<String> names) {
        parts.forEach(part -> part.addProperties(names));
    }
}
