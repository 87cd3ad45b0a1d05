package io.stoker.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.task.JavaObject;
import io.stoker.task.Names;
import io.stoker.task.RecordValue;
import io.stoker.task.Utf8;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link JsonValueWriter} writes, and what people write. */
final class JsonValueReader {
    private static final int LONGEST_REASON = 200;

    private JsonValueReader() {}

    /** Reads one part of a value. */
    private interface Part {
        @Nullable
        Object read(JsonNode node);
    }

    static @Nullable Object read(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.textValue();
            case NUMBER -> number(node);
            case ARRAY -> elements(node, new ArrayList<>(node.size()));
            case OBJECT -> node.has(JsonValueWriter.TYPE) ? typed(node) : object(node);
            case BINARY, POJO -> throw new IllegalStateException("no JSON has that");
        };
    }

    private static Object number(JsonNode node) {
        if (node.isInt()) {
            return node.intValue();
        } else if (node.isLong()) {
            return node.longValue();
        } else if (node.isBigInteger()) {
            return node.bigIntegerValue();
        }
        double number = node.doubleValue();
        if (Double.isInfinite(number)) {
            throw new BadDocumentException("this number is larger than any double: write it as {\"$type\": \"decimal\","
                    + " \"value\": \"…\"}");
        }
        return number;
    }

    private static <C extends Collection<@Nullable Object>> C elements(JsonNode node, C elements) {
        int index = 0;
        for (JsonNode element : list(node)) {
            elements.add(at("[" + index++ + "]", element, JsonValueReader::read));
        }
        return elements;
    }

    private static @Nullable Object at(String place, JsonNode node, Part part) {
        try {
            return part.read(node);
        } catch (BadDocumentException e) {
            throw e.in(place);
        }
    }

    /** Keys that begin with a dollar are for what Stoker gives a meaning. */
    private static Map<String, @Nullable Object> object(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().startsWith("$")) {
                throw new BadDocumentException("the key '" + Names.shown(field.getKey())
                        + "' begins with $: write the object as {\"$type\": \"object\", \"value\": {…}}");
            }
        }
        return fields(node);
    }

    private static Map<String, @Nullable Object> fields(JsonNode node) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field :
                require(node, node.isObject(), "an object").properties()) {
            map.put(field.getKey(), at(Names.shown(field.getKey()), field.getValue(), JsonValueReader::read));
        }
        return map;
    }

    private static @Nullable Object typed(JsonNode node) {
        String word = text(node.get(JsonValueWriter.TYPE));
        JsonType type = JsonType.of(word);
        if (type == null) {
            throw new BadDocumentException(
                    "there is no type '" + Names.shown(word) + "' of values; there are " + JsonType.words());
        }
        boolean isNamed = type == JsonType.RECORD || type == JsonType.JAVA;
        JsonNode value = node.get(JsonValueWriter.VALUE);
        JsonNode name = node.get(JsonValueWriter.CLASS);
        if (value == null || (isNamed && name == null) || node.size() != (isNamed ? 3 : 2)) {
            throw new BadDocumentException("a value of the type '" + word + "' has "
                    + (isNamed ? "\"$type\", \"class\" and \"value\"" : "\"$type\" and \"value\"")
                    + ", and nothing else");
        }
        try {
            return isNamed ? named(type, text(name), value) : content(type, value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BadDocumentException("this is not a value of the type '" + word + "': " + reason(e));
        }
    }

    /** Java repeats all of a text that it cannot read. */
    private static String reason(Exception e) {
        return Utf8.head(String.valueOf(e.getMessage()), LONGEST_REASON);
    }

    private static Object named(JsonType type, String name, JsonNode value) {
        if (type == JsonType.JAVA) {
            return new JavaObject(name, base64(value));
        }
        Map<String, @Nullable Object> components = new LinkedHashMap<>();
        Map<?, ?> all = value.isObject() ? fields(value) : entries(value);
        all.forEach((key, component) -> {
            if (!(key instanceof String text)) {
                throw new BadDocumentException("the name of a component must be a text");
            }
            components.put(text, component);
        });
        return RecordValue.of(name, components);
    }

    @SuppressWarnings("JavaUtilDate") // one of the types that travel
    private static @Nullable Object content(JsonType type, JsonNode value) {
        if (type.isParsed()) {
            return type.parse(value.isNumber() ? value.asText() : text(value));
        }
        return switch (type) {
            case JAVA_DATE -> new Date(Long.parseLong(value.isNumber() ? value.asText() : text(value)));
            case CHAR -> character(value);
            case UTF_16 -> utf16(value);
            case BYTES -> base64(value);
            case CHARS -> text(value).toCharArray();
            case BOOLEANS -> array(value, boolean.class, JsonValueReader::bool);
            case SHORTS -> array(value, short.class, node -> Short.valueOf(numeral(node)));
            case INTS -> array(value, int.class, node -> Integer.valueOf(numeral(node)));
            case LONGS -> array(value, long.class, node -> Long.valueOf(numeral(node)));
            case FLOATS -> array(value, float.class, node -> Float.valueOf(numeral(node)));
            case DOUBLES -> array(value, double.class, node -> Double.valueOf(numeral(node)));
            case STRINGS -> array(value, String.class, node -> node.isNull() ? null : text(node));
            case SET -> set(value);
            case MAP -> entries(value);
            default -> fields(value); // an object
        };
    }

    private static Set<@Nullable Object> set(JsonNode value) {
        Set<@Nullable Object> set = elements(value, new LinkedHashSet<>());
        if (set.size() < value.size()) {
            throw new BadDocumentException("a set has no element twice");
        }
        return set;
    }

    private static Map<@Nullable Object, @Nullable Object> entries(JsonNode value) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        int index = 0;
        for (JsonNode entry : list(value)) {
            String place = "[" + index++ + "]";
            at(place, entry, node -> {
                require(node, node.isArray() && node.size() == 2, "a list of a key and its value");
                map.put(at("[0]", node.get(0), JsonValueReader::read), at("[1]", node.get(1), JsonValueReader::read));
                return node;
            });
        }
        if (map.size() < value.size()) {
            throw new BadDocumentException("a map has no key twice");
        }
        return map;
    }

    private static Object array(JsonNode value, Class<?> type, Function<JsonNode, @Nullable Object> element) {
        Object array = Array.newInstance(type, list(value).size());
        for (int i = 0; i < value.size(); i++) {
            int index = i;
            at("[" + i + "]", value.get(i), node -> {
                try {
                    Array.set(array, index, element.apply(node));
                } catch (NumberFormatException e) {
                    throw new BadDocumentException("this cannot be an element: " + reason(e));
                }
                return node;
            });
        }
        return array;
    }

    private static boolean bool(JsonNode node) {
        return require(node, node.isBoolean(), "true or false").booleanValue();
    }

    private static String numeral(JsonNode node) {
        return node.isNumber() ? node.asText() : text(node);
    }

    private static char character(JsonNode node) {
        if (node.isInt() && node.intValue() == (char) node.intValue()) {
            return (char) node.intValue();
        }
        return require(node, node.isTextual() && node.textValue().length() == 1, "a text of one character")
                .textValue()
                .charAt(0);
    }

    /** A text, or one whose halves of surrogate pairs JSON cannot have. */
    private static String text(JsonNode node) {
        if (node.isObject() && node.path(JsonValueWriter.TYPE).asText().equals(JsonType.UTF_16.word())) {
            return String.valueOf(typed(node));
        }
        return require(node, node.isTextual(), "a text").textValue();
    }

    private static String utf16(JsonNode value) {
        byte[] bytes = base64(value);
        if (bytes.length % 2 != 0) {
            throw new BadDocumentException("these are not the characters of a text: their bytes are odd in number");
        }
        return ByteBuffer.wrap(bytes).asCharBuffer().toString();
    }

    private static byte[] base64(JsonNode node) {
        try {
            return require(node, node.isTextual(), "a text in base64").binaryValue();
        } catch (IOException e) {
            throw new BadDocumentException("this is not base64: " + reason(e));
        }
    }

    private static JsonNode list(JsonNode node) {
        return require(node, node.isArray(), "a list");
    }

    private static JsonNode require(JsonNode node, boolean condition, String what) {
        if (!condition) {
            throw new BadDocumentException("this must be " + what + ", not " + Kinds.of(node));
        }
        return node;
    }
}
