package io.stoker.wire.channel;

import akka.actor.typed.ActorRef;
import java.util.UUID;

/** Makes the links of an actor's sessions. */
public interface Links {
    /** Links that tell the peer each frame as a message, by way of Akka. */
    Links AKKA = new Links() {
        @Override
        public <M> Link<M> to(ActorRef<?> peer, UUID session) {
            ActorRef<Object> all = peer.unsafeUpcast();
            return all::tell;
        }
    };

    /**
     * The link of a session, which the two ends have agreed on or are about to; what comes of it is told to the actor
     * that these links are for. To be closed with the session.
     *
     * @param peer the actor at the other end
     */
    <M> Link<M> to(ActorRef<?> peer, UUID session);
}
