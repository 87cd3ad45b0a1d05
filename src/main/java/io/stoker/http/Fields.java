package io.stoker.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.api.BadDocumentException;
import io.stoker.api.Kinds;
import io.stoker.task.Names;
import io.stoker.wire.EditDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of an object that somebody has sent, of which nothing is left unread. */
final class Fields {
    private static final int LONGEST_NAME = 100;

    private final JsonNode node;

    /**
     * Those of an object.
     *
     * @param known the names that it may have
     * @param what it is, for people
     * @throws BadDocumentException if it is none, or has another name
     */
    Fields(JsonNode node, Set<String> known, String what) {
        if (!node.isObject()) {
            throw new BadDocumentException(what + " must be an object, not " + Kinds.of(node));
        }
        node.fieldNames().forEachRemaining(name -> requireKnown(name, known, what));
        this.node = node;
    }

    /** @throws BadDocumentException if it is another name, with the one that was probably meant */
    static void requireKnown(String name, Set<String> known, String what) {
        if (known.contains(name)) {
            return;
        }
        String all = known.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(known));
        String nearest = name.length() > LONGEST_NAME
                ? null
                : known.stream()
                        .min(Comparator.comparingInt(each -> EditDistance.between(each, name)))
                        .orElse(null);
        boolean isMeant = nearest != null && EditDistance.between(nearest, name) <= 1 + nearest.length() / 3;
        throw new BadDocumentException(what + " has no '" + Names.shown(name) + "'"
                + (isMeant ? ": do you mean '" + nearest + "'? It takes " : "; it takes ") + all);
    }

    /** The value under this name; null if there is none, or it is null. */
    @Nullable
    JsonNode get(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** The value under this name, which must be there. */
    JsonNode need(String name, String what) {
        JsonNode value = get(name);
        if (value == null) {
            throw new BadDocumentException(what + " needs \"" + name + "\"");
        }
        return value;
    }

    /** A text; null if there is none. */
    @Nullable
    String text(String name) {
        JsonNode value = get(name);
        return value == null
                ? null
                : require(name, value, value.isTextual(), "a text").textValue();
    }

    /** Whether it is true. */
    boolean flag(String name) {
        JsonNode value = get(name);
        return value != null
                && require(name, value, value.isBoolean(), "true or false").booleanValue();
    }

    /** A whole number from 0 on; null if there is none. */
    @Nullable
    Integer count(String name) {
        JsonNode value = get(name);
        return value == null
                ? null
                : (Integer) require(
                                name,
                                value,
                                value.isInt() && value.intValue() >= 0,
                                "a whole number from 0 to " + Integer.MAX_VALUE)
                        .intValue();
    }

    /** A list of texts; a text alone is a list of it. Empty if there is none. */
    List<String> texts(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return List.of();
        } else if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : require(name, value, value.isArray(), "a list of texts")) {
            texts.add(require(name, element, element.isTextual(), "a list of texts")
                    .textValue());
        }
        return texts;
    }

    /** An object of texts; empty if there is none. */
    Map<String, String> namedTexts(String name) {
        JsonNode value = get(name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (value != null) {
            String what = "an object whose values are texts";
            for (Map.Entry<String, JsonNode> each :
                    require(name, value, value.isObject(), what).properties()) {
                JsonNode text = each.getValue();
                String place = name + "." + Names.shown(each.getKey());
                texts.put(
                        each.getKey(),
                        require(place, text, text.isTextual(), "a text").textValue());
            }
        }
        return texts;
    }

    /** A list of ids; null if there is none. */
    long @Nullable [] ids(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        long[] ids =
                new long[require(name, value, value.isArray(), "a list of ids").size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = value.get(i);
            ids[i] = require(
                            name + "[" + i + "]",
                            id,
                            id.canConvertToLong() && id.isIntegralNumber() && id.longValue() >= 0,
                            "an id: a whole number from 0 to " + Long.MAX_VALUE)
                    .longValue();
        }
        return ids;
    }

    private static JsonNode require(String name, JsonNode value, boolean condition, String what) {
        if (!condition) {
            throw new BadDocumentException("this must be " + what + ", not " + Kinds.of(value)).in(name);
        }
        return value;
    }
}
