package io.stoker.client;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.wire.BoundedLog;
import io.stoker.wire.SendingActor;
import io.stoker.wire.Serving;
import io.stoker.wire.Sizes;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Links;
import io.stoker.wire.channel.Pump;
import io.stoker.wire.link.SocketLinks;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of its channel to the controller; in each ActorSystem of the JVM there is one. With each controller
 * it begins a session, in which all is sent that has not been answered.
 */
final class ClientActor extends SendingActor {
    /** So often it looks whether the controller is silent. */
    static final Duration TICK = Duration.ofMillis(200);

    private final ClientSession clientSession;
    private final BoundedLog log;
    private final Links links;
    private @Nullable Session session;

    private record Tick() {}

    /** @param heard whether the controller has taken it up */
    private record Session(
            long number,
            Serving serving,
            Pump<WireMessage, ToController.OfClient> pump,
            ClientTally.Carried carried,
            boolean heard) {}

    static Behavior<Object> create(ClientSession clientSession) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new ClientActor(context, timers, clientSession)));
    }

    private ClientActor(ActorContext<Object> context, TimerScheduler<Object> timers, ClientSession clientSession) {
        super(context, timers);
        this.clientSession = clientSession;
        this.log = new BoundedLog(context.getLog());
        SocketLinks.of(context.getSystem()).forget(context.getSelf()); // the session of the actor before is over
        this.links = SocketLinks.of(context.getSystem()).messages(context.getSelf());
        clientSession.onWake(this::wake);
        timers.startTimerWithFixedDelay(new Tick(), TICK);
        wake();
    }

    @Override
    public Receive<Object> createReceive() {
        return receiver().onMessage(Tick.class, tick -> onTick()).build();
    }

    @Override
    protected void due() {
        if (session != null && !session.heard()) {
            open(session);
        }
    }

    private Behavior<Object> onTick() {
        long tick = System.nanoTime();
        clientSession.silence(tick);
        clientSession.deadlines().look(tick);
        count(session);
        return flush();
    }

    @Override
    protected void receive(Frame<?> frame) {
        Session now = session;
        if (now == null || !gate.admits(frame) || !now.pump().isOf(frame)) {
            return;
        }
        String flaw = now.pump().flaw(frame);
        if (flaw != null) {
            log.error("dropped a frame of the controller: " + flaw);
            return;
        }
        long tick = System.nanoTime();
        session = new Session(now.number(), now.serving(), now.pump(), now.carried(), true);
        receive(now.pump(), frame, tick);
        now.pump().acknowledgeUpTo(now.pump().received(), tick);
    }

    @SuppressWarnings("unchecked") // items are looked at one by one
    private void receive(Pump<WireMessage, ?> pump, Frame<?> frame, long tick) {
        pump.receive((Frame<WireMessage>) frame, tick, this::taken);
    }

    private void taken(WireMessage item, long number) {
        if (!gate.admits(item)) {
            return;
        }
        if (item instanceof ToClient.Accepted accepted) {
            clientSession.commands().accepted(accepted);
        } else if (item instanceof ToClient.Results results) {
            clientSession.tally().ended(results);
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
        } else if (item instanceof ToClient.AskCode question) {
            clientSession.codeAnswers().asked(question);
        } else if (item instanceof ToClient.Answering answer) {
            clientSession.requests().answered(answer.request(), answer);
        } else {
            log.error("dropped a " + item.kind() + " of the controller: it is nothing that a client gets");
        }
    }

    @Override
    protected OptionalLong send(long tick) {
        Session now = current();
        if (now == null) {
            return OptionalLong.empty();
        }
        Pump<WireMessage, ToController.OfClient> pump = now.pump();
        for (ToController.OfClient next = next(pump, tick); next != null; next = next(pump, tick)) {
            pump.send(next);
        }
        pump.flush(tick);
        return pump.wakeAt();
    }

    private ToController.@Nullable OfClient next(Pump<?, ?> pump, long tick) {
        if (!pump.hasRoom()) {
            return null;
        }
        ToController.OfClient next = clientSession.codeAnswers().next();
        if (next == null) {
            next = clientSession.requests().next();
        }
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
            if (session != null) {
                session.pump().close();
                count(session);
            }
            UUID id = UUID.randomUUID();
            Pump<WireMessage, ToController.OfClient> pump =
                    new Pump<>(id, 0, links.to(serving.controller(), id), Limits.MESSAGES, Sizes::ofItem);
            session = new Session(
                    clientSession.nextSession(), serving, pump, clientSession.tally().new Carried(pump), false);
            clientSession.sendAgain();
            open(session);
        }
        return session;
    }

    private static void count(@Nullable Session begun) {
        if (begun != null) {
            begun.carried().count();
        }
    }

    private void open(Session begun) {
        Serving serving = begun.serving();
        serving.controller()
                .tell(new ToController.Open(
                        begun.pump().session(),
                        begun.number(),
                        serving.epoch(),
                        clientSession.instance(),
                        clientSession.key(),
                        serving.pass(),
                        clientSession.whereabouts().host(),
                        clientSession.whereabouts().user(),
                        getContext().getSelf().narrow()));
    }
}
