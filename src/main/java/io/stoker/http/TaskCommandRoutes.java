package io.stoker.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.stoker.api.BadDocumentException;
import io.stoker.api.CountsDocument;
import io.stoker.client.OwnNodeClient;
import io.stoker.client.TaskClient;
import io.stoker.task.Names;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Aborts, pins and clears tasks, and counts them. */
final class TaskCommandRoutes {
    private final ApiClient client;

    TaskCommandRoutes(ApiClient client) {
        this.client = client;
    }

    List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("POST", "/tasks/{id}/abort", Capability.SUBMIT, this::abort),
                new ApiRoute("POST", "/tasks/{id}/pin", Capability.SUBMIT, request -> pin(request, true)),
                new ApiRoute("POST", "/tasks/{id}/unpin", Capability.SUBMIT, request -> pin(request, false)),
                new ApiRoute("POST", "/tasks/clear", Capability.OPERATE, this::clear),
                new ApiRoute("GET", "/counts", Capability.READ, this::counts));
    }

    private static Fields fields(ApiRequest request, Set<String> known, String what) {
        return new Fields(request.hasBody() ? request.json() : JsonNodeFactory.instance.objectNode(), known, what);
    }

    private CompletionStage<HttpResponse> abort(ApiRequest request) {
        long id = request.task();
        TaskClient.AbortMode how = mode(fields(request, Set.of("mode"), "an abort"));
        OwnNodeClient now = client.now();
        return now.stoker().taskClient().abortAsync(id, how).thenCompose(done -> TaskRoutes.stands(now, 202, id));
    }

    static TaskClient.AbortMode mode(Fields fields) {
        String word = fields.text("mode");
        if (word == null) {
            return TaskClient.AbortMode.DISCARD;
        }
        return switch (word) {
            case "discard" -> TaskClient.AbortMode.DISCARD;
            case "interrupt" -> TaskClient.AbortMode.INTERRUPT;
            default ->
                throw new BadDocumentException(
                                "this must be \"discard\" or \"interrupt\", not '" + Names.shown(word) + "'")
                        .in("mode");
        };
    }

    private CompletionStage<HttpResponse> pin(ApiRequest request, boolean pinned) {
        long id = request.task();
        fields(request, Set.of(), pinned ? "a pin" : "an unpin");
        OwnNodeClient now = client.now();
        TaskClient tasks = now.stoker().taskClient();
        CompletableFuture<Void> done = pinned ? tasks.pinAsync(id) : tasks.unpinAsync(id);
        return done.thenCompose(unused -> TaskRoutes.stands(now, 200, id));
    }

    private CompletionStage<HttpResponse> clear(ApiRequest request) {
        Fields fields = fields(request, Set.of("ids", "all"), "a clear");
        long[] ids = fields.ids("ids");
        boolean all = fields.flag("all");
        if (all == (ids != null)) {
            throw new BadDocumentException(
                    "a clear needs either \"ids\" of tasks, or \"all\": true for all that have ended and are not pinned");
        }
        TaskClient tasks = client.now().stoker().taskClient();
        return (ids == null ? tasks.clearAsync() : tasks.clearAsync(ids)).thenApply(count -> {
            HttpResponse answer = Answers.json(200, Map.of("cleared", count));
            return ids == null ? answer : answer.addAttribute(Answers.IDS, Answers.Ids.of(ids));
        });
    }

    private CompletionStage<HttpResponse> counts(ApiRequest request) {
        return client.now()
                .stoker()
                .taskClient()
                .queueStatusAsync(false)
                .thenApply(status -> Answers.json(200, CountsDocument.of(status)));
    }
}
