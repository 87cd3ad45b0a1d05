package io.stoker.wire.link;

import akka.actor.AbstractExtensionId;
import akka.actor.Address;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import io.stoker.wire.NodeTls;
import io.stoker.wire.RefusedConnections;
import io.stoker.wire.Secret;
import io.stoker.wire.TrustMode;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Link;
import io.stoker.wire.channel.Links;
import io.stoker.wire.guard.RefusedException;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The connections of an ActorSystem that carry frames, and the sessions whose frames they carry. They begin and end
 * with the system. Thread-safe.
 */
public final class SocketLinks implements Extension {
    private static final Id ID = new Id();

    private final ExtendedActorSystem system;
    private final LinkSettings settings;
    private final NodeTls tls;
    private final FrameForm form;
    private final LinkCounts counts = new LinkCounts();
    private final RefusedConnections refused;
    private final Map<UUID, SocketLink<?>> links = new ConcurrentHashMap<>();
    private final Map<Kind, Map<Address, Connection>> connections = new EnumMap<>(Kind.class);
    private final Map<Kind, Dialler> diallers = new EnumMap<>(Kind.class);
    private @Nullable Loop loop;
    private @Nullable LinkServer server;

    private SocketLinks(ExtendedActorSystem system) {
        this.system = system;
        this.settings = LinkSettings.from(system.settings().config());
        this.tls = NodeTls.of(system);
        this.form = new FrameForm(system);
        this.refused = new RefusedConnections(LoggerFactory.getLogger(SocketLinks.class), tls, " for frames");
        for (Kind kind : Kind.values()) {
            connections.put(kind, new ConcurrentHashMap<>());
        }
        if (settings.bySocket()) {
            LoopDispatcher.register(system, () -> loop().thread());
        }
        system.registerOnTermination(this::close);
    }

    /** Those of a system. */
    public static SocketLinks of(ActorSystem<?> system) {
        return ID.get(Adapter.toClassic(system));
    }

    /** The links of an actor's sessions for messages. */
    public Links messages(ActorRef<?> self) {
        return links(Kind.MESSAGES, self);
    }

    /** The links of an actor's sessions for large values. */
    public Links values(ActorRef<?> self) {
        return links(Kind.VALUES, self);
    }

    private Links links(Kind kind, ActorRef<?> self) {
        if (!settings.bySocket()) {
            return Links.AKKA;
        }
        return new Links() {
            @Override
            public <M> Link<M> to(ActorRef<?> peer, UUID session) {
                return peer.path().address().hasLocalScope()
                        ? Links.AKKA.to(peer, session)
                        : add(new SocketLink<>(SocketLinks.this, session, kind, peer, self));
            }
        };
    }

    private <M> SocketLink<M> add(SocketLink<M> link) {
        links.put(link.session(), link);
        Connection now = connections(link.kind()).get(link.address());
        if (now != null) {
            link.connected(now);
        }
        return link;
    }

    private Map<Address, Connection> connections(Kind kind) {
        return connections.getOrDefault(kind, Map.of());
    }

    /** The session of this link is over. */
    void remove(SocketLink<?> link) {
        links.remove(link.session(), link);
    }

    /** The sessions of this actor, which has ended, are over. */
    public void forget(ActorRef<?> self) {
        links.values().removeIf(link -> link.self().equals(self));
    }

    /** What they have carried. */
    public LinkCounts counts() {
        return counts;
    }

    /** Listens for the other nodes, as a controller does; the same when it is called again. */
    public synchronized Guests listen() {
        if (!settings.bySocket() || tls.mode() instanceof TrustMode.Closed) {
            return Guests.NONE;
        }
        if (server == null) {
            server = new LinkServer(
                    this, loop(), tls, settings, system.settings().config());
            server.listen();
        }
        return server;
    }

    /**
     * The controller that serves is at this address: its sessions are to have connections.
     *
     * @param port where it listens for them; 0 if it does not
     * @param pass that it has told this node
     */
    public synchronized void servedBy(Address controller, int port, Secret pass) {
        if (!settings.bySocket() || (port == 0 && diallers.isEmpty())) {
            return;
        }
        for (Kind kind : Kind.values()) {
            diallers.computeIfAbsent(kind, k -> new Dialler(this, k, loop(), tls))
                    .target(controller, port, pass);
        }
    }

    /**
     * Does in time what the first connection of a JVM would have to wait for.
     *
     * @return completes when it has been done
     */
    public CompletableFuture<Void> rehearse() {
        return settings.bySocket()
                ? new Dialler(this, Kind.MESSAGES, loop(), tls).rehearse()
                : CompletableFuture.completedFuture(null);
    }

    /** A frame of this session has found no connection. */
    void missed(SocketLink<?> link) {
        if (link.kind() == Kind.VALUES) { // most nodes never need it
            Dialler dialler;
            synchronized (this) {
                dialler = diallers.get(link.kind());
            }
            if (dialler != null) {
                dialler.want(link.address());
            }
        }
    }

    /** Where actors run that send and get frames: on the thread of the connections, which they must not block. */
    public DispatcherSelector dispatcher() {
        return settings.bySocket()
                ? DispatcherSelector.fromConfig(LoopDispatcher.ID)
                : DispatcherSelector.defaultDispatcher();
    }

    private synchronized Loop loop() {
        if (loop == null) {
            loop = new Loop();
        }
        return loop;
    }

    /** The address of this node. */
    Address self() {
        return system.provider().getDefaultAddress();
    }

    /** Computes what handshakes need: milliseconds, for which no frame should wait. */
    Executor handshakes() {
        return system.dispatcher();
    }

    FrameForm form() {
        return form;
    }

    /** Who has connected, or is connected to, is known. */
    void connected(Connection connection) {
        counts.opened();
        Connection before = connections(connection.kind()).put(connection.peer(), connection);
        for (SocketLink<?> link : links.values()) {
            if (link.kind() == connection.kind() && link.address().equals(connection.peer())) {
                link.connected(connection);
            }
        }
        if (before != null) {
            before.close();
        }
    }

    /** It has ended. */
    void disconnected(Connection connection) {
        counts.closed();
        connections(connection.kind()).remove(connection.peer(), connection);
        links.values().forEach(link -> link.disconnected(connection));
    }

    /** A frame has come, or what should be one. */
    void arrived(Connection connection, byte[] block) {
        counts.received(block.length);
        Frame<?> frame;
        try {
            frame = form.read(block);
        } catch (RefusedException e) {
            refused.log("dropped a frame of the node at " + connection.peer() + ": " + e.getMessage());
            return;
        }
        SocketLink<?> link = links.get(frame.session());
        if (link == null) {
            return; // the session is over
        }
        if (!link.address().equals(connection.peer())) {
            refused.log("ended a connection for frames of the node at " + connection.peer()
                    + ": it has sent a frame of another node's session");
            connection.close();
            return;
        }
        link.self().tell(frame);
    }

    /** Says who was not let in, and why. */
    RefusedConnections refused() {
        return refused;
    }

    private synchronized void close() {
        diallers.values().forEach(Dialler::close);
        if (loop != null) {
            loop.close();
        }
    }

    private static final class Id extends AbstractExtensionId<SocketLinks> {
        @Override
        public SocketLinks createExtension(ExtendedActorSystem system) {
            return new SocketLinks(system);
        }
    }
}
