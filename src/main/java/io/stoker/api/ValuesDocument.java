package io.stoker.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by their names, as {@link JsonValues} writes them; a name may begin with {@code $} here.
 *
 * @param values in their order, of the types of {@link io.stoker.task.Values}
 */
public record ValuesDocument(Map<String, ? extends @Nullable Object> values) implements JsonSerializable {
    @Override
    public void serialize(JsonGenerator json, SerializerProvider serializers) throws IOException {
        JsonValueWriter writer = new JsonValueWriter(json);
        json.writeStartObject();
        for (Map.Entry<String, ? extends @Nullable Object> entry : values.entrySet()) {
            json.writeFieldName(entry.getKey());
            writer.write(entry.getValue());
        }
        json.writeEndObject();
    }

    @Override
    public void serializeWithType(JsonGenerator json, SerializerProvider serializers, TypeSerializer type)
            throws IOException {
        serialize(json, serializers);
    }
}
