package io.stoker.http;

import akka.http.javadsl.model.HttpRequest;
import akka.japi.Pair;
import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.api.BadDocumentException;
import io.stoker.api.Json;
import io.stoker.task.Names;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to one of the routes of {@link ApiRoute}.
 *
 * @param caller who sends it
 * @param path what stands in place of the names in the route's path
 * @param query what the route takes there
 * @param idempotencyKey null if it has none
 * @param body empty if it has none
 */
record ApiRequest(
        Caller caller,
        Map<String, String> path,
        Map<String, String> query,
        @Nullable String idempotencyKey,
        byte[] body) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");
    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_WAIT_SECONDS = 60;

    /** @throws BadDocumentException if the query has something that the route does not take, or has it twice */
    static ApiRequest of(HttpRequest request, Caller caller, ApiRoute.Match match, byte[] body) {
        return new ApiRequest(
                caller,
                match.path(),
                query(request, match.route().query()),
                request.getHeader("Idempotency-Key")
                        .map(header -> idempotencyKey(header.value()))
                        .orElse(null),
                body);
    }

    private static Map<String, String> query(HttpRequest request, Set<String> known) {
        Map<String, String> query = new HashMap<>();
        List<Pair<String, String>> all = request.getUri().query().toList();
        for (Pair<String, String> one : all) {
            Fields.requireKnown(one.first(), known, "this route's query");
            if (query.put(one.first(), one.second()) != null) {
                throw new BadDocumentException("the query has '" + one.first() + "' twice");
            }
        }
        return query;
    }

    private static String idempotencyKey(String value) {
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

    /** The engine's id in the path. */
    int engine() {
        return (int) id("an engine", Integer.MAX_VALUE);
    }

    private long id(String what, long most) {
        String text = String.valueOf(path.get("id"));
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
