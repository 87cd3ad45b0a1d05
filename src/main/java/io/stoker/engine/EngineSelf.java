package io.stoker.engine;

import io.stoker.task.EngineProperties;
import org.jspecify.annotations.Nullable;

/** What an engine knows of itself: its small id, and its properties, which tasks may change. Thread-safe. */
final class EngineSelf {
    private final Runnable onChange;
    private volatile int id = -1;
    private Properties properties;

    /** The properties, and how often they have changed. */
    record Properties(long version, EngineProperties now) {}

    EngineSelf(EngineProperties properties, Runnable onChange) {
        this.properties = new Properties(0, properties);
        this.onChange = onChange;
    }

    /** The small id it has or had; -1 if it never had one. */
    int id() {
        return id;
    }

    void id(int given) {
        id = given;
    }

    synchronized Properties properties() {
        return properties;
    }

    /** As {@link EngineProperties#with}. */
    void set(String name, @Nullable Object value) {
        synchronized (this) {
            EngineProperties changed = properties.now().with(name, value);
            if (changed.equals(properties.now())) {
                return;
            }
            properties = new Properties(properties.version() + 1, changed);
        }
        onChange.run();
    }
}
