package io.stoker.task;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an engine: host, pid and others, and those that its owner or tasks have set. Names have values of
 * the types of {@link Values}; conditions are about them.
 *
 * @param encoded the values as they travel, by name
 */
public record EngineProperties(Map<String, byte[]> encoded) {
    /** How many bytes names and encoded values may take together when one of them is set. */
    public static final int MAX_BYTES = 4 << 10;

    /** Of an engine of which nothing is known. */
    public static final EngineProperties NONE = new EngineProperties(Map.of());

    /**
     * These names and values.
     *
     * @throws IllegalArgumentException if a name is not an identifier
     * @throws UnsendableValueException if a value, or something inside it, cannot travel
     * @throws ValueTooLargeException if all of them take more than {@link #MAX_BYTES}
     */
    public static EngineProperties of(Map<String, ?> values) {
        EngineProperties all = NONE;
        for (Map.Entry<String, ? extends @Nullable Object> entry :
                Names.of(values, "a property").entrySet()) {
            all = all.with(entry.getKey(), entry.getValue());
        }
        return all;
    }

    /**
     * The same with this name set to another value, or without it for null.
     *
     * @throws IllegalArgumentException if {@code name} is not an identifier that a condition could use
     * @throws UnsendableValueException if the value cannot travel
     * @throws ValueTooLargeException if all of them would take more than {@link #MAX_BYTES}
     */
    public EngineProperties with(String name, @Nullable Object value) {
        Names.requireIdentifier(name, "a property");
        Map<String, byte[]> changed = new LinkedHashMap<>(encoded);
        if (value == null) {
            changed.remove(name);
        } else {
            requireInConditions(name);
            changed.put(name, Values.encode(Subject.of("set the property", name), value, MAX_BYTES));
        }
        EngineProperties properties = new EngineProperties(Collections.unmodifiableMap(changed));
        if (value != null && properties.payloadBytes() > MAX_BYTES) {
            throw new ValueTooLargeException("with the property '" + name + "' the engine's properties would take "
                    + properties.payloadBytes() + " bytes with their names, and the limit is " + MAX_BYTES);
        }
        return properties;
    }

    private static void requireInConditions(String name) {
        if (!ConditionTokens.isName(name)) {
            throw new IllegalArgumentException("a property's name must be usable in conditions: letters, digits and"
                    + " underscores, and not and, or, not, has, true or false; '" + Names.shown(name) + "' is not");
        }
    }

    private long payloadBytes() {
        return encoded.entrySet().stream()
                .mapToLong(entry -> Utf8.length(entry.getKey()) + entry.getValue().length)
                .sum();
    }

    /** The value of this name; null if there is none. */
    public @Nullable Object get(String name) {
        byte[] bytes = encoded.get(Arguments.given(name, "a property needs a name"));
        return bytes == null ? null : Values.decode(bytes);
    }

    /** All names and values, as a map that nobody else has. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        encoded.forEach((name, bytes) -> values.put(name, Values.decode(bytes)));
        return values;
    }

    /** About how many bytes these take on the wire. */
    public long size() {
        long size = 16;
        for (Map.Entry<String, byte[]> entry : encoded.entrySet()) {
            size += 8 + Utf8.length(entry.getKey()) + entry.getValue().length;
        }
        return size;
    }

    /** By content, as the encoded values are arrays. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EngineProperties that
                && encoded.keySet().equals(that.encoded.keySet())
                && encoded.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), that.encoded.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        return encoded.keySet().hashCode();
    }

    @Override
    public String toString() {
        return Printed.value(toMap());
    }
}
