package io.stoker.client.multi;

import io.stoker.task.InlineLimit;
import io.stoker.task.Names;
import io.stoker.task.Subject;
import io.stoker.task.Values;
import io.stoker.wire.values.OutboundValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the values that a call brings; before anything is sent, as that is when what cannot be sent has to be found.
 */
final class CallValues {
    private CallValues() {}

    /**
     * Values by name.
     *
     * @param method names the call in error messages
     * @throws IllegalArgumentException if a name is none for a namespace
     * @throws io.stoker.task.UnsendableValueException if a value cannot travel
     * @throws io.stoker.task.ValueTooLargeException if a value, or all of them, are too large
     */
    static OutboundValues of(String method, Map<?, ? extends @Nullable Object> values, InlineLimit limit) {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        Names.of(values, method).forEach((name, value) -> {
            Names.requireVariable(name, method);
            encoded.put(name, encoded(Subject.of(method, name), value, limit));
        });
        return OutboundValues.of(encoded, limit, "the names and values of " + method);
    }

    /** One value, which has another name in error messages. */
    static OutboundValues of(String name, Subject subject, @Nullable Object value, InlineLimit limit) {
        return OutboundValues.of(Map.of(name, encoded(subject, value, limit)), limit, subject.root());
    }

    private static byte[] encoded(Subject subject, @Nullable Object value, InlineLimit limit) {
        byte[] bytes = Values.encode(subject, value);
        limit.require(subject, bytes.length);
        return bytes;
    }
}
