package io.stoker.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A route below {@link #ROOT}.
 *
 * @param method as {@code GET}, which stands for {@code HEAD}, too
 * @param path below the root, as {@code /tasks/{id}}
 * @param needed what the caller must be allowed
 * @param query the names that its query may have
 * @param repeated those of them that it may have several times
 * @param handler answers; is called on a thread that may wait for a little
 */
record ApiRoute(
        String method, String path, Capability needed, Set<String> query, Set<String> repeated, Handler handler) {
    /** Where all of them are. */
    static final String ROOT = "/api/v1";

    /** Answers a request. What it throws, or its future fails with, becomes a problem. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<HttpResponse> answer(ApiRequest request);
    }

    /** A route, and what stands in place of the names in its path. */
    record Match(ApiRoute route, Map<String, String> path) {}

    /** One without a query. */
    ApiRoute(String method, String path, Capability needed, Handler handler) {
        this(method, path, needed, Set.of(), handler);
    }

    /** One whose query has each name once at most. */
    ApiRoute(String method, String path, Capability needed, Set<String> query, Handler handler) {
        this(method, path, needed, query, Set.of(), handler);
    }

    /** Whether it has this method. */
    boolean takes(String wanted) {
        return method.equals(wanted) || (method.equals("GET") && wanted.equals("HEAD"));
    }

    /** What stands in this path in place of the names; null if it is another route's. */
    @Nullable
    Match match(List<String> segments) {
        List<String> own = Arrays.asList(path.substring(1).split("/"));
        if (own.size() != segments.size()) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < own.size(); i++) {
            String part = own.get(i);
            if (part.startsWith("{")) {
                values.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return null;
            }
        }
        return new Match(this, values);
    }
}
