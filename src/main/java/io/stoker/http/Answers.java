package io.stoker.http;

import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.stoker.api.Json;
import io.stoker.api.ProblemDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Answers in one line of JSON; of what was not done, a problem as in RFC 9457. */
final class Answers {
    /** Of problems. */
    static final MediaType.WithFixedCharset PROBLEM =
            MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8);

    /** Of tasks that were submitted or cleared, for the audit. */
    static final AttributeKey<Ids> IDS = AttributeKey.create("ids", Ids.class);

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

    /** Ids, first and last, alternating. */
    record Ids(List<Long> ranges) {
        static final Ids NONE = new Ids(List.of());

        /** These, in any order. */
        static Ids of(long[] ids) {
            List<Long> ranges = new ArrayList<>();
            for (long id : Arrays.stream(ids).sorted().distinct().toArray()) {
                int last = ranges.size() - 1;
                if (last > 0 && ranges.get(last) == id - 1) {
                    ranges.set(last, id);
                } else {
                    ranges.add(id);
                    ranges.add(id);
                }
            }
            return new Ids(ranges);
        }
    }

    /** A document, or a map. */
    static HttpResponse json(int status, Object document) {
        return answer(status, ContentTypes.APPLICATION_JSON, document);
    }

    private static HttpResponse answer(int status, ContentType.NonBinary type, Object document) {
        byte[] json = Json.write(document);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return HttpResponse.create().withStatus(StatusCodes.get(status)).withEntity(type, line);
    }

    /** What is wrong, in words that say what to do. */
    static ProblemDocument document(int status, String text) {
        return new ProblemDocument(StatusCodes.get(status).reason(), status, text);
    }

    /** A problem. */
    static HttpResponse problem(ProblemDocument problem) {
        return answer(problem.status(), ContentTypes.create(PROBLEM), problem);
    }

    /** An error that says what to do. */
    static HttpResponse error(int status, String text) {
        return problem(document(status, text));
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
}
