package io.stoker.wire;

import akka.actor.typed.ActorRef;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells an actor from any thread that there is something to do. However often it is signalled, one message is in the
 * mailbox until the actor has received it. Thread-safe.
 */
public final class WakeUp {
    private final ActorRef<? super Signal> actor;
    private final AtomicBoolean pending = new AtomicBoolean();

    /** What the actor gets; on it, it is to call {@link WakeUp#received} before it looks for what there is to do. */
    public record Signal() {}

    /** For this actor. */
    public WakeUp(ActorRef<? super Signal> actor) {
        this.actor = actor;
    }

    /** Lets the actor look for something to do. */
    public void signal() {
        if (pending.compareAndSet(false, true)) {
            actor.tell(new Signal());
        }
    }

    /** The next signal is another message. */
    public void received() {
        pending.set(false);
    }
}
