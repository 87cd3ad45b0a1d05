package io.stoker.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.task.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of the types of {@link io.stoker.task.Values} as JSON, both ways.
 *
 * <p>What JSON has is plain: null, true, false, texts, lists, maps whose keys are texts, whole numbers up to 2^53 and
 * finite decimals. Read back, a plain whole number is an {@code Integer}, or a {@code Long} or {@code BigInteger} if it
 * is too large for that, and a number with a point or an exponent is a {@code Double}; so a {@code Byte},
 * {@code Short}, small {@code Long} or {@code Float} is a number still, of another type.
 *
 * <p>All else is an object with the name of its type, as in {@code {"$type": "long", "value": "9007199254740993"}};
 * {@link JsonType} has them all. Keys of maps and elements of sets are written exactly, since 1 and 1L are two of them.
 * A map with a key that begins with {@code $} is {@code {"$type": "object", "value": {…}}}, and within it the keys mean
 * nothing.
 */
public final class JsonValues {
    private JsonValues() {}

    /**
     * The value that a node stands for.
     *
     * @throws BadDocumentException if it stands for none; the message names the place in it
     */
    public static @Nullable Object read(JsonNode node) {
        return JsonValueReader.read(node);
    }

    /**
     * The values of an object by their names, which may begin with {@code $} here.
     *
     * @throws BadDocumentException if it is no object, or one of the values is none
     */
    public static Map<String, @Nullable Object> readAll(JsonNode node) {
        if (!node.isObject()) {
            throw new BadDocumentException("this must be an object of names and values, not " + Kinds.of(node));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            try {
                values.put(field.getKey(), read(field.getValue()));
            } catch (BadDocumentException e) {
                throw e.in(Names.shown(field.getKey()));
            }
        }
        return values;
    }
}
