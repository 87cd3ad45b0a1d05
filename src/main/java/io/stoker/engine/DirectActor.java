package io.stoker.engine;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.task.Failure;
import io.stoker.task.Payload;
import io.stoker.task.StokerException;
import io.stoker.task.Values;
import io.stoker.wire.Child;
import io.stoker.wire.Gate;
import io.stoker.wire.SendingActor;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.values.ValueServerActor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Talks with those who call an engine directly; in each ActorSystem of the JVM there is one. It keeps nothing: that is
 * the {@link DirectSessions}'s.
 */
final class DirectActor extends SendingActor {
    /** How often a caller hears what its call prints, while calls run. */
    private static final Duration PRINTS = Duration.ofMillis(50);

    private final TimerScheduler<Object> timers;
    private final EngineProcess engine;
    private final EngineWorkQueue queue;
    private final DirectSessions sessions;
    private final ActorRef<Object> values;

    private record Prints() {}

    /** Whoever calls from this address is not served any more; the others hear of the new ticket. */
    record Expel(String address) {}

    static Behavior<Object> create(EngineProcess engine, EngineWorkQueue queue) {
        Behavior<Object> actor = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new DirectActor(context, timers, engine, queue)));
        return Gate.before(actor);
    }

    private DirectActor(
            ActorContext<Object> context, TimerScheduler<Object> timers, EngineProcess engine, EngineWorkQueue queue) {
        super(context, timers);
        this.timers = timers;
        this.engine = engine;
        this.queue = queue;
        this.sessions = engine.sessions();
        this.values = Child.spawn(context, ValueServerActor.create(engine.directValues()), ValueServerActor.NAME);
        sessions.onNews(this::wake);
        sessions.callers().forEach(context::watch);
        wake(); // there may be something to send since before this actor
        hearPrints();
    }

    @Override
    public Receive<Object> createReceive() {
        return receiver()
                .onMessage(ToDirect.Open.class, this::onOpen)
                .onMessage(ToValueServer.Open.class, this::onOpenValues)
                .onMessage(Prints.class, prints -> onPrints())
                .onMessage(Expel.class, this::onExpel)
                .onSignal(Terminated.class, this::onGone)
                .build();
    }

    private Behavior<Object> onOpen(ToDirect.Open open) {
        long tick = System.nanoTime();
        Failure refusal = refusal(open);
        boolean known = refusal == null && sessions.reopen(open, tick);
        if (refusal == null && !known && open.continued()) {
            refusal = refusal(
                    "ForgottenCaller",
                    "the engine has heard nothing from this client for an hour, and has forgotten it:"
                            + " whether the call was executed is unknown");
        }
        if (refusal != null) {
            open.refuse(refusal);
            return this;
        }
        if (!known) {
            begin(open, tick);
        }
        getContext().watch(open.replyTo());
        return flush();
    }

    private Behavior<Object> onOpenValues(ToValueServer.Open open) {
        if (open.pass().equals(engine.ticket())) {
            values.tell(open);
        } else {
            gate.refuse(open, "a session with large values: its ticket is not the engine's");
        }
        return this;
    }

    private Behavior<Object> onExpel(Expel expel) {
        Predicate<ActorRef<?>> isThere =
                caller -> caller.path().address().toString().equals(expel.address());
        sessions.expel(isThere).forEach(this::forgetCalls);
        values.tell(new ValueServerActor.Forget(isThere));
        sessions.tell(engine.ticket());
        return flush();
    }

    private Behavior<Object> onGone(Terminated gone) {
        if (gone.getRef().equals(values)) {
            return Behaviors.stopped(); // callers would wait for it, and so the node begins anew
        }
        sessions.gone(gone.getRef());
        return this;
    }

    private @Nullable Failure refusal(ToDirect.Open open) {
        if (!sessions.knows(open.session()) && !open.ticket().equals(engine.ticket())) {
            gate.refuse(
                    "a direct call from " + open.replyTo().path().address() + ": its ticket is not the engine's",
                    r -> true);
            return refusal(
                    ToDirect.Open.OTHER_TICKET,
                    "the caller does not have the engine's ticket, which the controller gives to clients");
        }
        if (open.version() != WireMessage.VERSION) {
            return refusal(
                    "OtherVersion",
                    "the engine speaks version " + WireMessage.VERSION + " of the protocol, but the caller version "
                            + open.version() + ": use the same Stoker on both sides");
        }
        return open.engine().equals(engine.instance())
                ? null
                : refusal("OtherEngine", "the engine that the call was made to has been replaced by another one");
    }

    private static Failure refusal(String type, String reason) {
        return Failure.of(Failure.Kind.SYSTEM, type, reason);
    }

    /** Whatever waits for the caller's session before, the caller has given up. */
    private void begin(ToDirect.Open open, long tick) {
        forgetCalls(sessions.open(open, tick));
    }

    private void forgetCalls(@Nullable CallerLine before) {
        queue.removeCalls(call -> call.line() == before)
                .forEach(call -> engine.directValues().drop(call.call().brought()));
    }

    @Override
    protected void receive(Frame<?> frame) {
        try {
            sessions.receive(frame, System.nanoTime()).forEach(this::onItem);
        } catch (StokerException e) {
            gate.refuse(frame, "a frame that does not fit its session: " + e.getMessage());
        }
    }

    private void onItem(DirectSessions.Item item) {
        WireMessage message = (WireMessage) item.content();
        Predicate<String> teller = reason -> {
            fail(item, Failure.of(Failure.Kind.SYSTEM, "MalformedCall", reason));
            return true;
        };
        if (gate.admits(message, teller)) {
            if (message instanceof ToDirect.Call call && call.isControlCall() == (item.lane() == ToDirect.CONTROL)) {
                onCall(item, call);
            } else {
                gate.refuse("a " + message.kind() + " in lane " + item.lane(), teller);
            }
        }
    }

    private void onCall(DirectSessions.Item item, ToDirect.Call call) {
        if (call.isControlCall()) {
            controlCall(item, call);
        } else if (item.line().isCleared(item.number())) {
            cleared(new Incoming(item.line(), item.number(), call));
        } else {
            engine.directValues().claim(call.brought());
            queue.add(new Incoming(item.line(), item.number(), call));
            hearPrints();
        }
    }

    private void hearPrints() {
        if (queue.isCalled() && !timers.isTimerActive(Prints.class)) {
            timers.startSingleTimer(Prints.class, new Prints(), PRINTS);
        }
    }

    private void controlCall(DirectSessions.Item item, ToDirect.Call call) {
        if (call instanceof ToDirect.Queue) {
            EngineWorkQueue.Status status = queue.status();
            answer(
                    item,
                    Payload.of(Map.of(
                            "queue", Values.encode("queue", status.queue()),
                            "pending", Values.encode("pending", status.pending()))));
        } else if (call instanceof ToDirect.ClearQueue clear) {
            CallerLine line = item.line();
            line.clear(clear.upTo());
            queue.removeCalls(one -> one.line() == line && line.isCleared(one.number()))
                    .forEach(this::cleared);
            answer(item, Map.of());
        } else if (call instanceof ToDirect.Drain drain) {
            if (drain.on()) {
                engine.draining().drain();
            } else {
                engine.draining().resume();
            }
            answer(item, Map.of());
        } else if (call instanceof ToDirect.Remove remove) {
            engine.draining().remove(Duration.ofMillis(remove.withinMillis()));
            answer(item, Map.of());
        } else if (call instanceof ToDirect.Kill) {
            engine.kill();
        } else {
            throw new IllegalStateException("no control call: " + call.describe());
        }
    }

    private void cleared(Incoming call) {
        engine.directValues().drop(call.call().brought());
        Failure failure =
                Failure.of(Failure.Kind.CLEARED, "QueueCleared", call.call().describe());
        sessions.answer(
                call.line(), ToDirect.IN_TURN, new ToCaller.Answered(call.number(), failure, Map.of()), List.of());
    }

    private void fail(DirectSessions.Item item, Failure failure) {
        sessions.answer(item.line(), item.lane(), new ToCaller.Answered(item.number(), failure, Map.of()), List.of());
    }

    private void answer(DirectSessions.Item item, Map<String, Payload> values) {
        sessions.answer(item.line(), item.lane(), new ToCaller.Answered(item.number(), null, values), List.of());
    }

    private Behavior<Object> onPrints() {
        engine.tellPrinted();
        hearPrints();
        return this;
    }

    @Override
    protected OptionalLong send(long tick) {
        sessions.flush(tick);
        return sessions.wakeAt();
    }
}
