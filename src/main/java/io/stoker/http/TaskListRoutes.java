package io.stoker.http;

import akka.http.javadsl.model.HttpResponse;
import io.stoker.api.TasksDocument;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Lists tasks. */
final class TaskListRoutes {
    private final ApiClient client;

    TaskListRoutes(ApiClient client) {
        this.client = client;
    }

    List<ApiRoute> routes() {
        return List.of(new ApiRoute(
                "GET", "/tasks", Capability.READ, QueryReader.PARAMETERS, QueryReader.REPEATED, this::list));
    }

    private CompletionStage<HttpResponse> list(ApiRequest request) {
        QueryReader.Page page = QueryReader.page(request);
        return client.now()
                .page(page.query(), page.after(), page.limit())
                .thenApply(found -> Answers.json(200, TasksDocument.of(found)));
    }
}
