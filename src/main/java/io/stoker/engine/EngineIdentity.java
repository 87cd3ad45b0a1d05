package io.stoker.engine;

import io.stoker.task.EngineProperties;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an engine knows of itself: its small id, its properties, which tasks may change, and whether it drains.
 * Thread-safe.
 */
final class EngineIdentity {
    private final Runnable onChange;
    private final EngineProperties initial;
    private volatile int id = -1;
    private Properties properties;

    /**
     * The properties, and whether it wants no tasks.
     *
     * @param version how often any of that has changed
     */
    record Properties(long version, EngineProperties now, boolean draining) {}

    EngineIdentity(EngineProperties properties, Runnable onChange) {
        this.initial = properties;
        this.properties = new Properties(0, properties, false);
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

    /** Those it was started with. */
    EngineProperties initial() {
        return initial;
    }

    /** As {@link EngineProperties#with}, and as {@link #change}. */
    void set(String name, @Nullable Object value) {
        change(before -> before.with(name, value));
    }

    /**
     * Has these properties in place of those it has; nothing if the change throws.
     *
     * @throws IllegalArgumentException if it changes what was stated of the engine at its start: by that others find it
     */
    void change(UnaryOperator<EngineProperties> change) {
        synchronized (this) {
            EngineProperties changed = change.apply(properties.now());
            requireStated(changed);
            if (changed.equals(properties.now())) {
                return;
            }
            properties = new Properties(properties.version() + 1, changed, properties.draining());
        }
        onChange.run();
    }

    /** It wants no tasks from now on, or does again. */
    void drain(boolean now) {
        synchronized (this) {
            if (now == properties.draining()) {
                return;
            }
            properties = new Properties(properties.version() + 1, properties.now(), now);
        }
        onChange.run();
    }

    private void requireStated(EngineProperties changed) {
        Set<String> stated = initial.encoded().keySet();
        for (String name : stated) {
            if (!Arrays.equals(initial.encoded().get(name), changed.encoded().get(name))) {
                throw new IllegalArgumentException(
                        "the property '" + name + "' cannot be set or removed: Stoker sets it "
                                + "on each engine, as it does " + String.join(", ", new TreeSet<>(stated))
                                + "; use another name");
            }
        }
    }
}
