package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.task.Submitter;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Links;
import java.util.function.Consumer;
import java.util.function.Function;

/** A client that has begun a session. */
final class Client extends Peer<ToClient> {
    /** More is kept as ids, and read from the store when there is room. */
    private static final Limits LIMITS = Limits.MESSAGES.withWindow(Limits.MESSAGES.items(), Limits.LEAST_WINDOW);

    private final String instance;
    private final long number;
    private final ActorRef<Frame<ToClient>> ref;
    private final Delivery delivery;
    private final Audit.Who who;
    private final Audit audit;
    private final Submitter submitter;

    /**
     * A client that begins a session.
     *
     * @param who it is
     * @param audit hears what it does
     * @param links those of the controller's actor
     * @param touched is told when there is something to send
     */
    Client(
            ToController.Open open,
            Audit.Who who,
            Audit audit,
            Links links,
            Consumer<Peer<?>> touched,
            Function<Client, Delivery> delivery) {
        super(open.session(), open.client(), links, LIMITS, touched);
        this.instance = open.instance();
        this.number = open.number();
        this.ref = open.client();
        this.who = who;
        this.audit = audit;
        this.submitter = new Submitter(
                open.instance(),
                open.host(),
                open.user(),
                who.identity() == null ? null : who.identity().inWords());
        this.delivery = delivery.apply(this);
    }

    /** Its JVM, and the session of its keys. */
    String instance() {
        return instance;
    }

    /** By whose certificate it has come. */
    Audit.Who who() {
        return who;
    }

    /** Who hears what it does. */
    Audit audit() {
        return audit;
    }

    /** As what it submits tasks. */
    Submitter submitter() {
        return submitter;
    }

    /** Which of the sessions that the JVM has begun. */
    long number() {
        return number;
    }

    ActorRef<Frame<ToClient>> ref() {
        return ref;
    }

    /** What it waits for. */
    Delivery delivery() {
        return delivery;
    }

    /** Lets go what was sent, and as many results as there is room for. */
    @Override
    void flush(long tick) {
        delivery.proceed();
        super.flush(tick);
    }

    @Override
    String describe() {
        return "client " + instance;
    }
}
