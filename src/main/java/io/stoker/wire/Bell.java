package io.stoker.wire;

import akka.actor.typed.ActorRef;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells an actor from any thread that there is something to do. However often it is rung, one message is in the mailbox
 * until the actor has heard it. Thread-safe.
 */
public final class Bell {
    private final ActorRef<? super Ring> actor;
    private final AtomicBoolean rung = new AtomicBoolean();

    /** What the actor gets; on it, it is to call {@link Bell#heard} before it looks for what there is to do. */
    public record Ring() {}

    /** A bell for this actor. */
    public Bell(ActorRef<? super Ring> actor) {
        this.actor = actor;
    }

    /** Lets the actor look for something to do. */
    public void ring() {
        if (rung.compareAndSet(false, true)) {
            actor.tell(new Ring());
        }
    }

    /** The next ring is another message. */
    public void heard() {
        rung.set(false);
    }
}
