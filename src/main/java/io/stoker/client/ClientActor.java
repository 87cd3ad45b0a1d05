package io.stoker.client;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.wire.Alarm;
import io.stoker.wire.BoundedLog;
import io.stoker.wire.Gate;
import io.stoker.wire.Serving;
import io.stoker.wire.Sizes;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.WakeUp;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Pump;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of its channel to the controller; in each ActorSystem of the JVM there is one. With each controller
 * it begins a session, in which all is sent that has not been answered.
 */
final class ClientActor extends AbstractBehavior<Object> {
    /** So often it looks whether the controller is silent. */
    static final Duration TICK = Duration.ofMillis(200);

    private final ClientSession clientSession;
    private final WakeUp wakeUp;
    private final Alarm alarm;
    private final Gate gate;
    private final BoundedLog log;
    private @Nullable Session session;

    private record Tick() {}

    /** @param heard whether the controller has taken it up */
    private record Session(
            long number, Serving serving, Pump<WireMessage, ToController.OfClient> pump, boolean heard) {}

    static Behavior<Object> create(ClientSession clientSession) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new ClientActor(context, timers, clientSession)));
    }

    private ClientActor(ActorContext<Object> context, TimerScheduler<Object> timers, ClientSession clientSession) {
        super(context);
        this.clientSession = clientSession;
        this.wakeUp = new WakeUp(context.getSelf());
        this.alarm = new Alarm(timers);
        this.gate = new Gate(context.getLog());
        this.log = new BoundedLog(context.getLog());
        clientSession.onWake(wakeUp::signal);
        timers.startTimerWithFixedDelay(new Tick(), TICK);
        wakeUp.signal();
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(WakeUp.Signal.class, signal -> onRing())
                .onMessageUnchecked(Frame.class, this::onFrame)
                .onMessage(Alarm.Wake.class, ring -> onAlarm())
                .onMessage(Tick.class, tick -> onTick())
                .build();
    }

    private Behavior<Object> onRing() {
        wakeUp.received();
        return flush();
    }

    private Behavior<Object> onAlarm() {
        alarm.heard();
        if (session != null && !session.heard()) {
            open(session);
        }
        return flush();
    }

    private Behavior<Object> onTick() {
        long tick = System.nanoTime();
        clientSession.silence(tick);
        clientSession.deadlines().look(tick);
        return flush();
    }

    private Behavior<Object> onFrame(Frame<WireMessage> frame) {
        Session now = session;
        if (now == null || !gate.admits(frame) || !now.pump().isOf(frame)) {
            return this;
        }
        String flaw = now.pump().flaw(frame);
        if (flaw != null) {
            log.error("dropped a frame of the controller: " + flaw);
            return this;
        }
        long tick = System.nanoTime();
        session = new Session(now.number(), now.serving(), now.pump(), true);
        now.pump().receive(frame, tick, this::taken);
        now.pump().acknowledgeUpTo(now.pump().received(), tick);
        return flush();
    }

    private void taken(WireMessage item, long number) {
        if (!gate.admits(item)) {
            return;
        }
        if (item instanceof ToClient.Accepted accepted) {
            clientSession.commands().accepted(accepted);
        } else if (item instanceof ToClient.Results results) {
            clientSession.results().arrived(results);
        } else if (item instanceof ToClient.Aborting aborting) {
            clientSession.commands().aborting(aborting);
        } else if (item instanceof ToClient.Cleared cleared) {
            clientSession.commands().cleared(cleared);
        } else if (item instanceof ToClient.Pinned pinned) {
            clientSession.commands().pinned(pinned);
        } else if (item instanceof ToClient.Refused refused) {
            clientSession.commands().refused(refused, System.nanoTime());
        } else if (item instanceof ToClient.NotWatched part) {
            clientSession.results().refused(part);
        } else if (item instanceof ToClient.Answering answer) {
            clientSession.requests().answered(answer.request(), answer);
        } else {
            log.error("dropped a " + item.kind() + " of the controller: it is nothing that a client gets");
        }
    }

    private Behavior<Object> flush() {
        Session now = current();
        if (now == null) {
            return this;
        }
        long tick = System.nanoTime();
        Pump<WireMessage, ToController.OfClient> pump = now.pump();
        for (ToController.OfClient next = next(pump, tick); next != null; next = next(pump, tick)) {
            pump.send(next);
        }
        pump.flush(tick);
        alarm.set(pump.wakeAt(), tick);
        return this;
    }

    private ToController.@Nullable OfClient next(Pump<?, ?> pump, long tick) {
        if (!pump.hasRoom()) {
            return null;
        }
        ToController.OfClient next = clientSession.requests().next();
        if (next == null) {
            next = clientSession.commands().next(tick);
        }
        return next == null ? clientSession.results().next() : next;
    }

    /** The session with the controller that serves now: a new one if that is another one than before. */
    private @Nullable Session current() {
        Serving serving = clientSession.controller();
        if (serving == null) {
            return null;
        }
        if (session == null || !session.serving().equals(serving)) {
            Pump<WireMessage, ToController.OfClient> pump = new Pump<>(
                    UUID.randomUUID(),
                    0,
                    frame -> serving.controller().unsafeUpcast().tell(frame),
                    Limits.MESSAGES,
                    Sizes::ofItem);
            session = new Session(clientSession.nextSession(), serving, pump, false);
            clientSession.sendAgain();
            open(session);
        }
        return session;
    }

    private void open(Session begun) {
        Serving serving = begun.serving();
        serving.controller()
                .tell(new ToController.Open(
                        begun.pump().session(),
                        begun.number(),
                        serving.epoch(),
                        clientSession.instance(),
                        getContext().getSelf().narrow()));
    }
}
