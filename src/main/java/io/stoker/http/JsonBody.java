package io.stoker.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Materializer;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bodies of requests: JSON, and bounded in size and time. */
final class JsonBody {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long most;

    /**
     * For bodies of so many bytes.
     *
     * @param most the largest one that is read
     */
    JsonBody(long most) {
        this.most = most;
    }

    /**
     * Looks at what a request says of its body, on whichever route.
     *
     * @return the refusal; null if its body, if any, may be read
     */
    @Nullable
    HttpResponse refusal(HttpRequest request) {
        HttpEntity body = request.entity();
        if (body.isKnownEmpty()) {
            return null;
        }
        if (body.getContentLengthOption().orElse(0) > most) {
            return tooLarge();
        }
        if (!body.getContentType().mediaType().equals(MediaTypes.APPLICATION_JSON)) {
            return Answers.refused(
                    415, "its body is not JSON", "a body must be JSON: send it with 'Content-Type: application/json'");
        }
        if (request.getHeader("Content-Encoding")
                .filter(encoding -> !encoding.value().equalsIgnoreCase("identity"))
                .isPresent()) {
            return Answers.refused(
                    415, "its body is compressed", "a body must not be compressed: send it without Content-Encoding");
        }
        return null;
    }

    /** The route that is made of the whole body. */
    Route read(Function<ByteString, Route> inner) {
        return Directives.extractMaterializer(materializer ->
                Directives.extractRequest(request -> Directives.onComplete(
                        () -> all(request.entity(), materializer),
                        body -> body.isSuccess()
                                ? inner.apply(body.get())
                                : Directives.complete(unread(body.failed().get())))));
    }

    /** Nobody who gives up waiting cancels it: the connection would be gone before the answer is. */
    private CompletionStage<ByteString> all(HttpEntity body, Materializer materializer) {
        return body.withSizeLimit(most)
                .getDataBytes()
                .runFold(ByteString.emptyByteString(), ByteString::concat, materializer)
                .toCompletableFuture()
                .copy() // of the other one Akka would take what it wraps, whose time is never up
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private HttpResponse unread(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof EntityStreamSizeException) {
            return tooLarge();
        }
        if (cause instanceof TimeoutException) {
            String text = "the body did not come within " + PATIENCE.toSeconds() + " s";
            return Answers.refused(408, text, text + ": send it again, faster or in smaller parts");
        }
        return Answers.refused(400, "its body cannot be read", "the body cannot be read: " + cause.getMessage());
    }

    private HttpResponse tooLarge() {
        return Answers.refused(
                413,
                "its body is larger than " + most + " bytes",
                "a body may have " + most
                        + " bytes: send less at once, or have the controller started with a larger stoker.http.max-body");
    }
}
