package io.stoker.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import io.stoker.api.BadDocumentException;
import io.stoker.api.DrainDocument;
import io.stoker.client.multi.PendingView;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Drains engines, and ends them. */
final class EngineCommandRoutes {
    private static final int LONGEST_CALL_SECONDS = 55;
    private static final int USUAL_END_SECONDS = 600;
    private static final int LATEST_END_SECONDS = 86_400;

    private final ApiClient client;
    private final Waiters waiters;

    EngineCommandRoutes(ApiClient client, Waiters waiters) {
        this.client = client;
        this.waiters = waiters;
    }

    List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("POST", "/engines/{id}/drain", Capability.OPERATE, request -> drain(request, true)),
                new ApiRoute("POST", "/engines/{id}/resume", Capability.OPERATE, request -> drain(request, false)),
                new ApiRoute("DELETE", "/engines/{id}", Capability.OPERATE, Set.of("drain", "within"), this::end));
    }

    private CompletionStage<HttpResponse> drain(ApiRequest request, boolean on) {
        int id = request.engine();
        if (request.hasBody()) {
            var unused = new Fields(request.json(), Set.of(), on ? "a drain" : "a resume");
        }
        PendingView engine = client.engine(id);
        return waiters.await("the call", () -> (on ? engine.drain() : engine.resume()).future(), LONGEST_CALL_SECONDS)
                .thenApply(done -> Answers.json(200, new DrainDocument(id, on)));
    }

    private CompletionStage<HttpResponse> end(ApiRequest request) {
        int id = request.engine();
        if (request.flag("drain")) {
            Duration within = Duration.ofSeconds(request.seconds("within", USUAL_END_SECONDS, LATEST_END_SECONDS));
            PendingView engine = client.engine(id);
            return waiters.await("the call", () -> engine.remove(within).future(), LONGEST_CALL_SECONDS)
                    .thenApply(done -> Answers.json(202, new DrainDocument(id, true)));
        }
        if (request.query().containsKey("within")) {
            throw new BadDocumentException("within=SECONDS is for drain=true: without it the engine ends at once");
        }
        PendingView engine = client.engine(id);
        return waiters.await("the call", () -> engine.kill().future(), LONGEST_CALL_SECONDS)
                .thenApply(done -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
    }
}
