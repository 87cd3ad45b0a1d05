package io.stoker.http;

import akka.http.javadsl.model.HttpResponse;
import io.stoker.api.CountsDocument;
import io.stoker.api.StatusDocument;
import io.stoker.api.Times;
import io.stoker.client.OwnNodeClient;
import io.stoker.wire.ToClient;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Tells how the controller itself stands, also while nothing else is answered because its ledger hangs. */
final class StatusRoutes {
    private static final double MILLIS = 1e3;

    private final ApiClient client;
    private final String version;

    /** @param version of Stoker, for people */
    StatusRoutes(ApiClient client, String version) {
        this.client = client;
        this.version = version;
    }

    List<ApiRoute> routes() {
        return List.of(new ApiRoute("GET", "/status", Capability.READ, this::status));
    }

    private CompletionStage<HttpResponse> status(ApiRequest request) {
        OwnNodeClient now = client.now();
        return now.controller().thenApply(answer -> Answers.json(200, document(now, answer)));
    }

    private StatusDocument document(OwnNodeClient now, ToClient.ControllerAnswer answer) {
        return new StatusDocument(
                version,
                Runtime.version().toString(),
                answer.address(),
                now.http(),
                ProcessHandle.current().pid(),
                true,
                Times.text(answer.at()),
                Times.text(answer.since()),
                Math.max(0, answer.at() - answer.since()) / MILLIS,
                new StatusDocument.Ledger(
                        now.ledger(),
                        answer.kind(),
                        answer.place(),
                        answer.epoch(),
                        answer.commitMillis() / MILLIS,
                        answer.trouble().isEmpty() ? null : answer.trouble()),
                CountsDocument.of(answer.tasks()),
                answer.engines(),
                answer.silent(),
                answer.clients());
    }
}
