package io.stoker.wire;

import akka.actor.ActorSystem;
import akka.remote.artery.tcp.SSLEngineProvider;
import com.typesafe.config.Config;
import io.stoker.wire.guard.FrameCheck;
import io.stoker.wire.guard.RefusedException;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.slf4j.LoggerFactory;
import scala.Option;

/** The TLS of Akka's connections between nodes; Akka makes one for each ActorSystem, by reflection. */
public final class ArteryTls implements SSLEngineProvider {
    private final NodeTls tls;
    private final RefusedConnections refused;
    /** In bytes. */
    private final int longest;

    public ArteryTls(ActorSystem system) {
        tls = NodeTls.of(system);
        refused = new RefusedConnections(LoggerFactory.getLogger(ArteryTls.class), tls, "");
        Config artery = system.settings().config().getConfig("akka.remote.artery.advanced");
        longest = (int) Math.max(artery.getBytes("maximum-frame-size"), artery.getBytes("maximum-large-frame-size"));
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        FrameCheck check = new FrameCheck(longest);
        return new ReportingEngine(tls.accepting(), this::refused, check::look);
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        // Frames come by the connections that others have made.
        return new ReportingEngine(tls.dialling(hostname, port), diallingReport(hostname, port), frames -> {});
    }

    private void refused(Exception failure) {
        if (failure.getCause() instanceof RefusedException frame) {
            refused.log("ended a connection of a peer that belongs to this cluster: " + frame.getMessage());
        } else {
            refused.handshake(null, failure); // Akka does not say from where it came
        }
    }

    /** Of a controller that cannot be reached {@link Lookout} tells, with what else is known of it. */
    private Consumer<Exception> diallingReport(String hostname, int port) {
        if (tls.isController(hostname, port)) {
            return failure -> {};
        }
        return failure -> refused.log("cannot connect to the node at " + hostname + ":" + port + ": "
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
