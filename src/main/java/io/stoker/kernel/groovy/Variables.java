package io.stoker.kernel.groovy;

import io.stoker.task.Names;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The user's own names of a namespace, as a map that can be written to. */
final class Variables extends AbstractMap<String, @Nullable Object> {
    private final Namespace namespace;

    Variables(Namespace namespace) {
        this.namespace = namespace;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return namespace.own().get(String.valueOf(name));
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return namespace.own().containsKey(String.valueOf(name));
    }

    /** @throws IllegalArgumentException if the name is no identifier, or has another meaning in a source */
    @Override
    public @Nullable Object put(String name, @Nullable Object value) {
        Names.requireVariable(name, "namespace");
        Object before = get(name);
        namespace.setVariable(name, value);
        return before;
    }

    @Override
    public @Nullable Object remove(@Nullable Object name) {
        return namespace.own().remove(String.valueOf(name));
    }

    @Override
    public void clear() {
        namespace.own().clear();
    }

    /** A copy: other threads may change the namespace meanwhile. */
    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        synchronized (namespace.own()) {
            Map<String, @Nullable Object> now = new LinkedHashMap<>(namespace.own());
            return Collections.unmodifiableSet(now.entrySet());
        }
    }
}
