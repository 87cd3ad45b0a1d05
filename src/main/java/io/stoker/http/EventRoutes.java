package io.stoker.http;

import static io.stoker.api.BadDocumentException.at;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import io.stoker.api.BadDocumentException;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventQuery;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Streams of events, as browsers understand them: each with the id to go on from. */
final class EventRoutes {
    private static final Set<String> REPEATED = Set.of(ApiRequest.LABEL, "kind", "task");
    private static final Set<String> QUERY = Set.of(ApiRequest.LABEL, "name", "kind", "task", "engine", "after");

    private final ApiClient client;
    private final EventStreams streams;

    /**
     * The route of streams.
     *
     * @param idleTimeout after which a connection without a byte is closed
     * @param threads write events as text
     */
    EventRoutes(ApiClient client, Duration idleTimeout, Executor threads) {
        this.client = client;
        this.streams = new EventStreams(
                (query, wait) -> client.events().next(query, wait), EventStreams.PATIENCE, idleTimeout, threads);
    }

    List<ApiRoute> routes() {
        return List.of(new ApiRoute("GET", "/events", Capability.READ, QUERY, REPEATED, this::events));
    }

    /** Where a stream may begin that asked for what is not there any more. */
    static HttpHeader goOnFrom(EventId place) {
        return RawHeader.create("Last-Event-ID", place.toString());
    }

    /** What is wrong is said before the stream begins. */
    private CompletionStage<HttpResponse> events(ApiRequest request) {
        EventQuery query = query(request);
        return client.events()
                .next(query, Duration.ZERO)
                .thenApply(first -> HttpResponse.create()
                        .withEntity(HttpEntities.createChunked(
                                ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), streams.open(query, first))));
    }

    /** @throws BadDocumentException if no event can meet that */
    static EventQuery query(ApiRequest request) {
        EventQuery query = at("task", () -> EventQuery.all().task(request.tasks("task")));
        for (ApiRequest.Label label : request.labels()) {
            EventQuery before = query;
            String value = label.value();
            query = at(
                    ApiRequest.LABEL,
                    () -> value == null ? before.label(label.key()) : before.label(label.key(), value));
        }
        EventQuery labelled = query;
        String name = request.query().get("name");
        EventQuery named = name == null ? labelled : at("name", () -> labelled.name(name));
        EventQuery some = at("kind", () -> named.kind(kinds(request)));
        Integer engine = at("engine", request::queriedEngine);
        EventQuery there = engine == null ? some : some.engine(engine);
        // A browser that connects again has what it saw last in the header, and what it began with in the query.
        boolean isAgain =
                request.lastEventId() != null && !request.lastEventId().isEmpty();
        String last = isAgain ? request.lastEventId() : request.query().get("after");
        return last == null ? there : at(isAgain ? "Last-Event-ID" : "after", () -> there.after(EventId.parse(last)));
    }

    private static EventKind[] kinds(ApiRequest request) {
        return request.lists().getOrDefault("kind", List.of()).stream()
                .map(EventKind::ofWord)
                .toArray(EventKind[]::new);
    }
}
