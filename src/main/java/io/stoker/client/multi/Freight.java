package io.stoker.client.multi;

import io.stoker.task.InlineLimit;
import io.stoker.task.Names;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.Subject;
import io.stoker.task.Utf8;
import io.stoker.task.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values as a call brings them; made before anything is sent, as that is when what cannot be sent has to be found.
 *
 * @param payloads what travels with the call, by name
 * @param ahead what is too large for that, and has to be at the engine before
 */
record Freight(Map<String, Payload> payloads, Map<StoredValue, byte[]> ahead) {

    /**
     * @param method names the call in error messages
     * @throws IllegalArgumentException if a name is none for a namespace
     * @throws io.stoker.task.UnsendableValueException if a value cannot travel
     * @throws io.stoker.task.ValueTooLargeException if a value, or all of them, are too large
     */
    static Freight of(String method, Map<?, ? extends @Nullable Object> values, InlineLimit limit) {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        Names.of(values, method).forEach((name, value) -> {
            Names.requireVariable(name, method);
            encoded.put(name, encoded(Subject.of(method, name), value, limit));
        });
        return of(encoded, limit, "the names and values of " + method);
    }

    /** One value, which has another name in error messages. */
    static Freight of(String name, Subject subject, @Nullable Object value, InlineLimit limit) {
        return of(Map.of(name, encoded(subject, value, limit)), limit, subject.root());
    }

    private static byte[] encoded(Subject subject, @Nullable Object value, InlineLimit limit) {
        byte[] bytes = Values.encode(subject, value);
        limit.require(subject, bytes.length);
        return bytes;
    }

    private static Freight of(Map<String, byte[]> encoded, InlineLimit limit, String what) {
        Set<byte[]> excess = limit.excess(encoded.values(), size(encoded), what);
        Map<String, Payload> payloads = new LinkedHashMap<>();
        Map<StoredValue, byte[]> ahead = new LinkedHashMap<>();
        encoded.forEach((name, bytes) -> {
            if (excess.contains(bytes)) {
                StoredValue stored = StoredValue.of(bytes);
                payloads.put(name, stored);
                ahead.put(stored, bytes);
            } else {
                payloads.put(name, Payload.of(bytes));
            }
        });
        return new Freight(payloads, ahead);
    }

    private static long size(Map<String, byte[]> encoded) {
        return encoded.entrySet().stream()
                .mapToLong(entry -> Utf8.length(entry.getKey()) + entry.getValue().length)
                .sum();
    }
}
