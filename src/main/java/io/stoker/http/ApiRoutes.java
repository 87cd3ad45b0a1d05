package io.stoker.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request below {@link ApiRoute#ROOT}, and has it answered. */
final class ApiRoutes {
    private final List<ApiRoute> routes;
    private final Executor threads;

    /** @param threads run the handlers, which are no matter for an actor's dispatcher */
    ApiRoutes(List<ApiRoute> routes, Executor threads) {
        this.routes = List.copyOf(routes);
        this.threads = threads;
    }

    List<ApiRoute> all() {
        return routes;
    }

    /** All of them as one. */
    Route route(JsonBody bodies) {
        return Directives.extractRequest(request -> {
            String path = request.getUri().path();
            if (!path.equals(ApiRoute.ROOT) && !path.startsWith(ApiRoute.ROOT + "/")) {
                return Directives.reject();
            }
            List<ApiRoute.Match> matches = matches(request);
            ApiRoute.Match match = find(matches, request.method().value());
            return match == null
                    ? Directives.complete(none(matches))
                    : Permission.require(match.route().needed(), () -> answered(bodies, match));
        });
    }

    private List<ApiRoute.Match> matches(HttpRequest request) {
        List<String> segments = new ArrayList<>();
        request.getUri().pathSegments().forEach(segments::add);
        List<String> below = segments.subList(Math.min(2, segments.size()), segments.size());
        List<ApiRoute.Match> found = new ArrayList<>();
        for (ApiRoute route : routes) {
            ApiRoute.Match match = route.match(below);
            if (match != null) {
                found.add(match);
            }
        }
        return found;
    }

    /** A path in words goes before one with a name in it, as {@code /tasks/clear}. */
    private static ApiRoute.@Nullable Match find(List<ApiRoute.Match> matches, String method) {
        ApiRoute.Match best = null;
        for (ApiRoute.Match match : matches) {
            boolean better = best == null || match.path().size() < best.path().size();
            if (match.route().takes(method) && better) {
                best = match;
            }
        }
        return best;
    }

    private static HttpResponse none(List<ApiRoute.Match> matches) {
        if (matches.isEmpty()) {
            return Answers.error(404, "there is no such route: GET " + ApiRoute.ROOT + "/openapi.json has all of them");
        }
        String allowed = matches.stream()
                .map(match -> match.route().method())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return Answers.error(405, "this route takes " + allowed).addHeader(RawHeader.create("Allow", allowed));
    }

    private Route answered(JsonBody bodies, ApiRoute.Match match) {
        return Directives.extractRequest(request -> bodies.read(body -> Directives.completeWithFuture(
                answer(request, match, body.toArray()).toCompletableFuture())));
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, ApiRoute.Match match, byte[] body) {
        Caller caller = request.getAttribute(Permission.CALLER).orElseThrow();
        return CompletableFuture.supplyAsync(
                        () -> match.route().handler().answer(ApiRequest.of(request, caller, match, body)), threads)
                .thenCompose(answer -> answer)
                .exceptionally(failure -> Problems.answer(request, failure));
    }
}
