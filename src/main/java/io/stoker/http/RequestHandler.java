package io.stoker.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: looks at where they come from and who sends them, and hands those that may be done to the routes.
 * What needs no token is done here, so that a route cannot be open by mistake.
 */
final class RequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final Set<String> LOOKS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final long MOST_LINGERING = 16 << 20;

    private final HostNames names;
    private final Authentication authentication;
    private final Links links;
    private final JsonBody bodies;
    private final Map<String, Health> open;
    private final Function<HttpRequest, CompletionStage<HttpResponse>> routes;
    private final RequestLog log;
    private final Materializer materializer;

    /** @param open what needs no token, by path */
    RequestHandler(
            HostNames names,
            Authentication authentication,
            Links links,
            JsonBody bodies,
            Map<String, Health> open,
            Function<HttpRequest, CompletionStage<HttpResponse>> routes,
            RequestLog log,
            Materializer materializer) {
        this.names = names;
        this.authentication = authentication;
        this.links = links;
        this.bodies = bodies;
        this.open = open;
        this.routes = routes;
        this.log = log;
        this.materializer = materializer;
    }

    /**
     * The answer to one request.
     *
     * @param connection counts as busy only for callers that are known
     */
    CompletionStage<HttpResponse> handle(
            HttpRequest request, Connections.Connection connection, InetSocketAddress local, InetSocketAddress from) {
        Caller caller = authentication.caller(request, local.getPort());
        CompletionStage<HttpResponse> answer;
        try {
            HttpResponse refusal = refusal(request, caller, local);
            if (refusal != null) {
                answer = CompletableFuture.completedFuture(refusal);
            } else if (caller == null) {
                answer = openly(request, local);
            } else {
                connection.begin();
                answer = known(request, caller, local);
            }
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.exceptionally(failure -> failed(request, failure))
                .thenApply(given -> {
                    HttpResponse one = inJson(given);
                    log.answered(request, one, caller, from);
                    return Answers.guarded(one);
                })
                .thenCompose(given -> withoutBody(request, given));
    }

    /** Why nobody may send that, whatever their token; null if there is no reason. */
    private @Nullable HttpResponse refusal(HttpRequest request, @Nullable Caller caller, InetSocketAddress local) {
        String host = header(request, "Host");
        if (host == null || !names.isOwn(host, local)) {
            return Answers.refused(
                    403,
                    "its Host is not one of this server's",
                    "this server is not known by the name in the Host header: use the address that the controller "
                            + "listens on or, if another server or port leads here, have its name set as stoker.http.hosts");
        }
        String origin = header(request, "Origin");
        if (origin != null && !names.isOwnOrigin(origin, local)) {
            return Answers.refused(
                    403, "its Origin is another site", "a page of another site (its Origin) may send nothing here");
        }
        if (caller != null
                && caller.byCookie()
                && origin == null
                && !LOOKS.contains(request.method().value())) {
            return Answers.refused(
                    403,
                    "a session's request without an Origin",
                    "with a cookie, a request that changes something needs the Origin header, as browsers send it: "
                            + "use a token");
        }
        return null;
    }

    /** For callers that are not known. */
    private CompletionStage<HttpResponse> openly(HttpRequest request, InetSocketAddress local) {
        Health health = health(request);
        if (health != null) {
            return health.answer(false);
        }
        return CompletableFuture.completedFuture(
                Links.isOpened(request)
                        ? links.open(request, local.getPort())
                        : authentication.refusal(request, local.getPort()));
    }

    private CompletionStage<HttpResponse> known(HttpRequest request, Caller caller, InetSocketAddress local) {
        Health health = health(request);
        if (health != null) {
            return health.answer(true);
        }
        HttpResponse refusal = bodies.refusal(request);
        if (refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        String path = request.getUri().path();
        if (Links.isOpened(request)) { // by a browser that has a session still
            return CompletableFuture.completedFuture(links.open(request, local.getPort()));
        }
        if (path.equals(Links.PATH) && request.method().value().equals("POST")) {
            return CompletableFuture.completedFuture(links.make(caller));
        }
        if (path.equals("/") && LOOKS.contains(request.method().value())) {
            return CompletableFuture.completedFuture(root(caller));
        }
        return routes.apply(request.addAttribute(Permission.CALLER, caller));
    }

    private @Nullable Health health(HttpRequest request) {
        String method = request.method().value();
        return method.equals("GET") || method.equals("HEAD")
                ? open.get(request.getUri().path())
                : null;
    }

    private static HttpResponse root(Caller caller) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("caller", caller.name());
        fields.put("capability", caller.capability().word());
        fields.put("see", "/api/v1/openapi.json, /metrics, /cluster/members, /ready, /alive");
        return Answers.json(200, fields);
    }

    private static @Nullable String header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value).orElse(null);
    }

    private HttpResponse failed(HttpRequest request, Throwable failure) {
        LOG.error("{} {} failed", request.method().value(), request.getUri().path(), failure);
        return Answers.error(500, "the controller cannot answer this: its log has the reason");
    }

    /** Those of libraries are not. */
    private static HttpResponse inJson(HttpResponse answer) {
        if (answer.status().isSuccess()
                || answer.status().isRedirection()
                || !(answer.entity() instanceof HttpEntity.Strict text)
                || text.getContentType().equals(ContentTypes.APPLICATION_JSON)
                || text.getContentType().mediaType().equals(Answers.PROBLEM)) {
            return answer;
        }
        String said = text.getData().decodeString(StandardCharsets.UTF_8).strip();
        HttpResponse json = Answers.error(
                answer.status().intValue(), said.isEmpty() ? answer.status().reason() : said);
        return json.addHeaders(answer.getHeaders());
    }

    /**
     * Reads what is left of a body that nobody wants, within limits: whoever is still sending it when the connection is
     * closed may never see the answer.
     */
    private CompletionStage<HttpResponse> withoutBody(HttpRequest request, HttpResponse answer) {
        HttpEntity body = request.entity();
        if (body.isStrict()
                || (answer.status().isSuccess()
                        && !LOOKS.contains(request.method().value()))) {
            return CompletableFuture.completedFuture(answer);
        }
        HttpResponse last = answer.addHeader(akka.http.javadsl.model.headers.Connection.create("close"));
        if (header(request, "Expect") != null) {
            return CompletableFuture.completedFuture(last); // it waits for a word before it sends
        }
        // It is not cancelled when the time is up: the connection would be gone before the answer is.
        return body.withSizeLimit(MOST_LINGERING)
                .getDataBytes()
                .runWith(Sink.ignore(), materializer)
                .toCompletableFuture()
                .orTimeout(LINGER.toMillis(), TimeUnit.MILLISECONDS)
                .handle((done, failure) -> last); // it is closed in any case
    }
}
