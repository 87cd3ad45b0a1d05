package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Pump;
import java.util.function.Consumer;
import java.util.function.Function;

/** A client, and the controller's end of the session with it. */
final class Client {
    /** More is kept as ids, and read from the store when there is room. */
    private static final Limits LIMITS = Limits.MESSAGES.withWindow(Limits.MESSAGES.items(), 1 << 20);

    private final String instance;
    private final long number;
    private final ActorRef<Frame<ToClient>> ref;
    private final Pump<WireMessage, ToClient> pump;
    private final Consumer<Client> touched;
    private final Delivery delivery;

    /** @param touched is told when there is something to send */
    Client(ToController.Open open, Consumer<Client> touched, Function<Client, Delivery> delivery) {
        this.instance = open.instance();
        this.number = open.number();
        this.ref = open.client();
        this.pump = new Pump<>(open.session(), 0, ref::tell, LIMITS, ToClient::size);
        this.touched = touched;
        this.delivery = delivery.apply(this);
    }

    /** Its JVM, and the session of its keys. */
    String instance() {
        return instance;
    }

    /** Which of the sessions that the JVM has begun. */
    long number() {
        return number;
    }

    ActorRef<Frame<ToClient>> ref() {
        return ref;
    }

    Pump<WireMessage, ToClient> pump() {
        return pump;
    }

    /** What it waits for. */
    Delivery delivery() {
        return delivery;
    }

    /** There may be something to send. */
    void touch() {
        touched.accept(this);
    }

    /** Sends a message, with what else there is when the controller has done what it is doing. */
    void tell(ToClient message) {
        pump.send(message);
        touch();
    }

    /** What came under this number has taken effect for good. */
    void acknowledge(long number) {
        pump.acknowledge(number, System.nanoTime());
        touch();
    }

    /** Lets go what was sent, and as many results as there is room for. */
    void flush(long tick) {
        delivery.proceed();
        pump.flush(tick);
    }
}
