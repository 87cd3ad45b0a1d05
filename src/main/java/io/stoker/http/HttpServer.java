package io.stoker.http;

import akka.actor.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.event.NoLogging;
import akka.http.javadsl.Http;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.settings.ServerSettings;
import akka.management.javadsl.AkkaManagement;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Tcp;
import io.stoker.wire.WireConfig;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The HTTP interface of a controller's node: Akka Management's routes, and whatever else there is, behind tokens; only
 * whether the controller is alive and ready is told to everybody. It lives and ends with an ActorSystem, and its tokens
 * with it.
 */
public final class HttpServer {
    private static final int BACKLOG = 128;

    private HttpServer() {}

    /**
     * Binds the port, and makes new tokens.
     *
     * @param metrics what {@code /metrics} shows
     * @param api what stands beside Akka Management's routes; outlives this
     * @return the port; fails if the port cannot be bound, or the tokens cannot be written
     */
    public static CompletionStage<Integer> start(
            akka.actor.typed.ActorSystem<?> system, HttpOptions options, HttpMetrics metrics, HttpApi api) {
        return start(system, options, metrics, bodies -> new ApiRoutes(api.routes(), api.threads()).route(bodies));
    }

    /** @param more routes beside those of Akka Management, each within a {@link Permission} */
    static CompletionStage<Integer> start(
            akka.actor.typed.ActorSystem<?> typed,
            HttpOptions options,
            HttpMetrics metrics,
            Function<JsonBody, Route> more) {
        ActorSystem system = Adapter.toClassic(typed);
        Materializer materializer = SystemMaterializer.get(system).materializer();
        Secrets secrets = new Secrets(new SecureRandom());
        Map<Capability, String> tokens = Tokens.make(secrets);
        RequestLog log = new RequestLog(options.audit());
        HttpConnections connections = new HttpConnections(
                options,
                layer(system, options),
                handler(
                        system,
                        materializer,
                        options,
                        secrets,
                        tokens,
                        bodies -> Directives.concat(MetricsRoute.of(metrics), more.apply(bodies)),
                        log),
                log);
        return Tcp.get(system)
                .bind(options.host(), options.port(), BACKLOG, List.of(), false, Optional.empty())
                .to(Sink.foreach(incoming -> connections.accept(incoming, materializer)))
                .run(materializer)
                // Only now: before, somebody else may have had the port, and was shown what stands in those files.
                .thenCompose(bound -> CompletableFuture.runAsync(() -> Tokens.write(tokens, options.tokens()))
                        .thenApply(written -> bound.localAddress().getPort()));
    }

    private static HttpConnections.Layer layer(ActorSystem system, HttpOptions options) {
        ServerSettings usual = ServerSettings.create(system);
        ServerSettings settings = usual.withParserSettings(usual.getParserSettings()
                .withMaxContentLength(options.settings().largestBody()));
        return from -> Http.get(system).serverLayer(settings, Optional.of(from), NoLogging.getInstance());
    }

    private static RequestHandler handler(
            ActorSystem system,
            Materializer materializer,
            HttpOptions options,
            Secrets secrets,
            Map<Capability, String> tokens,
            Function<JsonBody, Route> more,
            RequestLog log) {
        boolean tls = options.tls() != null;
        Sessions sessions = new Sessions(secrets, System::nanoTime);
        Authentication authentication = new Authentication(new Tokens(tokens), sessions, tls);
        JsonBody bodies = new JsonBody(options.settings().largestBody());
        ReadinessCheck readiness = new ReadinessCheck(system);
        Route routes = Directives.concat(
                more.apply(bodies),
                Permission.require(
                        Capability.READ, () -> AkkaManagement.get(system).getRoutes()));
        return new RequestHandler(
                names(options),
                authentication,
                new Links(sessions, authentication),
                bodies,
                Map.of(
                        "/alive", new Health("alive", () -> CompletableFuture.completedFuture(null), System::nanoTime),
                        "/ready", new Health("ready", readiness::trouble, System::nanoTime)),
                function(routes.handler(system)),
                log,
                materializer);
    }

    private static <A, B> Function<A, B> function(akka.japi.function.Function<A, B> akkas) {
        return argument -> {
            try {
                return akkas.apply(argument);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static HostNames names(HttpOptions options) {
        List<String> hosts = new ArrayList<>(List.of(options.host()));
        if (WireConfig.isLoopback(options.host()) || isEveryAddress(options.host())) {
            hosts.addAll(List.of("localhost", "127.0.0.1", "::1"));
        }
        if (options.tls() != null) {
            hosts.addAll(CertificateNames.of(options.tls().current().certificate()));
        }
        if (options.advertised() != null) {
            hosts.add(options.advertised());
        }
        return new HostNames(options.tls() != null, hosts, options.settings().hosts());
    }

    private static boolean isEveryAddress(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }
}
