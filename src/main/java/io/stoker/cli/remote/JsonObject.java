package io.stoker.cli.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object in JSON: maps, lists, texts, numbers, booleans and null, as they stand there. A field that is missing reads
 * as an empty one, because a newer controller may have left it out.
 *
 * @param fields by their names, in their order
 */
record JsonObject(Map<String, @Nullable Object> fields) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(
                    StreamWriteFeature.AUTO_CLOSE_CONTENT) // an exception is to say what was wrong, not a finished text
            .build();

    /** Nothing. */
    static final JsonObject EMPTY = new JsonObject(Map.of());

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    static JsonObject parse(byte[] text) {
        try (JsonParser json = JSON.createParser(text)) {
            return parse(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not JSON: " + e.getMessage(), e);
        }
    }

    /** As {@link #parse(byte[])}. */
    static JsonObject parse(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            return parse(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not JSON: " + e.getMessage(), e);
        }
    }

    private static JsonObject parse(JsonParser json) throws IOException {
        json.nextToken();
        return of(value(json));
    }

    /** Whether a text is one value in JSON, and nothing else. */
    static boolean isValue(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() == null) {
                return false;
            }
            json.skipChildren();
            return json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        JsonToken token = Objects.requireNonNullElse(json.currentToken(), JsonToken.NOT_AVAILABLE);
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("there is nothing");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, value(json));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser json) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
        }
        return elements;
    }

    /** The object that a value is. */
    private static JsonObject of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put(String.valueOf(name), field));
            return new JsonObject(fields);
        }
        throw new IllegalArgumentException("it is not a JSON object");
    }

    /** A value as JSON, in one line. */
    static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                write(json, field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Raw raw) {
            json.writeRawValue(raw.json());
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }

    /** A value that is JSON already. */
    record Raw(String json) {}

    /** As JSON, in one line. */
    String json() {
        return write(fields);
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    /** A text, or a number as text; empty if there is none. */
    String text(String name) {
        Object value = fields.get(name);
        return value == null ? "" : value instanceof Map || value instanceof List ? write(value) : value.toString();
    }

    /** A whole number; 0 if there is none. */
    long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** A number; 0 if there is none. */
    double decimal(String name) {
        return fields.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    JsonObject object(String name) {
        return fields.get(name) instanceof Map<?, ?> map ? of(map) : EMPTY;
    }

    /** The objects in a list. */
    List<JsonObject> objects(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(JsonObject::of).toList()
                : List.of();
    }

    /** The elements of a list, as text. */
    List<String> texts(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
