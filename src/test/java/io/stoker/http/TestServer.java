package io.stoker.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.server.Route;
import io.stoker.trust.Tls;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** An HTTP interface beside an ActorSystem without a controller. */
final class TestServer implements AutoCloseable {
    final List<HttpAudit.Event> audited = new CopyOnWriteArrayList<>();
    private final Path tokens;
    private final ActorSystem<Void> system;
    private final int port;

    TestServer(Path folder, HttpSettings settings, @Nullable Tls tls, Function<JsonBody, Route> more) {
        this(folder, 0, settings, tls, more);
    }

    TestServer(Path folder, int wanted, HttpSettings settings, @Nullable Tls tls, Function<JsonBody, Route> more) {
        tokens = folder.resolve("tokens");
        system = ActorSystem.create(
                Behaviors.empty(),
                WireConfig.SYSTEM_NAME,
                WireConfig.node(WireConfig.load(Map.of()), "controller", "127.0.0.1", 0, new TrustMode.Off()));
        try {
            port = HttpServer.start(
                            system,
                            new HttpOptions("127.0.0.1", wanted, null, tokens, tls, settings, audited::add),
                            openMetrics -> new HttpMetrics.Page("text/plain", new byte[0]),
                            more)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            system.terminate();
            throw new IllegalStateException(e);
        }
    }

    static HttpSettings usual() {
        return HttpSettings.from(WireConfig.load(Map.of()));
    }

    int port() {
        return port;
    }

    Path tokens() {
        return tokens;
    }

    RawHttp client() {
        return client(SocketFactory.getDefault());
    }

    RawHttp client(SocketFactory sockets) {
        return new RawHttp(sockets, "127.0.0.1", port);
    }

    /** A line of a header. */
    String bearer(Capability capability) {
        return "Authorization: Bearer " + token(capability);
    }

    String token(Capability capability) {
        try {
            return Files.readString(tokens.resolve(capability.word())).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
