package io.stoker.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.task.Names;
import io.stoker.task.Query;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which tasks are meant from the fields of an object. */
public final class QueryDocument {
    /** The fields that it reads. */
    public static final Set<String> FIELDS = Set.of(
            "labels",
            "keys",
            "name",
            "states",
            "submittedSince",
            "submittedBefore",
            "completedSince",
            "completedBefore",
            "engine",
            "session",
            "user",
            "host");

    private final JsonNode node;
    private Query query = Query.all();

    private QueryDocument(JsonNode node) {
        this.node = node;
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
        texts("keys").forEach(key -> set("keys", () -> query.label(key)));
        text("name", name -> query.name(name));
        states();
        query = times(query, "submitted", query::submitted);
        query = times(query, "completed", query::completed);
        engine();
        text("session", session -> query.session(session));
        text("user", user -> query.user(user));
        text("host", host -> query.host(host));
        return query;
    }

    private interface Condition {
        Query with(String text);
    }

    private interface Times {
        Query with(Instant from, Instant before);
    }

    private @Nullable JsonNode get(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private void set(String field, Supplier<Query> condition) {
        query = in(field, condition);
    }

    private static <T> T in(String field, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new BadDocumentException(String.valueOf(e.getMessage())).in(field);
        }
    }

    private static String text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw new BadDocumentException("this must be a text, not " + Kinds.of(value)).in(field);
        }
        return value.textValue();
    }

    private void text(String field, Condition condition) {
        JsonNode value = get(field);
        if (value != null) {
            set(field, () -> condition.with(text(field, value)));
        }
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
            String value = text("labels", label.getValue());
            set("labels", () -> query.label(label.getKey(), value));
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

    private void states() {
        List<String> words = texts("states");
        if (!words.isEmpty()) {
            Query.State[] states = words.stream().map(QueryDocument::state).toArray(Query.State[]::new);
            set("states", () -> query.state(states));
        }
    }

    private static Query.State state(String word) {
        return Arrays.stream(Query.State.values())
                .filter(state -> word(state).equals(word))
                .findFirst()
                .orElseThrow(() -> new BadDocumentException("these must be some of "
                                + Arrays.stream(Query.State.values())
                                        .map(QueryDocument::word)
                                        .collect(Collectors.joining(", "))
                                + ", and one is '" + Names.shown(word) + "'")
                        .in("states"));
    }

    /** As {@code timed_out}. */
    private static String word(Query.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private Query times(Query before, String what, Times times) {
        Instant from = time(what + "Since");
        Instant until = time(what + "Before");
        return from == null && until == null
                ? before
                : times.with(from == null ? Instant.MIN : from, until == null ? Instant.MAX : until);
    }

    private @Nullable Instant time(String field) {
        JsonNode value = get(field);
        if (value == null) {
            return null;
        }
        String text = text(field, value);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new BadDocumentException(
                            "this must be a time as 2026-11-30T12:00:00Z, not '" + Names.shown(text) + "'")
                    .in(field);
        }
    }

    private void engine() {
        JsonNode engine = get("engine");
        if (engine == null) {
            return;
        }
        if (!engine.isInt() || engine.intValue() < 0) {
            throw new BadDocumentException("this must be the id of an engine, a whole number from 0 to "
                            + Integer.MAX_VALUE + ", not " + Kinds.of(engine))
                    .in("engine");
        }
        set("engine", () -> query.engine(engine.intValue()));
    }
}
