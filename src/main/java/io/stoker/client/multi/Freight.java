package io.stoker.client.multi;

import io.stoker.task.InlineLimit;
import io.stoker.task.Names;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
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
     * @throws IllegalArgumentException if a name is no identifier
     * @throws io.stoker.task.UnsendableValueException if a value cannot travel
     * @throws io.stoker.task.ValueTooLargeException if a value, or all of them, are too large
     */
    static Freight of(String method, Map<String, ? extends @Nullable Object> values, InlineLimit limit) {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            Names.requireIdentifier(name, method);
            byte[] bytes = Values.encode(name, value);
            limit.require(name, bytes.length);
            encoded.put(name, bytes);
        });
        Set<byte[]> excess = limit.excess(encoded.values(), size(encoded), "the names and values of " + method);
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
