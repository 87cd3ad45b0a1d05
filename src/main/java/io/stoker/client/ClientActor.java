package io.stoker.client;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.wire.Bell;
import io.stoker.wire.Gate;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.time.Duration;

/**
 * Carries a client's messages to the controller and the answers back; in each ActorSystem of the JVM there is one. It
 * keeps nothing itself.
 */
final class ClientActor extends AbstractBehavior<Object> {
    /** So often it looks what is to be said again. */
    static final Duration TICK = Duration.ofMillis(200);

    private final Link link;
    private final Bell bell;
    private final ActorRef<ToClient> self;

    private record Tick() {}

    static Behavior<Object> create(Link link) {
        return Gate.before(
                Behaviors.setup(context -> Behaviors.withTimers(timers -> new ClientActor(context, timers, link))));
    }

    private ClientActor(ActorContext<Object> context, TimerScheduler<Object> timers, Link link) {
        super(context);
        this.link = link;
        this.self = context.getSelf().narrow();
        this.bell = new Bell(context.getSelf());
        link.onRing(bell::ring);
        link.sendAgain();
        timers.startTimerWithFixedDelay(new Tick(), TICK);
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(Bell.Ring.class, ring -> onRing())
                .onMessage(ToClient.Accepted.class, this::onAccepted)
                .onMessage(ToClient.Results.class, this::onResults)
                .onMessage(ToClient.Aborting.class, this::onAborting)
                .onMessage(ToClient.Cleared.class, this::onCleared)
                .onMessage(ToClient.Pinned.class, this::onPinned)
                .onMessage(ToClient.Refused.class, this::onRefused)
                .onMessage(ToClient.Watching.class, m -> onAnswer(m.request(), m))
                .onMessage(ToClient.Spun.class, m -> onAnswer(m.request(), m))
                .onMessage(ToClient.TaskAnswer.class, m -> onAnswer(m.request(), m))
                .onMessage(ToClient.StatusAnswer.class, m -> onAnswer(m.request(), m))
                .onMessage(ToClient.StatesAnswer.class, m -> onAnswer(m.request(), m))
                .onMessage(ToClient.EngineAnswer.class, m -> onAnswer(m.request(), m))
                .onMessage(ToClient.EnginesAnswer.class, m -> onAnswer(m.request(), m))
                .onMessage(ToClient.Ending.class, m -> onAnswer(m.request(), m))
                .onMessage(ToClient.NoAnswer.class, m -> onAnswer(m.request(), m))
                .onMessage(ToClient.WatchAgain.class, m -> onWatchAgain())
                .onMessage(Tick.class, tick -> onTick())
                .build();
    }

    private Behavior<Object> onRing() {
        bell.heard();
        return flush();
    }

    private Behavior<Object> onAccepted(ToClient.Accepted accepted) {
        link.commands().accepted(accepted);
        return flush();
    }

    private Behavior<Object> onAborting(ToClient.Aborting aborting) {
        link.commands().aborting(aborting);
        return flush();
    }

    private Behavior<Object> onCleared(ToClient.Cleared cleared) {
        link.commands().cleared(cleared);
        return flush();
    }

    private Behavior<Object> onPinned(ToClient.Pinned pinned) {
        link.commands().pinned(pinned);
        return flush();
    }

    private Behavior<Object> onRefused(ToClient.Refused refused) {
        link.commands().refused(refused, System.nanoTime());
        return flush();
    }

    private Behavior<Object> onResults(ToClient.Results results) {
        results.from().tell(new ToController.Received(results.delivery()));
        link.results().arrived(results);
        return this;
    }

    private Behavior<Object> onWatchAgain() {
        link.results().sendAgain();
        return flush();
    }

    private Behavior<Object> onAnswer(long request, ToClient answer) {
        link.questions().answered(request, answer);
        return this;
    }

    private Behavior<Object> onTick() {
        long tick = System.nanoTime();
        link.silence(tick);
        link.commands().repeatOverdue(tick);
        return flush();
    }

    private Behavior<Object> flush() {
        ActorRef<ToController> controller = link.controller();
        if (controller == null) {
            return this;
        }
        long tick = System.nanoTime();
        for (Commands.Batch batch = link.commands().next(tick);
                batch != null;
                batch = link.commands().next(tick)) {
            controller.tell(message(batch));
        }
        for (Results.Wanted wanted = link.results().next();
                wanted.ranges().length > 0;
                wanted = link.results().next()) {
            watch(wanted);
        }
        link.questions().due(tick, self).forEach(controller::tell);
        return this;
    }

    /** The answer only says that the question has arrived, or why it cannot be answered. */
    private void watch(Results.Wanted part) {
        var unused = link.questions()
                .ask((request, replyTo) -> new ToController.Watch(request, part.ranges(), part.brief(), replyTo))
                .exceptionally(failure -> {
                    link.results().refused(part, failure);
                    return null;
                });
    }

    private ToController message(Commands.Batch batch) {
        if (batch instanceof Commands.Aborts abort) {
            return new ToController.Abort(
                    link.instance(), abort.acknowledged(), abort.key(), abort.task(), abort.interrupt(), self);
        }
        if (batch instanceof Commands.Clears clear) {
            return new ToController.Clear(link.instance(), clear.acknowledged(), clear.key(), clear.ranges(), self);
        }
        if (batch instanceof Commands.Pins pin) {
            return new ToController.Pin(
                    link.instance(), pin.acknowledged(), pin.key(), pin.ranges(), pin.pinned(), self);
        }
        Commands.Submits submits = (Commands.Submits) batch;
        return new ToController.Submit(
                link.instance(), submits.acknowledged(), submits.firstKey(), submits.specs(), self);
    }
}
