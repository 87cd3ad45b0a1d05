package io.stoker.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
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
    private static final Set<String> REPEATED = Set.of("label", "kind", "task");
    private static final Set<String> QUERY = Set.of("label", "name", "kind", "task", "engine", "after");

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

    /** @throws IllegalArgumentException if no event can meet that */
    static EventQuery query(ApiRequest request) {
        EventQuery query = EventQuery.all().task(request.tasks("task"));
        for (String label : request.lists().getOrDefault("label", List.of())) {
            int sign = label.indexOf('=');
            query = sign < 0 ? query.label(label) : query.label(label.substring(0, sign), label.substring(sign + 1));
        }
        String name = request.query().get("name");
        if (name != null) {
            query = query.name(name);
        }
        EventKind[] kinds = request.lists().getOrDefault("kind", List.of()).stream()
                .map(EventKind::ofWord)
                .toArray(EventKind[]::new);
        query = query.kind(kinds);
        Integer engine = request.queriedEngine();
        if (engine != null) {
            query = query.engine(engine);
        }
        // A browser that connects again has what it saw last in the header, and what it began with in the query.
        String last = request.lastEventId() == null || request.lastEventId().isEmpty()
                ? request.query().get("after")
                : request.lastEventId();
        return last == null ? query : query.after(EventId.parse(last));
    }
}
