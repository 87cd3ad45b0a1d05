package io.stoker.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.task.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which tasks are meant from the fields of an object. */
public final class QueryDocument {
    /** The fields that it reads. */
    public static final Set<String> FIELDS = fields();

    private final JsonNode node;
    private final Conditions conditions = new Conditions();

    private QueryDocument(JsonNode node) {
        this.node = node;
    }

    private static Set<String> fields() {
        Set<String> fields = new HashSet<>(Conditions.SINGLE);
        fields.addAll(Set.of("labels", "keys", "states"));
        return Set.copyOf(fields);
    }

    /**
     * The query of an object, whose other fields are read by others; {@link Query#ALL} if it has none of these.
     *
     * @throws BadDocumentException if a field is not as it must be
     */
    public static Query read(JsonNode object) {
        return new QueryDocument(object).read();
    }

    private Query read() {
        labels();
        texts("keys").forEach(key -> conditions.label("keys", key, null));
        conditions.states("states", texts("states"));
        for (String name : Conditions.SINGLE) {
            JsonNode value = get(name);
            if (value != null) {
                conditions.set(name, name.equals("engine") ? number(name, value) : text(name, value));
            }
        }
        return conditions.query();
    }

    private @Nullable JsonNode get(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private static String text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw new BadDocumentException("this must be a text, not " + Kinds.of(value)).in(field);
        }
        return value.textValue();
    }

    private static String number(String field, JsonNode value) {
        if (!value.isIntegralNumber()) {
            throw new BadDocumentException("this must be a whole number, not " + Kinds.of(value)).in(field);
        }
        return value.asText();
    }

    private void labels() {
        JsonNode labels = get("labels");
        if (labels == null) {
            return;
        }
        if (!labels.isObject()) {
            throw new BadDocumentException("this must be an object of texts, not " + Kinds.of(labels)).in("labels");
        }
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            conditions.label("labels", label.getKey(), text("labels", label.getValue()));
        }
    }

    private List<String> texts(String field) {
        JsonNode value = get(field);
        if (value == null) {
            return List.of();
        } else if (value.isTextual()) {
            return List.of(value.textValue());
        } else if (!value.isArray()) {
            throw new BadDocumentException("this must be a list of texts, not " + Kinds.of(value)).in(field);
        }
        List<String> texts = new ArrayList<>();
        value.forEach(one -> texts.add(text(field, one)));
        return texts;
    }
}
