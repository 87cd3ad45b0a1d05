package io.stoker.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Serves the metrics. */
final class MetricsRoute {
    static final String PATH = "metrics";
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private MetricsRoute() {}

    /** {@code GET /metrics}, for who may read. */
    static Route of(HttpMetrics metrics) {
        return Directives.path(
                PATH,
                () -> Permission.require(
                        Capability.READ,
                        () -> Directives.get(() -> Directives.extractRequest(
                                request -> Directives.completeWithFuture(answer(metrics, request))))));
    }

    /** Not on an actor's thread: some of what the JVM tells of itself takes a call of the operating system. */
    private static CompletionStage<HttpResponse> answer(HttpMetrics metrics, HttpRequest request) {
        boolean openMetrics =
                request.getHeader("Accept").map(HttpHeader::value).orElse("").contains(OPEN_METRICS);
        return CompletableFuture.supplyAsync(() -> metrics.read(openMetrics))
                .thenApply(page -> HttpResponse.create()
                        .withEntity(HttpEntities.create(ContentTypes.parse(page.contentType()), page.text())));
    }
}
