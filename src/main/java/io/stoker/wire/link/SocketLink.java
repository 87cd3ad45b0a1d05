package io.stoker.wire.link;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import io.stoker.wire.Alarm;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Link;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A session's link, which uses a connection of its two nodes while there is one, and Akka while there is none. */
final class SocketLink<M> implements Link<M> {
    /** What went by way of Akka has come after so long, or is sent again. */
    private static final long OVERTAKES_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final SocketLinks links;
    private final UUID session;
    private final Kind kind;
    private final ActorRef<Object> peer;
    private final ActorRef<Object> self;
    private final AtomicBoolean lost = new AtomicBoolean();
    /** That there is; null for none. */
    private volatile @Nullable Connection connection;
    /** That is used; the actor's. */
    private @Nullable Connection used;

    private boolean isHeard;
    private long received;
    /** The last item that went by way of Akka. */
    private long byAkka;

    SocketLink(SocketLinks links, UUID session, Kind kind, ActorRef<?> peer, ActorRef<?> self) {
        this.links = links;
        this.session = session;
        this.kind = kind;
        this.peer = peer.unsafeUpcast();
        this.self = self.unsafeUpcast();
    }

    UUID session() {
        return session;
    }

    Kind kind() {
        return kind;
    }

    /** Of the other end's node. */
    Address address() {
        return peer.path().address();
    }

    /** This session's actor on this node. */
    ActorRef<Object> self() {
        return self;
    }

    /** There is a connection. */
    void connected(Connection now) {
        connection = now;
    }

    /** There is none any more; nothing is done if it is another one that there was not. */
    void disconnected(Connection before) {
        if (connection == before) {
            connection = null;
            lose();
        }
    }

    /** What was sent may not arrive. */
    void lose() {
        lost.set(true);
        self.tell(new Alarm.Wake(false));
    }

    @Override
    public void send(Frame<M> frame) {
        Connection now = connection;
        if (now != null && mayUse(now)) {
            used = now;
            now.send(this, frame);
            return;
        }
        if (now == null) {
            links.missed(this);
        }
        byAkka =
                frame.items().isEmpty() ? byAkka : frame.first() + frame.items().size() - 1;
        tell(frame);
    }

    private boolean mayUse(Connection now) {
        return now == used || (isHeard && (received >= byAkka || System.nanoTime() - now.since() >= OVERTAKES_NANOS));
    }

    /** Sends it by way of Akka; any thread. */
    void tell(Frame<?> frame) {
        peer.tell(frame);
    }

    @Override
    public boolean hasRoom() {
        Connection now = connection;
        return now == null || now != used || now.hasRoom();
    }

    @Override
    public void heard(long itHas) {
        isHeard = true;
        received = Math.max(received, itHas);
    }

    @Override
    public boolean takeLost() {
        return lost.getAndSet(false);
    }

    @Override
    public void stalled(long since) {
        Connection now = used;
        if (now != null && now == connection && now.since() - since < 0) {
            now.giveUp();
        }
    }

    @Override
    public void close() {
        links.remove(this);
    }
}
