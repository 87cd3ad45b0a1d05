package io.stoker.engine;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import io.stoker.task.AttemptId;
import io.stoker.wire.Batches;
import io.stoker.wire.Bell;
import io.stoker.wire.BoundedLog;
import io.stoker.wire.Child;
import io.stoker.wire.Gate;
import io.stoker.wire.Load;
import io.stoker.wire.Serving;
import io.stoker.wire.ToController;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToEngine;
import io.stoker.wire.WireMessage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Talks with the controller for an engine: in each ActorSystem of the JVM there is one. It holds nothing that would be
 * missed; a restart or a replacement begins with a greeting, which is answered with what the engine holds.
 */
final class EngineActor extends AbstractBehavior<Object> {
    private static final String DIRECT = "direct";
    private static final Duration REPEAT = Duration.ofSeconds(2);
    /** A task that is over sooner is reported as ended, and its start is not worth a message. */
    private static final Duration START_NOTICE = Duration.ofMillis(20);

    private final TimerScheduler<Object> timers;
    private final EngineProcess engine;
    private final Workbench workbench;
    private final BoundedLog outdated;
    private final Bell bell;
    private @Nullable ActorRef<ToController> controller;
    private long toldProperties;
    private boolean toldGivesWay;
    private final ActorRef<ToDirect> direct;

    private record StartNotice() {}

    private record Repeat() {}

    static Behavior<Object> create(EngineProcess engine, Workbench workbench) {
        Behavior<Object> actor = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new EngineActor(context, timers, engine, workbench)));
        // Its child stays: the controller and callers know it.
        return Behaviors.supervise(Gate.before(actor))
                .onFailure(Throwable.class, SupervisorStrategy.restart().withStopChildren(false));
    }

    private EngineActor(
            ActorContext<Object> context, TimerScheduler<Object> timers, EngineProcess engine, Workbench workbench) {
        super(context);
        this.timers = timers;
        this.engine = engine;
        this.workbench = workbench;
        this.outdated = new BoundedLog(context.getLog());
        Serving serving = engine.serving();
        // After a restart of this actor nobody greets it again.
        this.controller = serving == null ? null : serving.controller();
        this.bell = new Bell(context.getSelf());
        workbench.onNews(bell::ring);
        direct = context.getChild(DIRECT)
                .<ActorRef<ToDirect>>map(ActorRef::unsafeUpcast)
                .orElseGet(() -> Child.spawn(context, DirectActor.create(engine, workbench), DIRECT)
                        .narrow());
        timers.startTimerWithFixedDelay(new Repeat(), REPEAT);
        context.getSystem()
                .receptionist()
                .tell(Receptionist.register(ToEngine.KEY, context.getSelf().narrow()));
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(ToEngine.class, this::isOutdated, this::onOutdated)
                .onMessage(ToEngine.Assign.class, this::onAssign)
                .onMessage(ToEngine.Acknowledge.class, this::onAcknowledge)
                .onMessage(ToEngine.Revoke.class, this::onRevoke)
                .onMessage(ToEngine.Interrupt.class, this::onInterrupt)
                .onMessage(ToEngine.Drop.class, this::onDrop)
                .onMessage(ToEngine.Greeting.class, this::onGreeting)
                .onMessage(ToEngine.Welcome.class, this::onWelcome)
                .onMessage(Bell.Ring.class, ring -> onRing())
                .onMessage(StartNotice.class, notice -> onStartNotice())
                .onMessage(Repeat.class, repeat -> onRepeat())
                // The controller and callers know the one that has ended, and its node begins anew.
                .onSignal(Terminated.class, ended -> Behaviors.stopped())
                .build();
    }

    private boolean isOutdated(ToEngine message) {
        return message instanceof ToEngine.Greeting greeting
                ? !engine.admits(greeting.ledgerId(), greeting.epoch())
                : !engine.admits(message.epoch());
    }

    private Behavior<Object> onOutdated(ToEngine message) {
        outdated.error("refused a " + message.kind() + " of epoch " + message.epoch()
                + ": that controller has lost the lease");
        return this;
    }

    private Behavior<Object> onGreeting(ToEngine.Greeting greeting) {
        controller = greeting.controller();
        EngineSelf.Properties properties = engine.self().properties();
        toldProperties = properties.version();
        Load load = workbench.load();
        toldGivesWay = load.givesWay();
        greeting.controller()
                .tell(new ToController.Hello(
                        WireMessage.VERSION,
                        greeting.at(),
                        engine.instance(),
                        engine.claimedId(),
                        engine.languages(),
                        properties.now(),
                        properties.version(),
                        load,
                        getContext().getSelf().narrow(),
                        direct));
        return this;
    }

    private Behavior<Object> onWelcome(ToEngine.Welcome welcome) {
        engine.registered(welcome.engineId());
        drop(welcome.drop());
        workbench.sendAgain();
        return flush();
    }

    private Behavior<Object> onAssign(ToEngine.Assign assign) {
        assign.assignments().forEach(workbench::add);
        if (!timers.isTimerActive(StartNotice.class)) {
            timers.startSingleTimer(StartNotice.class, new StartNotice(), START_NOTICE);
        }
        if (workbench.givesWayToCalls()) {
            toldGivesWay = false; // whoever assigns it does not know
            return flush();
        }
        return this;
    }

    private Behavior<Object> onAcknowledge(ToEngine.Acknowledge acknowledge) {
        acknowledge.attempts().forEach(workbench::acknowledge);
        return flush();
    }

    private Behavior<Object> onRevoke(ToEngine.Revoke revoke) {
        revoke.attempts().forEach(workbench::revoke);
        return flush();
    }

    private Behavior<Object> onInterrupt(ToEngine.Interrupt interrupt) {
        for (AttemptId attempt : interrupt.attempts()) {
            workbench.revoke(attempt);
            engine.interrupt(workbench.running(attempt));
        }
        return flush();
    }

    private Behavior<Object> onDrop(ToEngine.Drop drop) {
        drop(drop.attempts());
        return this;
    }

    private void drop(List<AttemptId> attempts) {
        attempts.forEach(attempt -> engine.interrupt(workbench.drop(attempt)));
    }

    private Behavior<Object> onRing() {
        bell.heard();
        return flush();
    }

    private Behavior<Object> onStartNotice() {
        ActorRef<ToController> to = controller;
        List<AttemptId> started = workbench.takeStarted();
        if (to != null && !started.isEmpty()) {
            to.tell(new ToController.EngineReport(engine.instance(), started, List.of()));
        }
        if (workbench.isBusy()) {
            timers.startSingleTimer(StartNotice.class, new StartNotice(), START_NOTICE);
        }
        return this;
    }

    private Behavior<Object> onRepeat() {
        if (workbench.isAwaiting()) {
            workbench.sendAgain();
        }
        return flush();
    }

    /** Before the report of the attempt that changed them, so that whoever waits for that one finds them changed. */
    private void tellProperties(ActorRef<ToController> to) {
        EngineSelf.Properties properties = engine.self().properties();
        if (properties.version() > toldProperties) {
            toldProperties = properties.version();
            to.tell(new ToController.Properties(engine.instance(), properties.version(), properties.now()));
        }
    }

    /** Before what it gives back, so that this is not assigned to it again. */
    private void tellGivesWay(ActorRef<ToController> to) {
        boolean now = workbench.givesWayToCalls();
        if (now != toldGivesWay) {
            toldGivesWay = now;
            to.tell(new ToController.GivesWay(engine.instance(), now));
        }
    }

    /**
     * Sends what there is to report, unless an earlier report is still unacknowledged: then it gathers. The reports are
     * taken before the properties are looked at: what an attempt has changed is then among these.
     */
    private Behavior<Object> flush() {
        ActorRef<ToController> to = controller;
        if (to != null) {
            List<ToController.AttemptReport> reports = workbench.isAwaiting() ? List.of() : workbench.takeUnsent();
            tellProperties(to);
            tellGivesWay(to);
            for (List<ToController.AttemptReport> batch : Batches.cut(reports, ToController.AttemptReport::size)) {
                to.tell(new ToController.EngineReport(engine.instance(), List.of(), batch));
            }
        }
        return this;
    }
}
