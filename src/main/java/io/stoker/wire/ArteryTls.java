package io.stoker.wire;

import akka.actor.ActorSystem;
import akka.remote.artery.tcp.SSLEngineProvider;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.slf4j.LoggerFactory;
import scala.Option;

/** The TLS of Akka's connections between nodes; Akka makes one for each ActorSystem, by reflection. */
public final class ArteryTls implements SSLEngineProvider {
    private final RefusalLog log = new RefusalLog(LoggerFactory.getLogger(ArteryTls.class));
    private final NodeTls tls;

    public ArteryTls(ActorSystem system) {
        tls = NodeTls.of(system);
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        return new ReportingEngine(tls.accepting(), failure -> log.add(Refusal.ofAccepted(failure, tls.mode())));
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        return new ReportingEngine(tls.dialling(hostname, port), diallingReport(hostname, port));
    }

    /** Of a controller that cannot be reached {@link Lookout} tells, with what else is known of it. */
    private Consumer<Exception> diallingReport(String hostname, int port) {
        if (tls.isController(hostname, port)) {
            return failure -> {};
        }
        return failure -> log.add("cannot connect to the node at " + hostname + ":" + port + ": "
                + Refusal.ofDialled(failure, tls.tls()));
    }

    /** The trust manager has verified all. */
    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        return Option.empty();
    }

    /** The trust manager has verified all. */
    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return Option.empty();
    }
}
