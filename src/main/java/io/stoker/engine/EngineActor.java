package io.stoker.engine;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.task.AttemptId;
import io.stoker.wire.Batches;
import io.stoker.wire.BoundedLog;
import io.stoker.wire.Child;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.SendingActor;
import io.stoker.wire.Sizes;
import io.stoker.wire.ToController;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToEngine;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Link;
import io.stoker.wire.channel.Links;
import io.stoker.wire.channel.Pump;
import io.stoker.wire.link.SocketLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The engine's end of its session with the controller; in each ActorSystem of the JVM there is one. {@code Identify}
 * begins a session, and is answered with what the engine holds. A restart of the actor continues the session.
 */
final class EngineActor extends SendingActor {
    private static final String DIRECT = "direct";
    /** A task that is over sooner is reported as ended, and its start is not worth a message. */
    private static final Duration START_NOTICE = Duration.ofMillis(20);
    /** Of controllers that have not been believed yet. */
    private static final int MOST_HELD = 8;
    /** So often the controller has been heard of in the meantime. */
    private static final int MOST_LOOKS = 3;

    private final TimerScheduler<Object> timers;
    private final EngineProcess engine;
    private final EngineWorkQueue queue;
    private final BoundedLog refused;
    private final SessionOfNow ofNow;
    private final Links links;
    private long toldProperties;
    private boolean toldGivesWay;
    private final ActorRef<ToDirect> direct;
    private final List<Held> held = new ArrayList<>();

    private record StartNotice() {}

    private record Served() {}

    /** It may have overtaken what makes its controller believed. */
    private record Held(ToEngine.Identify identify, int looks) {}

    /** Outlives a restart of the actor, as nobody asks it again. */
    private static final class SessionOfNow {
        private @Nullable Session session;
    }

    /**
     * A session with a controller.
     *
     * @param registered whether it has registered the engine, which reports nothing before
     * @param reports what has ended in each report that is not acknowledged, by the number of its item
     */
    private record Session(
            Pump<WireMessage, ToController.FromEngine> pump,
            boolean registered,
            TreeMap<Long, List<AttemptReport>> reports) {}

    static Behavior<Object> create(EngineProcess engine, EngineWorkQueue queue) {
        SessionOfNow ofNow = new SessionOfNow();
        Behavior<Object> actor = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new EngineActor(context, timers, engine, queue, ofNow)));
        // Its child stays: the controller and callers know it.
        return Behaviors.supervise(actor)
                .onFailure(Throwable.class, SupervisorStrategy.restart().withStopChildren(false));
    }

    private EngineActor(
            ActorContext<Object> context,
            TimerScheduler<Object> timers,
            EngineProcess engine,
            EngineWorkQueue queue,
            SessionOfNow ofNow) {
        super(context, timers);
        this.timers = timers;
        this.engine = engine;
        this.queue = queue;
        this.ofNow = ofNow;
        this.links = SocketLinks.of(context.getSystem()).messages(context.getSelf());
        this.refused = new BoundedLog(context.getLog());
        queue.onNews(this::wake);
        ActorRef<Object> self = context.getSelf();
        engine.onServed(() -> self.tell(new Served()));
        wake();
        if (queue.isBusy()) {
            timers.startSingleTimer(StartNotice.class, new StartNotice(), START_NOTICE);
        }
        direct = context.getChild(DIRECT)
                .<ActorRef<ToDirect>>map(ActorRef::unsafeUpcast)
                .orElseGet(() -> Child.spawn(context, DirectActor.create(engine, queue), DIRECT)
                        .narrow());
    }

    @Override
    public Receive<Object> createReceive() {
        return receiver()
                .onMessage(ToEngine.Identify.class, this::onIdentify)
                .onMessage(Served.class, served -> onServed())
                .onMessage(StartNotice.class, notice -> onStartNotice())
                // The controller and callers know the one that has ended, and its node begins anew.
                .onSignal(Terminated.class, ended -> Behaviors.stopped())
                .build();
    }

    private Behavior<Object> onIdentify(ToEngine.Identify identify) {
        if (!gate.admits(identify)) {
            return this;
        }
        if (engine.believes(identify.pass())) {
            return believed(identify);
        }
        if (held.size() == MOST_HELD) {
            held.remove(0);
        }
        held.add(new Held(identify, 0));
        return this;
    }

    private Behavior<Object> onServed() {
        List<Held> all = List.copyOf(held);
        held.clear();
        for (Held one : all) {
            if (engine.believes(one.identify().pass())) {
                believed(one.identify());
            } else if (one.looks() < MOST_LOOKS) {
                held.add(new Held(one.identify(), one.looks() + 1));
            } else {
                refused.error("refused an Identify of "
                        + one.identify().controller().path().address()
                        + ", which has not proven that it is the controller");
            }
        }
        return all.isEmpty() ? this : flush();
    }

    private Behavior<Object> believed(ToEngine.Identify identify) {
        if (!engine.admits(identify.ledgerId(), identify.epoch())) {
            refused.error("refused a " + identify.kind() + " of epoch " + identify.epoch()
                    + ": that controller has lost the lease");
            return this;
        }
        Session before = ofNow.session;
        if (before == null || !before.pump().session().equals(identify.session())) {
            if (before != null) {
                before.pump().close();
            }
            Link<ToController.FromEngine> link = links.to(identify.controller(), identify.session());
            ofNow.session = new Session(
                    new Pump<>(identify.session(), 0, link, Limits.MESSAGES, Sizes::ofItem), false, new TreeMap<>());
        }
        EngineIdentity.Properties properties = engine.identity().properties();
        toldProperties = properties.version();
        HeldAttempts held = queue.held();
        toldGivesWay = held.givesWay();
        identify.controller()
                .tell(new ToController.Register(
                        WireMessage.VERSION,
                        identify.at(),
                        identify.session(),
                        engine.instance(),
                        engine.claimedId(),
                        engine.languages(),
                        properties.now(),
                        properties.version(),
                        properties.draining(),
                        held,
                        getContext().getSelf().narrow(),
                        direct,
                        engine.ticket(),
                        engine.key(),
                        identify.pass()));
        return this;
    }

    @Override
    protected void receive(Frame<?> frame) {
        Session now = ofNow.session;
        if (now == null || !gate.admits(frame) || !now.pump().isOf(frame)) {
            return;
        }
        String flaw = now.pump().flaw(frame);
        if (flaw != null) {
            refused.error("dropped a frame of the controller: " + flaw);
            return;
        }
        long tick = System.nanoTime();
        receive(now.pump(), frame, tick);
        now.pump().acknowledgeUpTo(now.pump().received(), tick);
        var known = now.reports().headMap(now.pump().acknowledged(), true);
        known.values().forEach(reports -> reports.forEach(report -> queue.acknowledge(report.attempt())));
        known.clear();
    }

    @SuppressWarnings("unchecked") // items are looked at one by one
    private void receive(Pump<WireMessage, ?> pump, Frame<?> frame, long tick) {
        pump.receive((Frame<WireMessage>) frame, tick, (item, number) -> taken(item));
    }

    private void taken(WireMessage item) {
        if (!gate.admits(item)) {
            return;
        }
        if (item instanceof ToEngine.Assign assign) {
            assign(assign.assignments());
        } else if (item instanceof ToEngine.Revoke revoke) {
            revoke.attempts().forEach(queue::revoke);
        } else if (item instanceof ToEngine.Interrupt interrupt) {
            interrupt(interrupt.attempts());
        } else if (item instanceof ToEngine.Drop drop) {
            drop(drop.attempts());
        } else if (item instanceof ToEngine.CodeAnswer answer) {
            engine.codeQuestions().answered(answer);
        } else if (item instanceof ToEngine.ClientIsAbsent absent) {
            engine.codeQuestions().absent(absent);
        } else if (item instanceof ToEngine.AskAttempt question) {
            engine.attemptLook().ask(question);
        } else if (item instanceof ToEngine.Expelled expelled) {
            engine.changeTicket();
            direct.<Object>unsafeUpcast().tell(new DirectActor.Expel(expelled.address()));
            Objects.requireNonNull(ofNow.session).pump().send(new ToController.Ticket(engine.ticket()));
        } else if (item instanceof ToEngine.Registered registered) {
            registered(registered);
        } else {
            refused.error("dropped a " + item.kind() + " of the controller: it is nothing that an engine gets");
        }
    }

    private void registered(ToEngine.Registered registered) {
        engine.registered(registered.engineId());
        drop(registered.drop());
        Session now = Objects.requireNonNull(ofNow.session);
        if (!now.registered()) { // or what is not acknowledged is in this session already
            queue.sendAgain();
            ofNow.session = new Session(now.pump(), true, now.reports());
        }
    }

    private void assign(List<ToEngine.Assignment> assignments) {
        assignments.forEach(queue::add);
        if (!timers.isTimerActive(StartNotice.class)) {
            timers.startSingleTimer(StartNotice.class, new StartNotice(), START_NOTICE);
        }
        if (queue.givesWayToCalls()) {
            toldGivesWay = false; // whoever assigns it does not know
        }
    }

    private void interrupt(List<AttemptId> attempts) {
        for (AttemptId attempt : attempts) {
            queue.revoke(attempt);
            engine.interrupt(queue.running(attempt));
        }
    }

    private void drop(List<AttemptId> attempts) {
        attempts.forEach(attempt -> engine.interrupt(queue.drop(attempt)));
    }

    private Behavior<Object> onStartNotice() {
        Session now = ofNow.session;
        List<AttemptId> started = queue.takeStarted();
        if (now != null && now.registered() && !started.isEmpty()) {
            now.pump().send(new ToController.EngineReport(started, List.of()));
        }
        if (queue.isBusy()) {
            timers.startSingleTimer(StartNotice.class, new StartNotice(), START_NOTICE);
        }
        return flush();
    }

    /** Before the report of the attempt that changed them, so that whoever waits for that one finds them changed. */
    private void tellProperties(Session now) {
        EngineIdentity.Properties properties = engine.identity().properties();
        if (properties.version() > toldProperties) {
            toldProperties = properties.version();
            now.pump().send(new ToController.Properties(properties.version(), properties.now(), properties.draining()));
        }
    }

    /** Before what it gives back, so that this is not assigned to it again. */
    private void tellGivesWay(Session now) {
        boolean givesWay = queue.givesWayToCalls();
        if (givesWay != toldGivesWay) {
            toldGivesWay = givesWay;
            now.pump().send(new ToController.GivesWay(givesWay));
        }
    }

    /**
     * Sends what there is to report. The reports are taken before the properties are looked at: what an attempt has
     * changed is then among these.
     */
    @Override
    protected OptionalLong send(long tick) {
        Session now = ofNow.session;
        if (now == null) {
            return OptionalLong.empty();
        }
        if (now.registered()) {
            List<AttemptReport> ended = queue.takeUnsent();
            tellProperties(now);
            tellGivesWay(now);
            engine.codeQuestions().takeUnsent().forEach(now.pump()::send);
            engine.attemptLook().takeUnsent().forEach(now.pump()::send);
            for (List<AttemptReport> batch : Batches.cut(ended, AttemptReport::size)) {
                now.reports().put(now.pump().send(new ToController.EngineReport(List.of(), batch)), batch);
            }
        }
        now.pump().flush(tick);
        return now.pump().wakeAt();
    }
}
