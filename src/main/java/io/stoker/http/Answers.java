package io.stoker.http;

import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers in one line of JSON. */
final class Answers {
    /** Why a request was refused, for the log; on the answers of {@link #refused} only. */
    static final AttributeKey<String> REFUSED = AttributeKey.create("refused", String.class);

    /**
     * What no browser is to do with any answer: guess its type, show it within another page, keep it, tell its address.
     */
    private static final List<HttpHeader> HEADERS = List.of(
            RawHeader.create("X-Content-Type-Options", "nosniff"),
            RawHeader.create("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'"),
            RawHeader.create("Referrer-Policy", "no-referrer"),
            RawHeader.create("Cache-Control", "no-store"));

    private Answers() {}

    /** An object with these names and texts. */
    static HttpResponse json(int status, Map<String, String> fields) {
        String text = fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + quoted(field.getValue()))
                .collect(Collectors.joining(",", "{", "}\n"));
        return HttpResponse.create()
                .withStatus(StatusCodes.get(status))
                .withEntity(ContentTypes.APPLICATION_JSON, text);
    }

    /** An error that says what to do. */
    static HttpResponse error(int status, String text) {
        return json(status, Map.of("error", text));
    }

    /**
     * For a request that is not to be done.
     *
     * @param why for the log
     * @param text for the caller: what to do
     */
    static HttpResponse refused(int status, String why, String text) {
        return error(status, text).addAttribute(REFUSED, why);
    }

    /** As {@code answer}, with what protects browsers. */
    static HttpResponse guarded(HttpResponse answer) {
        return answer.addHeaders(HEADERS);
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
