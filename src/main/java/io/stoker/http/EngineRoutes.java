package io.stoker.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.api.BadDocumentException;
import io.stoker.api.EngineDocument;
import io.stoker.api.EnginesDocument;
import io.stoker.api.ExecutionDocument;
import io.stoker.api.JsonValues;
import io.stoker.api.ValuesDocument;
import io.stoker.client.multi.EngineQueue;
import io.stoker.client.multi.ExecuteResult;
import io.stoker.client.multi.PendingView;
import io.stoker.task.EngineInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Shows engines, and calls them directly. */
final class EngineRoutes {
    /** How long a call waits for its engine, which may be busy with a task. */
    private static final int LONGEST_CALL_SECONDS = 55;

    private static final int QUEUE_SECONDS = 2;

    private final ApiClient client;
    private final Waiters waiters;

    EngineRoutes(ApiClient client, Waiters waiters) {
        this.client = client;
        this.waiters = waiters;
    }

    List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("GET", "/engines", Capability.READ, this::engines),
                new ApiRoute("GET", "/engines/{id}", Capability.READ, this::engine),
                new ApiRoute("POST", "/engines/{id}/execute", Capability.SUBMIT, this::execute),
                new ApiRoute("POST", "/engines/{id}/push", Capability.SUBMIT, this::push),
                new ApiRoute("POST", "/engines/{id}/pull", Capability.SUBMIT, this::pull));
    }

    private CompletionStage<HttpResponse> engines(ApiRequest request) {
        return client.now()
                .engines()
                .thenApply(all -> Answers.json(
                        200,
                        new EnginesDocument(all.stream().map(EngineDocument::of).toList())));
    }

    /** What it runs it tells itself; if it does not answer soon, the controller's word is all there is. */
    private CompletionStage<HttpResponse> engine(ApiRequest request) {
        int id = request.engine();
        PendingView engine = client.engine(id);
        return client.now().engines().thenCompose(all -> {
            EngineInfo info = all.stream()
                    .filter(one -> one.id() == id)
                    .findFirst()
                    .orElseThrow(() -> new UnavailableException("engine " + id + " has just gone"));
            return waiters.orNull(engine.queueStatus().future(), QUEUE_SECONDS)
                    .thenApply(queues -> Answers.json(200, document(info, queues == null ? null : queues.get(0))));
        });
    }

    private static EngineDocument document(EngineInfo info, @Nullable EngineQueue queue) {
        return queue == null
                ? EngineDocument.of(info)
                : EngineDocument.of(info, queue.pending().isEmpty() ? null : queue.pending(), queue.queue());
    }

    private CompletionStage<HttpResponse> execute(ApiRequest request) {
        String source = new Fields(request.json(), Set.of("source"), "an execution").text("source");
        if (source == null) {
            throw new BadDocumentException("an execution needs a \"source\"");
        }
        PendingView engine = client.engine(request.engine());
        return waiters.await("the call", () -> engine.execute(source).future(), LONGEST_CALL_SECONDS)
                .thenApply(results -> Answers.json(200, document(results.get(0))));
    }

    private static ExecutionDocument document(ExecuteResult result) {
        return new ExecutionDocument(
                result.engineId(), result.number(), result.stdout(), result.stderr(), result.display());
    }

    private CompletionStage<HttpResponse> push(ApiRequest request) {
        JsonNode node = new Fields(request.json(), Set.of("values"), "a push").need("values", "a push");
        Map<String, @Nullable Object> values = values(node);
        PendingView engine = client.engine(request.engine());
        return waiters.await("the call", () -> engine.push(values).future(), LONGEST_CALL_SECONDS)
                .thenApply(done -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
    }

    private static Map<String, @Nullable Object> values(JsonNode node) {
        try {
            return JsonValues.readAll(node);
        } catch (BadDocumentException e) {
            throw e.in("values");
        }
    }

    private CompletionStage<HttpResponse> pull(ApiRequest request) {
        Fields fields = new Fields(request.json(), Set.of("names"), "a pull");
        fields.need("names", "a pull");
        List<String> names = fields.texts("names");
        PendingView engine = client.engine(request.engine());
        return waiters.await("the call", () -> engine.pull(names).future(), LONGEST_CALL_SECONDS)
                .thenApply(rows -> Answers.json(200, Map.of("values", named(names, rows.get(0)))));
    }

    private static ValuesDocument named(List<String> names, List<@Nullable Object> row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), row.get(i));
        }
        return new ValuesDocument(values);
    }
}
