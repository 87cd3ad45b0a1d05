package io.stoker.engine;

import io.stoker.task.Names;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine's properties as a map that can be written to. */
final class PropertiesView extends AbstractMap<String, @Nullable Object> {
    private final EngineIdentity engine;

    PropertiesView(EngineIdentity engine) {
        this.engine = engine;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return engine.properties().now().get(String.valueOf(name));
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return engine.properties().now().encoded().containsKey(String.valueOf(name));
    }

    @Override
    public @Nullable Object put(String name, @Nullable Object value) {
        Object before = get(name);
        engine.set(name, value);
        return before;
    }

    /** Names may be texts of any type. */
    @Override
    public void putAll(Map<? extends String, ? extends @Nullable Object> properties) {
        Names.of(properties, "a property").forEach(this::put);
    }

    @Override
    public @Nullable Object remove(@Nullable Object name) {
        return put(String.valueOf(name), null);
    }

    /** As they are now; what changes afterwards does not show in it. */
    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return Collections.unmodifiableMap(engine.properties().now().toMap()).entrySet();
    }
}
