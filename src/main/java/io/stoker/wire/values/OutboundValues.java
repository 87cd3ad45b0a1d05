package io.stoker.wire.values;

import io.stoker.task.InlineLimit;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.Utf8;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Values as a message brings them.
 *
 * @param payloads what travels with the message, by name
 * @param ahead what is too large for that, and has to be at the message's receiver before
 */
public record OutboundValues(Map<String, Payload> payloads, Map<StoredValue, byte[]> ahead) {

    /**
     * Takes out the largest values, until the others fit into a message.
     *
     * @param encoded the values by name
     * @param what names them in the error message
     * @throws io.stoker.task.ValueTooLargeException if not even that is enough
     */
    public static OutboundValues of(Map<String, byte[]> encoded, InlineLimit limit, String what) {
        return of(encoded, 0, limit, what);
    }

    /** As the other one, where the message has so many bytes beside the values. */
    public static OutboundValues of(Map<String, byte[]> encoded, long beside, InlineLimit limit, String what) {
        Set<byte[]> excess = limit.excess(encoded.values(), size(encoded) + beside, what);
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
        return new OutboundValues(payloads, ahead);
    }

    private static long size(Map<String, byte[]> encoded) {
        return encoded.entrySet().stream()
                .mapToLong(entry -> Utf8.length(entry.getKey()) + entry.getValue().length)
                .sum();
    }

    /** Brings what goes ahead, however long that takes. */
    public List<CompletableFuture<Void>> bring(ValueClient client) {
        return ahead.entrySet().stream()
                .map(value -> client.bring(value.getKey(), value.getValue(), Patience.endless()))
                .toList();
    }
}
