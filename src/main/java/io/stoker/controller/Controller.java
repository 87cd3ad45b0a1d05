package io.stoker.controller;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.ClusterEvent;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import io.stoker.store.FencedException;
import io.stoker.store.LedgerStore;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Owns the ledger, the roster of engines and the schedule, from the moment the store is open. It takes the messages of
 * {@link ToController} as they come from other JVMs, and private ones beside them; what they mean is up to
 * {@link EngineDesk} and {@link ClientDesk}.
 *
 * <p>When anything unexpected happens, a commit that failed included, the actor is restarted from the store: engines
 * and clients repeat what was not answered.
 */
public final class Controller extends AbstractBehavior<Object> {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Books books;
    private final EngineDesk engines;
    private final ClientDesk clients;
    private final Suspects suspects;
    private final RetentionDesk retention;
    private final ValueCheck check;
    private final Watchdog watchdog;
    private final ActorRef<Object> values;
    private final LedgerStore store;
    private final ControllerListener listener;
    private final Lease lease;

    /** Whether tasks that nobody can run have been ended in a batch that is not durable yet. */
    private boolean expiring;

    private record Tick() {}

    /** Some of the tasks that nobody can run have ended durably; there may be more. */
    private record Expired(Books books) {}

    /** The lease was renewed for these books, or was not. */
    private record Renewed(Books books, long tick, @Nullable Throwable failure) {}

    /** A commit has ended: one of these books, for an earlier actor's may come late. */
    private record Committed(Books books, @Nullable Throwable failure) {}

    /**
     * The controller of an ActorSystem that has formed a cluster; to be spawned as
     * {@link io.stoker.wire.Presence#CONTROLLER_NAME} under the guardian.
     *
     * @param store opened by the actor, and closed by the caller
     * @param listener hears of engines that come and go, and that this controller is to end
     */
    public static Behavior<Object> create(ControllerSettings settings, LedgerStore store, ControllerListener listener) {
        Suspects suspects = new Suspects();
        Behavior<Object> opening = Opening.create(
                store,
                (context, timers, opened) ->
                        new Controller(context, timers, settings, store, opened, listener, suspects));
        Behavior<Object> patient = Behaviors.supervise(opening)
                .onFailure(
                        LeaseLostException.class, SupervisorStrategy.restart().withLoggingEnabled(false));
        return Behaviors.supervise(patient).onFailure(RuntimeException.class, SupervisorStrategy.restart());
    }

    private Controller(
            ActorContext<Object> context,
            TimerScheduler<Object> timers,
            ControllerSettings settings,
            LedgerStore store,
            LedgerStore.Opened opened,
            ControllerListener listener,
            Suspects suspects) {
        super(context);
        context.setLoggerName(Controller.class);
        this.suspects = suspects;
        this.store = store;
        this.listener = listener;
        this.lease = new Lease(opened.lease(), System.nanoTime());
        books = new Books(settings, store, opened);
        engines = new EngineDesk(context, settings, books, new Members(Cluster.get(context.getSystem())), listener);
        clients = new ClientDesk(context, store, books, engines.roster());
        watchdog = new Watchdog(
                context.getLog(),
                books,
                instance -> engines.roster().find(instance).isPresent());
        retention = new RetentionDesk(context, store, books);
        check = new ValueCheck(context, store.values());
        values = context.spawn(ValueDesk.create(store.values(), settings.values(), store::trouble), "values");
        timers.startTimerWithFixedDelay(new Tick(), TICK);
        Cluster.get(context.getSystem())
                .subscriptions()
                .tell(new Subscribe<>(context.getSelf().narrow(), ClusterEvent.ReachabilityEvent.class));
        Cluster.get(context.getSystem())
                .subscriptions()
                .tell(new Subscribe<>(context.getSelf().narrow(), ClusterEvent.MemberRemoved.class));
        context.getSystem()
                .receptionist()
                .tell(Receptionist.subscribe(ToEngine.KEY, context.getSelf().narrow()));
        context.getLog().info("serving ledger {} under epoch {}", opened.ledgerId(), opened.epoch());
        books.ahead()
                .ifPresent(latest -> context.getLog()
                        .warn(
                                "the ledger tells of moments up to {}, which is in the future by this machine's clock: the clock"
                                        + " was ahead then, or is behind now. New tasks get the clock's time, and what has"
                                        + " ended in the future is not removed for its age",
                                latest));
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(ToController.EngineReport.class, this::onReport)
                .onMessage(ToController.Submit.class, this::onSubmit)
                .onMessage(ToController.Watch.class, m -> settled(() -> clients.watch(m)))
                .onMessage(ToController.Abort.class, this::onAbort)
                .onMessage(ToController.Clear.class, this::onClear)
                .onMessage(ToController.Pin.class, this::onPin)
                .onMessage(ToController.Spin.class, m -> settled(() -> clients.spin(m)))
                .onMessage(ToController.AskTask.class, m -> settled(() -> clients.askTask(m)))
                .onMessage(ToController.AskStatus.class, m -> settled(() -> clients.askStatus(m)))
                .onMessage(ToController.AskStates.class, m -> settled(() -> clients.askStates(m)))
                .onMessage(ToController.AskEngines.class, m -> settled(() -> engines.askEngines(m)))
                .onMessage(ToController.Here.class, m -> settled(() -> engines.here(m)))
                .onMessage(ToController.Hello.class, m -> settled(() -> engines.hello(m)))
                .onMessage(ToController.GivesWay.class, m -> settled(() -> engines.givesWay(m)))
                .onMessage(ToController.AskEngine.class, m -> settled(() -> engines.askEngine(m)))
                .onMessage(ToController.Properties.class, m -> settled(() -> engines.properties(m)))
                .onMessage(ToController.EngineExited.class, m -> settled(() -> engines.exited(m)))
                .onMessage(EngineDesk.EngineTerminated.class, m -> settled(() -> engines.terminated(m)))
                .onMessage(ClientDesk.ClientTerminated.class, m -> settled(() -> clients.terminated(m)))
                .onMessage(
                        Receptionist.Listing.class,
                        m -> settled(() -> engines.listed(m.getAllServiceInstances(ToEngine.KEY))))
                .onMessage(ClusterEvent.UnreachableMember.class, m -> settled(() -> engines.unreachable(m.member())))
                .onMessage(ClusterEvent.ReachableMember.class, m -> settled(() -> engines.reachable(m.member())))
                .onMessage(ClusterEvent.MemberRemoved.class, m -> settled(() -> engines.removed(m.member())))
                .onMessage(ToController.End.class, this::onEnd)
                .onMessage(ToController.OfValue.class, this::onValue)
                .onMessage(ValueCheck.Checked.class, m -> settled(m.then()))
                .onMessage(RetentionDesk.Looked.class, m -> settled(() -> retention.looked(m)))
                .onMessage(ClientDesk.Found.class, m -> settled(() -> clients.found(m)))
                .onMessage(Delivery.Vanished.class, m -> settled(() -> clients.vanished(m)))
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Expired.class, this::onExpired)
                .onMessage(Committed.class, this::onCommitted)
                .onMessage(Renewed.class, this::onRenewed)
                .build();
    }

    private Behavior<Object> onSubmit(ToController.Submit m) {
        check.tasks(m.specs(), missing -> submit(m, missing));
        return settle();
    }

    private void submit(ToController.Submit m, Set<UUID> missing) {
        String name = m.session() + "#" + m.firstKey();
        suspects.handle(
                name,
                () -> clients.submit(m, missing),
                evidence -> clients.refuseBroken(
                        m.replyTo(), m.firstKey(), m.specs().size(), evidence));
    }

    private Behavior<Object> onAbort(ToController.Abort m) {
        String name = m.session() + "#" + m.key();
        suspects.handle(
                name, () -> clients.abort(m), evidence -> clients.refuseBroken(m.replyTo(), m.key(), 1, evidence));
        return settle();
    }

    private Behavior<Object> onClear(ToController.Clear m) {
        String name = m.session() + "#" + m.key();
        suspects.handle(
                name, () -> clients.clear(m), evidence -> clients.refuseBroken(m.replyTo(), m.key(), 1, evidence));
        return settle();
    }

    private Behavior<Object> onPin(ToController.Pin m) {
        String name = m.session() + "#" + m.key();
        suspects.handle(
                name, () -> clients.pin(m), evidence -> clients.refuseBroken(m.replyTo(), m.key(), 1, evidence));
        return settle();
    }

    private Behavior<Object> onReport(ToController.EngineReport m) {
        for (ToController.AttemptReport report : m.ended()) {
            check.report(report, checked -> ended(m.instance(), checked));
        }
        engines.started(m.instance(), m.started());
        return settle();
    }

    private void ended(String instance, ToController.AttemptReport report) {
        String name = "report of " + report.attempt();
        suspects.handle(
                name,
                () -> engines.ended(instance, report),
                evidence -> engines.refuseReport(instance, report, evidence));
    }

    private Behavior<Object> onValue(ToController.OfValue m) {
        values.tell(m);
        return this;
    }

    private Behavior<Object> onEnd(ToController.End m) {
        getContext().getLog().warn("a client ends this controller; its ledger stays");
        m.replyTo().tell(new ToClient.Ending(m.request()));
        listener.toEnd();
        return this;
    }

    private Behavior<Object> onTick() {
        keepLease(System.nanoTime());
        lookAtClock();
        retention.wake();
        books.recallOverdue();
        expireUnmet();
        engines.look();
        watchdog.look();
        return settle();
    }

    private void lookAtClock() {
        Duration jump = books.lookAtClock();
        if (!jump.isZero()) {
            getContext()
                    .getLog()
                    .warn(
                            "this machine's clock was set {} by {} s, or the machine has slept; no result goes for its age"
                                    + " until the clock has run evenly for ten minutes",
                            jump.isNegative() ? "back" : "forward",
                            jump.abs().toSeconds());
        }
    }

    /** A slice in each commit, and what others have sent between them. */
    private void expireUnmet() {
        if (!expiring && books.expireUnmet()) {
            expiring = true;
            books.outgoing().then(() -> getContext().getSelf().tell(new Expired(books)));
        }
    }

    private Behavior<Object> onExpired(Expired expired) {
        if (expired.books() == books) {
            expiring = false;
            expireUnmet();
        }
        return settle();
    }

    private void keepLease(long tick) {
        if (lease.isOver(tick)) {
            throw lost("it was frozen, or could not reach the ledger, for longer than its lease lasts");
        }
        if (lease.isDue(tick)) {
            getContext().pipeToSelf(store.renew(), (nothing, failure) -> new Renewed(books, tick, failure));
        }
    }

    private Behavior<Object> onRenewed(Renewed renewed) {
        if (renewed.books() == books) {
            stopIfFenced(renewed.failure());
            lease.answered(renewed.tick(), renewed.failure() == null);
        }
        return this;
    }

    private void stopIfFenced(@Nullable Throwable failure) {
        if (failure != null && Causes.of(failure) instanceof FencedException fenced) {
            throw lost(String.valueOf(fenced.getMessage()));
        }
    }

    private LeaseLostException lost(String reason) {
        LeaseLostException lost = new LeaseLostException(reason);
        getContext().getLog().warn("{}", lost.getMessage());
        return lost;
    }

    private Behavior<Object> settled(Runnable handler) {
        handler.run();
        return settle();
    }

    /**
     * Hands out what can be handed out, and commits and releases until there is a commit to wait for or nothing left.
     */
    private Behavior<Object> settle() {
        while (true) {
            books.handOut(engines.roster());
            CompletionStage<Void> commit = books.commit();
            if (commit == null) {
                return this;
            }
            CompletableFuture<Void> done = commit.toCompletableFuture();
            if (!done.isDone() || done.isCompletedExceptionally()) {
                getContext().pipeToSelf(commit, (nothing, failure) -> new Committed(books, failure));
                return this;
            }
            release();
        }
    }

    private Behavior<Object> onCommitted(Committed committed) {
        if (committed.books() != books) {
            return this;
        }
        if (committed.failure() != null) {
            clients.refuseUncommitted(committed.failure());
            stopIfFenced(committed.failure());
            throw new CommitFailedException(committed.failure());
        }
        release();
        return settle();
    }

    private void release() {
        books.release(engines.roster(), clients.watchers());
        retention.wake();
    }
}
