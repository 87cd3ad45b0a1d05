package io.stoker.http;

import io.stoker.api.BadDocumentException;
import io.stoker.store.Position;
import io.stoker.task.Names;
import io.stoker.task.Query;
import io.stoker.task.Visible;
import io.stoker.wire.Question;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Query}, and what page of it is wanted, of the query of a request. */
final class QueryReader {
    /** What may be there several times. */
    static final Set<String> REPEATED = Set.of("label", "state");

    /** What narrows a query. */
    static final Set<String> CONDITIONS = Set.of(
            "label",
            "state",
            "name",
            "engine",
            "session",
            "user",
            "host",
            "submittedSince",
            "submittedBefore",
            "completedSince",
            "completedBefore");

    /** All of it. */
    static final Set<String> PARAMETERS = with(CONDITIONS, "order", "limit", "after");

    private static final int USUAL_LIMIT = 100;
    private static final int LONGEST_NUMBER = 10;

    private final ApiRequest request;
    private Query query = Query.all();

    private QueryReader(ApiRequest request) {
        this.request = request;
    }

    /**
     * A page that is asked for.
     *
     * @param after behind which place; null for the first page
     * @param limit so many tasks at most
     */
    record Page(Query query, @Nullable String after, int limit) {}

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    /** @throws BadDocumentException if something of it cannot be read, with its name */
    static Page page(ApiRequest request) {
        QueryReader reader = new QueryReader(request);
        Query query = reader.conditions();
        String after = request.query().get("after");
        if (after != null) {
            in("after", () -> Objects.requireNonNull(Position.parse(after, query)));
        }
        return new Page(query, after, reader.limit());
    }

    private Query conditions() {
        Set<String> keys = new HashSet<>();
        for (String label : request.lists().getOrDefault("label", List.of())) {
            in("label", () -> query = label(label, keys));
        }
        List<Query.State> states = new ArrayList<>();
        for (String word : request.lists().getOrDefault("state", List.of())) {
            states.add(in("state", () -> state(word)));
        }
        query = query.state(states.toArray(Query.State[]::new));
        narrow("name", name -> query.name(name));
        narrow("session", session -> query.session(session));
        narrow("user", user -> query.user(user));
        narrow("host", host -> query.host(host));
        narrow("engine", text -> query.engine(engine(text)));
        span("submitted", (from, before) -> query.submitted(from, before));
        span("completed", (from, before) -> query.completed(from, before));
        return ordered();
    }

    /** As {@code key=value}, or {@code key} for any value. */
    private Query label(String text, Set<String> keys) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return query.label(text);
        }
        String key = text.substring(0, equals);
        Query narrowed = query.label(key, text.substring(equals + 1));
        if (!keys.add(key)) {
            throw new IllegalArgumentException(
                    "the query has two values of the label '" + key + "', and a task has only one: ask twice");
        }
        return narrowed;
    }

    private static Query.State state(String word) {
        return Arrays.stream(Query.State.values())
                .filter(state -> word(state).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this must be "
                        + Arrays.stream(Query.State.values())
                                .map(QueryReader::word)
                                .collect(Collectors.joining(", "))
                        + ", not '" + Names.shown(word) + "'"));
    }

    private static String word(Query.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private void narrow(String name, Function<String, Query> condition) {
        String value = request.query().get(name);
        if (value != null) {
            query = in(name, () -> condition.apply(value));
        }
    }

    /** Makes a query of two ends. */
    private interface Spanned {
        Query between(Instant from, Instant before);
    }

    private void span(String what, Spanned spanned) {
        Instant from = time(what + "Since", Instant.MIN);
        Instant before = time(what + "Before", Instant.MAX);
        if (!from.equals(Instant.MIN) || !before.equals(Instant.MAX)) {
            query = spanned.between(from, before);
        }
    }

    private Instant time(String name, Instant usual) {
        String text = request.query().get(name);
        return text == null ? usual : in(name, () -> time(text));
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "this must be a time as 2026-12-01T00:00:00Z or 2026-12-01T01:00:00%2B01:00, not '"
                            + Names.shown(text) + "'; a + in an address stands for a space: write it as %2B",
                    e);
        }
    }

    private Query ordered() {
        String order = request.query().getOrDefault("order", "newest");
        return switch (order) {
            case "newest" -> query;
            case "oldest" -> query.fromOldest();
            default ->
                throw new BadDocumentException("this must be newest or oldest, not '" + Names.shown(order) + "'")
                        .in("order");
        };
    }

    private int limit() {
        int most = Question.AskPage.MOST_TASKS;
        String text = request.query().get("limit");
        return text == null ? USUAL_LIMIT : in("limit", () -> number(text, 1, most, "a number of tasks"));
    }

    private static int engine(String text) {
        return number(text, -1, Integer.MAX_VALUE, "the id of an engine, or -1 for tasks that had none");
    }

    private static int number(String text, int least, int most, String what) {
        boolean isNumber = text.length() <= LONGEST_NUMBER && text.matches("-?[0-9]+");
        long number = isNumber ? Long.parseLong(text) : Long.MIN_VALUE;
        if (number < least || number > most) {
            throw new IllegalArgumentException("this must be " + what + ", from " + least + " to " + most + ", not '"
                    + Visible.line(Names.shown(text)) + "'");
        }
        return (int) number;
    }

    /** Something that Java's own methods refuse in their own words. */
    private interface Made<T> {
        T make();
    }

    private static <T> T in(String name, Made<T> made) {
        try {
            return made.make();
        } catch (IllegalArgumentException e) {
            throw new BadDocumentException(String.valueOf(e.getMessage())).in(name);
        }
    }
}
