package io.stoker.cli.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to the controller.
 *
 * @param path what follows the port, with its query
 * @param capability the word for what it does: {@code read}, {@code submit}, {@code operate}
 * @param body in JSON; null for none
 * @param headers further ones
 * @param millis how long each part of the answer may take
 */
record Request(
        String method,
        String path,
        String capability,
        @Nullable String body,
        Map<String, String> headers,
        int millis) {
    static final String API = "/api/v1";
    private static final int USUAL_MILLIS = 20_000;

    /** A look at something below {@code /api/v1}. */
    static Request get(String path) {
        return new Request("GET", API + path, "read", null, Map.of(), USUAL_MILLIS);
    }

    /** Something to be done with tasks. */
    static Request submit(String path, String body) {
        return new Request("POST", API + path, "submit", body, Map.of(), USUAL_MILLIS);
    }

    /** Something to be done with the cluster. */
    static Request operate(String method, String path) {
        return new Request(method, API + path, "operate", null, Map.of(), USUAL_MILLIS);
    }

    /** The same, which carried out twice is carried out once. */
    Request key(String key) {
        return header("Idempotency-Key", key);
    }

    /** The same with a header; what it had is replaced. */
    Request header(String name, String value) {
        return new Request(method, path, capability, body, Map.of(name, value), millis);
    }

    /** The same for an answer that may take longer. */
    Request within(int otherMillis) {
        return new Request(method, path, capability, body, headers, otherMillis);
    }

    /** A path with what stands behind the question mark. */
    static String query(String path, List<Map.Entry<String, String>> parameters) {
        return parameters.isEmpty()
                ? path
                : parameters.stream()
                        .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                        .collect(Collectors.joining("&", path + "?", ""));
    }

    /** In a query a plus is a blank for some servers, and a plus for others. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
