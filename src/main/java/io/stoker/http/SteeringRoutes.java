package io.stoker.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.stoker.api.AbortedDocument;
import io.stoker.api.BadDocumentException;
import io.stoker.api.Json;
import io.stoker.api.QueryDocument;
import io.stoker.api.RetriedDocument;
import io.stoker.api.SubmittedDocument;
import io.stoker.client.OwnNodeClient;
import io.stoker.client.Swept;
import io.stoker.client.TaskClient;
import io.stoker.task.Query;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Retries tasks, and aborts or retries all that a query finds, some in each request. */
final class SteeringRoutes {
    /** About so many tasks a request aborts or retries, and so long it does that. */
    static final int MOST_TASKS = 10_000;

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int LONGEST_WAIT_SECONDS = 55;

    private final ApiClient client;
    private final Waiters waiters;

    SteeringRoutes(ApiClient client, Waiters waiters) {
        this.client = client;
        this.waiters = waiters;
    }

    List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("POST", "/tasks/{id}/retry", Capability.SUBMIT, this::retry),
                new ApiRoute("POST", "/tasks/retry", Capability.SUBMIT, this::retryAll),
                new ApiRoute("POST", "/tasks/abort", Capability.SUBMIT, this::abortAll));
    }

    private CompletionStage<HttpResponse> retry(ApiRequest request) {
        long id = request.task();
        JsonNode body = request.hasBody() ? request.json() : JsonNodeFactory.instance.objectNode();
        TaskEdit edit = new TaskEdit(body);
        return client.now()
                .retry(id, edit, Json.ordered(body), request.idempotencyKey())
                .thenApply(retry -> Answers.json(201, new SubmittedDocument(retry, null))
                        .addHeader(RawHeader.create("Location", ApiRoute.ROOT + "/tasks/" + retry))
                        .addAttribute(Answers.IDS, Answers.Ids.of(new long[] {retry})));
    }

    private CompletionStage<HttpResponse> abortAll(ApiRequest request) {
        JsonNode body = request.json();
        Fields fields = fields(body, "mode", "an abort of all tasks of a query");
        TaskClient.AbortMode mode = TaskCommandRoutes.mode(fields);
        Query query = query(body, fields, "an abort");
        OwnNodeClient now = client.now();
        return waiters.await(
                        "the abort",
                        () -> now.abortAll(query, after(fields), mode, MOST_TASKS, LONGEST),
                        LONGEST_WAIT_SECONDS)
                .thenApply(swept -> answer(swept, new AbortedDocument(swept.count(), swept.next())));
    }

    private CompletionStage<HttpResponse> retryAll(ApiRequest request) {
        JsonNode body = request.json();
        Fields fields = fields(body, null, "a retry of all tasks of a query");
        Query query = query(body, fields, "a retry");
        OwnNodeClient now = client.now();
        return waiters.await(
                        "the retry",
                        () -> now.retryAll(query, after(fields), MOST_TASKS, LONGEST),
                        LONGEST_WAIT_SECONDS)
                .thenApply(swept -> answer(
                        swept,
                        new RetriedDocument(
                                LongStream.of(swept.ids()).boxed().toList(), swept.refusal(), swept.next())));
    }

    private static Fields fields(JsonNode body, @Nullable String another, String what) {
        Set<String> known = new HashSet<>(QueryDocument.FIELDS);
        known.addAll(Set.of("all", "after"));
        if (another != null) {
            known.add(another);
        }
        return new Fields(body, known, what);
    }

    /** Nobody means all tasks who does not say so. */
    private static Query query(JsonNode body, Fields fields, String what) {
        Query query = QueryDocument.read(body);
        if (query.equals(Query.ALL) != fields.flag("all")) {
            throw new BadDocumentException(
                    what + " needs either conditions, as \"labels\" or \"states\", or \"all\": true for all tasks");
        }
        return query;
    }

    private static @Nullable String after(Fields fields) {
        return fields.text("after");
    }

    private static HttpResponse answer(Swept swept, Object document) {
        HttpResponse answer = Answers.json(200, document);
        return swept.ids().length == 0 ? answer : answer.addAttribute(Answers.IDS, Answers.Ids.of(swept.ids()));
    }
}
