package io.stoker.api;

import io.stoker.task.Names;
import io.stoker.task.Query;
import io.stoker.task.Visible;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Query} of conditions as they are called over HTTP, in the query of a URL as in a document: what reads
 * either of them knows where a condition stands there, and this knows what the condition is called and may be. Whatever
 * cannot be is refused by a {@link BadDocumentException} that names where it stands.
 */
public final class Conditions {
    /** Those with one value, by the same names in both. */
    public static final List<String> SINGLE = List.of(
            "name",
            "engine",
            "session",
            "user",
            "host",
            "submittedSince",
            "submittedBefore",
            "completedSince",
            "completedBefore");

    private static final int NO_ENGINE = -1;
    private static final int LONGEST_NUMBER = 10;

    private final Map<String, Instant> times = new HashMap<>();
    private Query query = Query.all();

    /** One of {@link #SINGLE}, as it is written. */
    public void set(String name, String value) {
        switch (name) {
            case "name" -> add(name, () -> query.name(value));
            case "engine" -> add(name, () -> query.engine(engine(value)));
            case "session" -> add(name, () -> query.session(value));
            case "user" -> add(name, () -> query.user(value));
            case "host" -> add(name, () -> query.host(value));
            default -> times.put(name, BadDocumentException.at(name, () -> time(value)));
        }
    }

    /**
     * A label that tasks must have.
     *
     * @param where it stands
     * @param value null for any
     */
    public void label(String where, String key, @Nullable String value) {
        add(where, () -> value == null ? query.label(key) : query.label(key, value));
    }

    /**
     * The states of which tasks must be in one.
     *
     * @param where they stand
     * @param words none if any state will do
     */
    public void states(String where, List<String> words) {
        add(where, () -> query.state(words.stream().map(Conditions::state).toArray(Query.State[]::new)));
    }

    /** All of them together; {@link Query#ALL} if there are none. */
    public Query query() {
        span("submitted", query::submitted);
        span("completed", query::completed);
        return query;
    }

    private void add(String where, Supplier<Query> condition) {
        query = BadDocumentException.at(where, condition);
    }

    /** Makes a query of two ends. */
    private interface Spanned {
        Query between(Instant from, Instant before);
    }

    private void span(String what, Spanned spanned) {
        Instant from = times.get(what + "Since");
        Instant before = times.get(what + "Before");
        if (from != null || before != null) {
            query = spanned.between(from == null ? Instant.MIN : from, before == null ? Instant.MAX : before);
        }
    }

    private static Query.State state(String word) {
        return Arrays.stream(Query.State.values())
                .filter(state -> word(state).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this must be "
                        + Arrays.stream(Query.State.values())
                                .map(Conditions::word)
                                .collect(Collectors.joining(", "))
                        + ", not '" + shown(word) + "'"));
    }

    private static String word(Query.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static int engine(String text) {
        boolean isNumber = text.length() <= LONGEST_NUMBER && text.matches("-?[0-9]+");
        long number = isNumber ? Long.parseLong(text) : Long.MIN_VALUE;
        if (number < NO_ENGINE || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("this must be the id of an engine, a whole number from 0 to "
                    + Integer.MAX_VALUE + ", or " + NO_ENGINE + " for tasks that had none, not '" + shown(text) + "'");
        }
        return (int) number;
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "this must be a time as 2026-12-01T00:00:00Z or 2026-12-01T01:00:00+01:00, not '" + shown(text)
                            + "'; in a URL, a + stands for a space: write it as %2B there",
                    e);
        }
    }

    private static String shown(String text) {
        return Visible.line(Names.shown(text));
    }
}
