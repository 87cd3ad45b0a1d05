package io.stoker.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.japi.Pair;
import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.api.BadDocumentException;
import io.stoker.api.Json;
import io.stoker.task.Names;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to one of the routes of {@link ApiRoute}.
 *
 * @param caller who sends it
 * @param path what stands in place of the names in the route's path
 * @param query what the route takes there once
 * @param lists what it takes there several times
 * @param idempotencyKey null if it has none
 * @param lastEventId the event that a stream is to go on from; null if it says nothing of that
 * @param body empty if it has none
 */
record ApiRequest(
        Caller caller,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, List<String>> lists,
        @Nullable String idempotencyKey,
        @Nullable String lastEventId,
        byte[] body) {
    static final String LABEL = "label";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");
    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_WAIT_SECONDS = 60;

    /** @throws BadDocumentException if the query has something that the route does not take, or has it twice */
    static ApiRequest of(HttpRequest request, Caller caller, ApiRoute.Match match, byte[] body) {
        Map<String, String> query = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        for (Pair<String, String> one : request.getUri().query().toList()) {
            String name = one.first();
            Fields.requireKnown(name, match.route().query(), "this route's query");
            if (match.route().repeated().contains(name)) {
                lists.computeIfAbsent(name, first -> new ArrayList<>()).add(one.second());
            } else if (query.put(name, one.second()) != null) {
                throw new BadDocumentException("the query has '" + name + "' twice");
            }
        }
        return new ApiRequest(
                caller,
                match.path(),
                query,
                lists,
                idempotencyKey(header(request, "Idempotency-Key")),
                header(request, "Last-Event-ID"),
                body);
    }

    /** Which of two is meant nobody can tell. */
    private static @Nullable String header(HttpRequest request, String name) {
        String value = null;
        for (HttpHeader header : request.getHeaders()) {
            if (header.lowercaseName().equals(name.toLowerCase(Locale.ROOT))) {
                if (value != null) {
                    throw new BadDocumentException("the request has the header '" + name + "' twice");
                }
                value = header.value();
            }
        }
        return value;
    }

    private static @Nullable String idempotencyKey(@Nullable String value) {
        if (value == null) {
            return null;
        }
        if (value.isEmpty() || value.length() > LONGEST_KEY || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new BadDocumentException("an Idempotency-Key has 1 to " + LONGEST_KEY
                    + " characters of ASCII that can be seen; this one has " + value.length());
        }
        return value;
    }

    /** The task's id in the path. */
    long task() {
        return id("a task", Long.MAX_VALUE);
    }

    /**
     * A label that its query has.
     *
     * @param value null for any
     */
    record Label(String key, @Nullable String value) {
        private static Label of(String text) {
            int equals = text.indexOf('=');
            return equals < 0
                    ? new Label(text, null)
                    : new Label(text.substring(0, equals), text.substring(equals + 1));
        }
    }

    /** The labels that its query has, as {@code key=value}, or {@code key} for any value. */
    List<Label> labels() {
        List<Label> labels =
                lists.getOrDefault(LABEL, List.of()).stream().map(Label::of).toList();
        Set<String> keys = new HashSet<>();
        for (Label label : labels) {
            if (label.value() != null && !keys.add(label.key())) {
                throw new BadDocumentException("the query has two values of the label '" + Names.shown(label.key())
                                + "', and a task has only one: ask twice")
                        .in(LABEL);
            }
        }
        return labels;
    }

    /** The ids of tasks that its query has under this name. */
    long[] tasks(String name) {
        return lists.getOrDefault(name, List.of()).stream()
                .mapToLong(text -> id(text, "a task", Long.MAX_VALUE))
                .toArray();
    }

    /** The id of an engine in its query; null if there is none. */
    @Nullable
    Integer queriedEngine() {
        String text = query.get("engine");
        return text == null ? null : (int) id(text, "an engine", Integer.MAX_VALUE);
    }

    /** The engine's id in the path. */
    int engine() {
        return (int) id("an engine", Integer.MAX_VALUE);
    }

    private long id(String what, long most) {
        return id(String.valueOf(path.get("id")), what, most);
    }

    private static long id(String text, String what, long most) {
        Long id = number(text, most);
        if (id == null) {
            throw new BadDocumentException("'" + Names.shown(text) + "' is not the id of " + what
                    + ": ids are whole numbers from 0 to " + most);
        }
        return id;
    }

    /** Null if it is none, or larger than that. */
    private static @Nullable Long number(String text, long most) {
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        BigInteger number = new BigInteger(text);
        return number.bitLength() < Long.SIZE && number.longValue() <= most ? number.longValue() : null;
    }

    /** Whether it has this name in its query, as true. */
    boolean flag(String name) {
        String text = query.getOrDefault(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new BadDocumentException("this must be true or false, not '" + Names.shown(text) + "'").in(name);
        }
        return text.equals("true");
    }

    /** How many seconds the caller waits for an end, as its query says; 0 if it does not. */
    int waitSeconds() {
        return seconds("wait", 0, LONGEST_WAIT_SECONDS);
    }

    /** A number of seconds in the query, from 0 to so many; the usual one if there is none. */
    int seconds(String name, int usual, int most) {
        String text = query.getOrDefault(name, String.valueOf(usual));
        Long seconds = number(text, most);
        if (seconds != null) {
            return seconds.intValue();
        }
        throw new BadDocumentException("'" + Names.shown(text) + "' is not a time to wait: " + name
                + "=SECONDS takes a whole number from 0 to " + most);
    }

    boolean hasBody() {
        return body.length > 0;
    }

    /** The body, which must be JSON. */
    JsonNode json() {
        return Json.read(body);
    }
}
