package io.stoker.wire.values;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.wire.Gate;
import io.stoker.wire.ToController;
import io.stoker.wire.ToTransfer;
import io.stoker.wire.WakeUp;
import java.time.Duration;

/** Carries the messages of a JVM's {@link Transfers}; in each of its ActorSystems there is one. It keeps nothing. */
public final class TransferActor extends AbstractBehavior<Object> {
    private static final Duration TICK = Duration.ofMillis(200);

    private final Transfers transfers;
    private final ActorRef<ToTransfer> self;
    private final WakeUp wakeUp;

    private record Tick() {}

    public static Behavior<Object> create(Transfers transfers) {
        return Gate.before(Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new TransferActor(context, timers, transfers))));
    }

    private TransferActor(ActorContext<Object> context, TimerScheduler<Object> timers, Transfers transfers) {
        super(context);
        this.transfers = transfers;
        this.self = context.getSelf().narrow();
        this.wakeUp = new WakeUp(context.getSelf());
        transfers.onRing(wakeUp::signal);
        timers.startTimerWithFixedDelay(new Tick(), TICK);
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(WakeUp.Signal.class, signal -> onRing())
                .onMessage(ToTransfer.Taken.class, this::onTaken)
                .onMessage(ToTransfer.Chunk.class, this::onChunk)
                .onMessage(ToTransfer.ValueRefused.class, this::onRefused)
                .onMessage(ToTransfer.ValueDeferred.class, this::onDeferred)
                .onMessage(Tick.class, tick -> onTick())
                .build();
    }

    private Behavior<Object> onRing() {
        wakeUp.received();
        return flush();
    }

    private Behavior<Object> onTaken(ToTransfer.Taken taken) {
        transfers.taken(taken, System.nanoTime());
        return flush();
    }

    private Behavior<Object> onChunk(ToTransfer.Chunk chunk) {
        transfers.arrived(chunk);
        return flush();
    }

    private Behavior<Object> onRefused(ToTransfer.ValueRefused refused) {
        transfers.refused(refused);
        return flush();
    }

    private Behavior<Object> onDeferred(ToTransfer.ValueDeferred deferred) {
        transfers.deferred(deferred);
        return this;
    }

    private Behavior<Object> onTick() {
        transfers.look(System.nanoTime());
        return flush();
    }

    private Behavior<Object> flush() {
        ActorRef<? super ToController.OfValue> keeper = transfers.keeper();
        if (keeper != null) {
            transfers.due(System.nanoTime(), self).forEach(keeper::tell);
        }
        return this;
    }
}
