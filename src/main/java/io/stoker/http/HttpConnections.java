package io.stoker.http;

import akka.NotUsed;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.KillSwitches;
import akka.stream.Materializer;
import akka.stream.TLSClosing;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.TLS;
import akka.stream.javadsl.TLSPlacebo;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import io.stoker.trust.Tls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Accepts connections, as many as there may be, and has each of their requests handled in turn. */
final class HttpConnections {
    private static final ByteString FULL = ByteString.fromString("HTTP/1.1 503 Service Unavailable\r\n"
            + "Content-Type: application/problem+json\r\nConnection: close\r\nRetry-After: 1\r\n\r\n"
            + "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"all connections that this server may have are in use: try again, or have it started with a "
            + "larger stoker.http.max-connections\"}\n");

    /** Why a connection ends that had no request for longer than others. */
    private static final class CrowdedOut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CrowdedOut() {
            super("this connection had no request for longer than others", null, false, false);
        }
    }

    /** From bytes that were decrypted to requests, and back. */
    @FunctionalInterface
    interface Layer {
        BidiFlow<HttpResponse, SslTlsOutbound, SslTlsInbound, HttpRequest, NotUsed> from(InetSocketAddress remote);
    }

    private final HttpOptions options;
    private final Layer layer;
    private final RequestHandler handler;
    private final RequestLog log;
    private final Connections connections;

    HttpConnections(HttpOptions options, Layer layer, RequestHandler handler, RequestLog log) {
        this.options = options;
        this.layer = layer;
        this.handler = handler;
        this.log = log;
        this.connections = new Connections(options.settings().mostConnections());
    }

    /** Serves a connection until either end closes it, or it makes room for others. */
    void accept(Tcp.IncomingConnection incoming, Materializer materializer) {
        CompletableFuture<UniqueKillSwitch> running = new CompletableFuture<>();
        Connections.Connection connection = connections.open(() -> {
            log.crowded(options.settings().mostConnections());
            var unused = running.thenAccept(stream -> stream.abort(new CrowdedOut()));
        });
        if (connection == null) {
            log.refused(
                    "a connection from " + incoming.remoteAddress().getAddress().getHostAddress()
                            + " is refused: all " + options.settings().mostConnections()
                            + " (stoker.http.max-connections) are busy");
            incoming.handleWith(Flow.fromSinkAndSource(Sink.cancelled(), refusal()), materializer);
            return;
        }
        running.complete(layer.from(incoming.remoteAddress())
                .atop(encryption())
                .atop(idleTimeout(connection))
                .atop(BidiFlow.fromGraph(KillSwitches.<ByteString, ByteString>singleBidi()), Keep.right())
                .atop(whenDone(connection))
                .join(incoming.flow())
                .join(requests(connection, incoming))
                .run(materializer));
    }

    private Source<ByteString, NotUsed> refusal() {
        return options.tls() == null ? Source.single(FULL) : Source.empty();
    }

    private Flow<HttpRequest, HttpResponse, NotUsed> requests(
            Connections.Connection connection, Tcp.IncomingConnection incoming) {
        return Flow.of(HttpRequest.class)
                .mapAsync(
                        1,
                        request -> handler.handle(
                                        request, connection, incoming.localAddress(), incoming.remoteAddress())
                                .thenApply(answer -> untilSent(connection, answer)));
    }

    /** Its connection is busy until an answer of unknown length has ended. */
    private static HttpResponse untilSent(Connections.Connection connection, HttpResponse answer) {
        if (answer.entity().isStrict()) {
            connection.end();
            return answer;
        }
        connection.stream();
        return answer.transformEntityDataBytes(Flow.of(ByteString.class).watchTermination((unused, done) -> {
            var unusedEnd = done.whenComplete((end, failure) -> connection.end());
            return unused;
        }));
    }

    /**
     * An answer that comes bit by bit may have nothing to say for long: as long as the other end takes in what there
     * is, no bytes count as some.
     */
    private BidiFlow<ByteString, ByteString, ByteString, ByteString, NotUsed> idleTimeout(
            Connections.Connection connection) {
        Duration timeout = options.settings().idleTimeout();
        Flow<ByteString, ByteString, NotUsed> alive = Flow.of(ByteString.class)
                .keepAlive(timeout.dividedBy(3), ByteString::emptyByteString)
                .filter(bytes -> bytes.nonEmpty() || connection.isStreaming());
        return BidiFlow.fromFlows(alive, Flow.of(ByteString.class))
                .atop(BidiFlow.bidirectionalIdleTimeout(timeout))
                .atop(BidiFlow.fromFlows(
                        Flow.of(ByteString.class).filter(ByteString::nonEmpty), Flow.of(ByteString.class)));
    }

    private static BidiFlow<ByteString, ByteString, ByteString, ByteString, NotUsed> whenDone(
            Connections.Connection connection) {
        return BidiFlow.fromFlows(
                Flow.of(ByteString.class).watchTermination((unused, done) -> {
                    var unusedEnd = done.whenComplete((end, failure) -> connection.closed());
                    return unused;
                }),
                Flow.of(ByteString.class));
    }

    private BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> encryption() {
        Tls tls = options.tls();
        return tls != null ? TLS.create(tls::openServerEngine, TLSClosing.eagerClose()) : plain();
    }

    private static BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> plain() {
        return BidiFlow.fromFlows(
                        Flow.of(SslTlsOutbound.class),
                        Flow.of(SessionBytes.class).map(bytes -> (SslTlsInbound) bytes))
                .atop(TLSPlacebo.getInstance());
    }
}
