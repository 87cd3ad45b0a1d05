package io.stoker.wire;

import akka.actor.AbstractExtensionId;
import akka.actor.ActorSystem;
import akka.actor.Address;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.actor.typed.javadsl.Adapter;
import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import io.stoker.trust.Tls;
import io.stoker.trust.UntrustedException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Who an ActorSystem is to its peers, and whom it trusts, as the {@link TrustMode} in its configuration says. It begins
 * and ends with the system.
 */
public final class NodeTls implements Extension {
    private static final Id ID = new Id();
    private static final Set<Role> ANYBODY = Set.copyOf(EnumSet.allOf(Role.class));
    private static final Set<Role> CONTROLLERS = Set.of(Role.CONTROLLER);

    private final TrustMode mode;
    private final @Nullable Tls tls;
    private volatile Set<String> controllers = Set.of();
    private volatile RefusedConnections.Listener onRefused = RefusedConnections.Listener.NONE;

    private NodeTls(ExtendedActorSystem system) {
        mode = TrustMode.ofNode(system.settings().config());
        tls = mode instanceof TrustMode.On on ? Tls.open(on.credentials(), on.revoked(), InstantSource.system()) : null;
        if (tls != null) {
            system.registerOnTermination(tls::close);
        }
    }

    /**
     * That of a system; made with it.
     *
     * @throws io.stoker.trust.KeyFileException if its files cannot be used; names them
     */
    public static NodeTls of(ActorSystem system) {
        return ID.get(system);
    }

    /** As {@link #of(ActorSystem)}. */
    public static NodeTls of(akka.actor.typed.ActorSystem<?> system) {
        return of(Adapter.toClassic(system));
    }

    public TrustMode mode() {
        return mode;
    }

    /** What it shows and checks; null where TLS is off or nobody may connect. */
    public @Nullable Tls tls() {
        return tls;
    }

    /** From now on this hears which connections to the node's ports are refused. */
    public void onRefused(RefusedConnections.Listener listener) {
        onRefused = listener;
    }

    RefusedConnections.Listener onRefused() {
        return onRefused;
    }

    /** From now on only controllers are to be found at these addresses, and at no others but them. */
    void controllers(Collection<Address> addresses) {
        controllers = addresses.stream().map(NodeTls::place).collect(Collectors.toUnmodifiableSet());
    }

    private static String place(Address address) {
        return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
    }

    boolean isController(String host, int port) {
        return controllers.contains(host + ":" + port);
    }

    /** The end of a connection that has been accepted. */
    SSLEngine accepting() {
        return tls == null ? ClosedDoor.engine(false) : tls.serverEngine(ANYBODY);
    }

    /** The end of a connection that dials this address. */
    SSLEngine dialling(String host, int port) {
        return tls == null
                ? ClosedDoor.engine(true)
                : tls.clientEngine(host, port, isController(host, port) ? CONTROLLERS : ANYBODY);
    }

    /**
     * The end of a connection for frames that has been accepted.
     *
     * @param failed told when the handshake has failed, once at most
     */
    public SSLEngine accepting(Consumer<Exception> failed) {
        return new ReportingEngine(accepting(), failed, bytes -> {});
    }

    /**
     * The end of a connection for frames to a controller.
     *
     * @param failed told why the handshake has failed, for people, once at most
     */
    public SSLEngine diallingController(String host, int port, Consumer<String> failed) {
        SSLEngine engine = tls == null ? ClosedDoor.engine(true) : tls.clientEngine(host, port, CONTROLLERS);
        return new ReportingEngine(engine, failure -> failed.accept(Refusal.ofDialled(failure, tls)), bytes -> {});
    }

    /**
     * Whose certificate the other end of a connection has shown.
     *
     * @throws UntrustedException if it has shown none that counts
     */
    public Identity identity(SSLSession session) throws UntrustedException {
        if (tls == null) {
            throw new IllegalStateException("nobody has certificates here");
        }
        Certificate[] shown;
        try {
            shown = session.getPeerCertificates();
        } catch (SSLPeerUnverifiedException e) {
            shown = new Certificate[0];
        }
        X509Certificate[] chain = Arrays.copyOf(shown, shown.length, X509Certificate[].class);
        return tls.check().check(chain, ANYBODY);
    }

    private static final class Id extends AbstractExtensionId<NodeTls> {
        @Override
        public NodeTls createExtension(ExtendedActorSystem system) {
            return new NodeTls(system);
        }
    }
}
