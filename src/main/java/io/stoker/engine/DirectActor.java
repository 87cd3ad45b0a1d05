package io.stoker.engine;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.task.Failure;
import io.stoker.task.Payload;
import io.stoker.task.StokerException;
import io.stoker.task.Values;
import io.stoker.wire.Bell;
import io.stoker.wire.Gate;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToController;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToTransfer;
import io.stoker.wire.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Talks with those who call an engine directly; in each ActorSystem of the JVM there is one. It keeps nothing: that is
 * the {@link Switchboard}'s.
 */
final class DirectActor extends AbstractBehavior<Object> {
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final TimerScheduler<Object> timers;
    private final EngineProcess engine;
    private final Workbench workbench;
    private final Switchboard board;
    private final Bell bell;

    private record Tick() {}

    private record Sweep() {}

    static Behavior<Object> create(EngineProcess engine, Workbench workbench) {
        Behavior<Object> actor = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new DirectActor(context, timers, engine, workbench)));
        return Gate.before(actor);
    }

    private DirectActor(
            ActorContext<Object> context, TimerScheduler<Object> timers, EngineProcess engine, Workbench workbench) {
        super(context);
        this.timers = timers;
        this.engine = engine;
        this.workbench = workbench;
        this.board = engine.board();
        this.bell = new Bell(context.getSelf());
        board.onNews(bell::ring);
        timers.startTimerWithFixedDelay(new Sweep(), SWEEP);
        if (workbench.isCalled()) { // since before this actor
            hearPrints();
        }
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(ToDirect.OfCaller.class, this::isOther, message -> this)
                .onMessage(ToDirect.Call.class, this::onCall)
                .onMessage(ToDirect.Acknowledged.class, this::onAcknowledged)
                .onMessage(ToController.Put.class, this::onPut)
                .onMessage(ToController.Get.class, this::onGet)
                .onMessage(Bell.Ring.class, ring -> onRing())
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Sweep.class, sweep -> onSweep())
                .build();
    }

    /** Meant for an engine that was here before. */
    private boolean isOther(ToDirect.OfCaller message) {
        return !message.line().engine().equals(engine.instance());
    }

    private Behavior<Object> onCall(ToDirect.Call call) {
        if (board.receive(call, System.nanoTime())) {
            if (call.line().version() != WireMessage.VERSION) {
                String reason = "the engine speaks version " + WireMessage.VERSION
                        + " of the protocol, but the caller version "
                        + call.line().version()
                        + ": use the same Stoker on both sides";
                fail(call, Failure.of(Failure.Kind.SYSTEM, "OtherVersion", reason));
            } else if (call.isAside()) {
                aside(call);
            } else {
                workbench.add(call);
                hearPrints();
            }
        }
        return flush();
    }

    private void hearPrints() {
        if (!timers.isTimerActive(Tick.class)) {
            timers.startSingleTimer(Tick.class, new Tick(), TICK);
        }
    }

    private void aside(ToDirect.Call call) {
        if (call instanceof ToDirect.Queue) {
            Workbench.Status status = workbench.status();
            answer(
                    call,
                    Payload.of(Map.of(
                            "queue", Values.encode("queue", status.queue()),
                            "pending", Values.encode("pending", status.pending()))));
        } else if (call instanceof ToDirect.ClearQueue) {
            workbench.removeCalls(call.line().caller()).forEach(this::cleared);
            answer(call, Map.of());
        } else if (call instanceof ToDirect.Kill) {
            engine.kill();
        } else {
            throw new IllegalStateException("not to be done aside: " + call.describe());
        }
    }

    private void cleared(ToDirect.Call call) {
        engine.directValues().drop(call.brought());
        fail(call, Failure.of(Failure.Kind.CLEARED, "QueueCleared", call.describe()));
    }

    private void fail(ToDirect.Call call, Failure failure) {
        board.answer(
                call.line().caller(),
                new ToCaller.Answered(engine.instance(), call.number(), failure, Map.of()),
                List.of());
    }

    private void answer(ToDirect.Call call, Map<String, Payload> values) {
        board.answer(
                call.line().caller(), new ToCaller.Answered(engine.instance(), call.number(), null, values), List.of());
    }

    private Behavior<Object> onAcknowledged(ToDirect.Acknowledged message) {
        board.acknowledged(message.line(), System.nanoTime());
        return this;
    }

    private Behavior<Object> onPut(ToController.Put put) {
        try {
            long taken = engine.directValues().put(put.value(), put.offset(), put.bytes(), System.nanoTime());
            put.replyTo().tell(new ToTransfer.Taken(put.value().id(), put.round(), taken));
        } catch (StokerException e) {
            put.replyTo().tell(new ToTransfer.ValueRefused(put.value().id(), String.valueOf(e.getMessage())));
        }
        return this;
    }

    private Behavior<Object> onGet(ToController.Get get) {
        try {
            byte[] part = engine.directValues().get(get.id(), get.offset(), get.length());
            get.replyTo().tell(new ToTransfer.Chunk(get.id(), get.offset(), part));
        } catch (StokerException e) {
            get.replyTo().tell(new ToTransfer.ValueRefused(get.id(), String.valueOf(e.getMessage())));
        }
        return this;
    }

    private Behavior<Object> onRing() {
        bell.heard();
        return flush();
    }

    private Behavior<Object> onTick() {
        engine.tellPrinted();
        if (workbench.isCalled()) {
            hearPrints();
        }
        return this;
    }

    private Behavior<Object> onSweep() {
        board.sweep(System.nanoTime());
        return this;
    }

    private Behavior<Object> flush() {
        board.takeUnsent().forEach(unsent -> unsent.caller().tell(unsent.message()));
        return this;
    }
}
