package io.stoker.schedule;

import io.stoker.task.EngineProperties;
import io.stoker.task.MalformedValueException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An engine's properties, each decoded when it is first asked for. One that cannot be decoded counts as missing. */
final class KnownProperties implements Function<String, @Nullable Object> {
    private final EngineProperties properties;
    private final Map<String, Optional<Object>> decoded = new HashMap<>();

    KnownProperties(EngineProperties properties) {
        this.properties = properties;
    }

    @Override
    public @Nullable Object apply(String name) {
        if (!properties.encoded().containsKey(name)) {
            return null;
        }
        return decoded.computeIfAbsent(name, this::decode).orElse(null);
    }

    private Optional<Object> decode(String name) {
        try {
            return Optional.ofNullable(properties.get(name));
        } catch (MalformedValueException e) {
            return Optional.empty();
        }
    }
}
