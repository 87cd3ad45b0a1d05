package io.stoker.wire.values;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.wire.Alarm;
import io.stoker.wire.Gate;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.WakeUp;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;

/**
 * Carries the frames of a {@link ValueClient}; in each ActorSystem of the JVM there is one. It keeps nothing. Its name
 * begins with {@link ValueServerActor#NAME}.
 */
public final class ValueClientActor extends AbstractBehavior<Object> {
    private final ValueClient client;
    private final ActorRef<WireMessage> self;
    private final WakeUp wakeUp;
    private final Alarm alarm;
    private final Gate gate;

    /** An actor for the ActorSystem of now. */
    public static Behavior<Object> create(ValueClient client) {
        return Gate.before(Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new ValueClientActor(context, timers, client))));
    }

    private ValueClientActor(ActorContext<Object> context, TimerScheduler<Object> timers, ValueClient client) {
        super(context);
        this.client = client;
        this.self = context.getSelf().narrow();
        this.wakeUp = new WakeUp(context.getSelf());
        this.alarm = new Alarm(timers);
        this.gate = new Gate(context.getLog());
        client.onRing(wakeUp::signal);
        wakeUp.signal(); // there may be something to send since before
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(WakeUp.Signal.class, signal -> onRing())
                .onMessage(Alarm.Wake.class, wake -> onWake())
                .onMessage(Frame.class, frame -> onFrame(frame))
                .onMessage(ToValueClient.Opened.class, this::onOpened)
                .onMessage(ToValueClient.Closed.class, this::onClosed)
                .onMessage(ToValueClient.SessionRefused.class, this::onRefused)
                .build();
    }

    private Behavior<Object> onRing() {
        wakeUp.received();
        return flush();
    }

    private Behavior<Object> onWake() {
        alarm.heard();
        return flush();
    }

    private Behavior<Object> onFrame(Frame<?> frame) {
        client.receive(frame, System.nanoTime(), gate);
        return flush();
    }

    private Behavior<Object> onOpened(ToValueClient.Opened opened) {
        client.opened(opened, System.nanoTime());
        return flush();
    }

    private Behavior<Object> onClosed(ToValueClient.Closed closed) {
        client.closed(closed);
        return flush();
    }

    private Behavior<Object> onRefused(ToValueClient.SessionRefused refused) {
        client.refused(refused, System.nanoTime());
        return flush();
    }

    private Behavior<Object> flush() {
        long tick = System.nanoTime();
        alarm.set(client.flush(tick, self), tick);
        return this;
    }
}
