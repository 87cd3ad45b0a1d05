package io.stoker.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One value, as {@link JsonValues} writes it.
 *
 * @param value of the types of {@link io.stoker.task.Values}
 */
public record ValueDocument(@Nullable Object value) implements JsonSerializable {
    @Override
    public void serialize(JsonGenerator json, SerializerProvider serializers) throws IOException {
        new JsonValueWriter(json).write(value);
    }

    @Override
    public void serializeWithType(JsonGenerator json, SerializerProvider serializers, TypeSerializer type)
            throws IOException {
        serialize(json, serializers);
    }
}
