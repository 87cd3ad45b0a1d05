package io.stoker.task;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A property that must be there, or must not. */
final class Presence extends Condition {
    private final String name;
    private final boolean there;

    Presence(String name, boolean there) {
        super((there ? "has " : "not has ") + name, 1);
        this.name = name;
        this.there = there;
    }

    @Override
    public Condition not() {
        return new Presence(name, !there);
    }

    @Override
    boolean holds(Function<String, ? extends @Nullable Object> properties) {
        return (properties.apply(name) != null) == there;
    }

    @Override
    void addProperties(Set<String> names) {
        names.add(name);
    }
}
