package io.stoker.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The description of all routes, for programs. */
final class OpenApi {
    private OpenApi() {}

    static List<ApiRoute> routes() {
        return List.of(new ApiRoute("GET", "/openapi.json", Capability.READ, request -> {
            HttpResponse answer = HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, document());
            return CompletableFuture.completedFuture(answer);
        }));
    }

    /** As OpenAPI 3.1, in JSON. */
    static byte[] document() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.json"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
