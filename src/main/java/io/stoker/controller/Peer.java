package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.wire.Sizes;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Links;
import io.stoker.wire.channel.Pump;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Who has a session with the controller, and the controller's end of it.
 *
 * @param <O> what is sent to it
 */
abstract class Peer<O> {
    private final Pump<WireMessage, O> pump;
    private final Consumer<Peer<?>> touched;

    /**
     * The end of a session that is about to begin.
     *
     * @param ref the actor at the other end
     * @param touched is told when there is something to send
     */
    Peer(UUID session, ActorRef<?> ref, Links links, Limits limits, Consumer<Peer<?>> touched) {
        this.pump = new Pump<>(session, 0, links.to(ref, session), limits, Sizes::ofItem);
        this.touched = touched;
    }

    final Pump<WireMessage, O> pump() {
        return pump;
    }

    /** There may be something to send. */
    final void touch() {
        touched.accept(this);
    }

    /** Sends a message, with what else there is when the controller has done what it is doing. */
    final void tell(O message) {
        pump.send(message);
        touch();
    }

    /** Sends a message that nobody is in a hurry for: with the next one, or after a few milliseconds. */
    final void tellSoon(O message) {
        pump.sendSoon(message, System.nanoTime());
        touch();
    }

    /** What came under this number has taken effect for good. */
    final void acknowledge(long number) {
        pump.acknowledge(number, System.nanoTime());
        touch();
    }

    /** Lets go what was sent. */
    void flush(long tick) {
        pump.flush(tick);
    }

    /** Who it is, for people. */
    abstract String describe();
}
