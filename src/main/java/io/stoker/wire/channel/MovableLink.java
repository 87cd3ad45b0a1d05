package io.stoker.wire.channel;

import akka.actor.typed.ActorRef;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The link of a session whose other end may get another actor. What is sent while there is none is lost. Not
 * thread-safe.
 *
 * @param <M> the items of the frames
 */
public final class MovableLink<M> implements Link<M> {
    private final UUID session;
    private @Nullable ActorRef<?> peer;
    private @Nullable Link<M> link;

    /** Of a session whose other end is not known yet. */
    public MovableLink(UUID session) {
        this.session = session;
    }

    /**
     * The actor at the other end is this one.
     *
     * @param links those of the actor at this end
     */
    public void at(ActorRef<?> now, Links links) {
        if (!now.equals(peer)) {
            close();
            peer = now;
            link = links.to(now, session);
        }
    }

    @Override
    public void send(Frame<M> frame) {
        if (link != null) {
            link.send(frame);
        }
    }

    @Override
    public boolean hasRoom() {
        return link == null || link.hasRoom();
    }

    @Override
    public void heard(long received) {
        if (link != null) {
            link.heard(received);
        }
    }

    @Override
    public boolean takeLost() {
        return link != null && link.takeLost();
    }

    @Override
    public void stalled(long since) {
        if (link != null) {
            link.stalled(since);
        }
    }

    @Override
    public void close() {
        if (link != null) {
            link.close();
        }
    }
}
