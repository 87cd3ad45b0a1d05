package io.stoker.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An encoded value in a task or a result: the bytes themselves, or a reference to the controller's store if they are
 * too many for the message. On the wire the bytes are a block and a reference is a text.
 */
public sealed interface Payload permits Payload.Inline, StoredValue {

    /** How many bytes it takes where it is carried. */
    int inlineBytes();

    /** The value that these bytes are. */
    static Payload of(byte[] bytes) {
        return new Inline(bytes);
    }

    /** All of these by their names, in the same order. */
    static Map<String, Payload> of(Map<String, byte[]> values) {
        Map<String, Payload> payloads = new LinkedHashMap<>();
        values.forEach((name, bytes) -> payloads.put(name, new Inline(bytes)));
        return payloads;
    }

    /** The values in the store, each once, even if it has several names. References to values are counted by this. */
    static Set<StoredValue> stored(Map<String, Payload> values) {
        Set<StoredValue> stored = new LinkedHashSet<>(0); // asked of every task, and nearly always empty
        for (Payload value : values.values()) {
            if (value instanceof StoredValue one) {
                stored.add(one);
            }
        }
        return stored;
    }

    /** As it was on the wire. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Payload ofWire(Object wire) {
        return wire instanceof byte[] bytes ? new Inline(bytes) : StoredValue.parse((String) wire);
    }

    /** A value that travels along. */
    record Inline(@JsonValue byte[] bytes) implements Payload {
        @Override
        public int inlineBytes() {
            return bytes.length;
        }

        /** By content, as the bytes are an array. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Inline that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }
}
