package io.stoker.controller;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.typed.Cluster;
import io.stoker.store.LedgerStore;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The controller before its store is open: it tries until it succeeds, and tells clients why it cannot serve. Engines
 * simply repeat themselves.
 */
final class Opening extends AbstractBehavior<Object> {
    private static final Duration RETRY = Duration.ofMillis(500);

    private final TimerScheduler<Object> timers;
    private final LedgerStore store;
    private final Serving serving;
    private String reason = "the ledger is being opened";

    /** What the controller becomes when the store is open. */
    interface Serving {
        Behavior<Object> with(ActorContext<Object> context, TimerScheduler<Object> timers, LedgerStore.Opened opened);
    }

    private record Open() {}

    private record Opened(
            LedgerStore.@Nullable Opened opened, @Nullable Throwable failure) {}

    static Behavior<Object> create(LedgerStore store, Serving serving) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Opening(context, timers, store, serving).onOpen(new Open())));
    }

    private Opening(ActorContext<Object> context, TimerScheduler<Object> timers, LedgerStore store, Serving serving) {
        super(context);
        this.timers = timers;
        this.store = store;
        this.serving = serving;
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(Open.class, this::onOpen)
                .onMessage(Opened.class, this::onOpened)
                .onMessage(
                        ToController.Submit.class,
                        m -> refuse(m.firstKey(), m.specs().size(), m.replyTo()))
                .onMessage(ToController.Abort.class, m -> refuse(m.key(), 1, m.replyTo()))
                .onMessage(ToController.Clear.class, m -> refuse(m.key(), 1, m.replyTo()))
                .onMessage(ToController.Pin.class, m -> refuse(m.key(), 1, m.replyTo()))
                .onAnyMessage(m -> this)
                .build();
    }

    private Behavior<Object> onOpen(Open open) {
        getContext()
                .pipeToSelf(
                        store.open(Cluster.get(getContext().getSystem())
                                .selfMember()
                                .address()
                                .toString()),
                        Opened::new);
        return this;
    }

    private Behavior<Object> onOpened(Opened result) {
        if (result.opened() != null) {
            return serving.with(getContext(), timers, result.opened());
        }
        reason = "the ledger cannot be opened: " + result.failure();
        getContext().getLog().error("{}; trying again", reason);
        timers.startSingleTimer(new Open(), RETRY);
        return this;
    }

    private Behavior<Object> refuse(long firstKey, int count, ActorRef<ToClient> replyTo) {
        replyTo.tell(new ToClient.Refused(
                firstKey,
                count,
                ToClient.Reason.LEDGER_UNAVAILABLE,
                true,
                store.trouble().orElse(reason)));
        return this;
    }
}
