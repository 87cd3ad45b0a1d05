package io.stoker.controller;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.ClusterEvent;
import akka.cluster.typed.Cluster;
import io.stoker.store.FencedException;
import io.stoker.store.LedgerStore;
import io.stoker.store.StoreException;
import io.stoker.wire.Alarm;
import io.stoker.wire.Child;
import io.stoker.wire.Piping;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToMember;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.Unreadable;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.link.SocketLinks;
import io.stoker.wire.values.ValueServerActor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Owns the ledger, the roster of engines and the schedule, from the moment the store is open. It takes the messages of
 * {@link ToController} as they come from other JVMs, and private ones beside them; what they mean is up to
 * {@link EngineHandler} and {@link ClientHandler}.
 *
 * <p>When anything unexpected happens, a commit that failed included, the actor is restarted from the store: engines
 * and clients repeat what was not answered.
 */
public final class Controller extends AbstractBehavior<Object> {
    private static final Duration TICK = FailureDetector.LOOK;
    /** While there are no tasks: what comes later is taken for a pause of this JVM. */
    private static final Duration IDLE_TICK = TICK.multipliedBy(2);
    /** The end of a node takes no longer, unless its machine is busy. */
    private static final Duration GONE_AFTER = Duration.ofSeconds(2);

    private final TimerScheduler<Object> timers;
    private final CommitPipeline pipeline;
    private final Admission admission;
    private final Expulsions expulsions;
    private final Audit audit;
    private final EngineHandler engines;
    private final ClientHandler clients;
    private final CodeRelay codeRelay;
    private final Channels channels;
    private final Piping piping;
    private final Intake intake;
    private final CommitDeadline deadline;
    private final Restarts restarts;
    private final RetentionHandler retention;
    private final ValueCheck check;
    private final Watchdog watchdog;
    private final ControllerGauges gauges;
    private final ActorRef<Object> values;
    private final LedgerStore store;
    private final ControllerListener listener;
    private final Lease lease;

    /** Whether tasks that nobody can run have been ended in a batch that is not durable yet. */
    private boolean expiring;

    private record Tick() {}

    /** A node that has said that it ends has done so. */
    private record Gone(String address, long uid) {}

    /**
     * The launcher of this JVM, which has started the JVM of engines, says that its process has ended. No message
     * between JVMs: nobody else can say it.
     *
     * @param node of which all these engines are, see {@link io.stoker.wire.EngineName}
     * @param code the exit code; 128 and the signal's number if a signal ended it
     */
    public record EnginesExited(String node, int code) {}

    /**
     * The controller of an ActorSystem that has formed a cluster; to be spawned as
     * {@link io.stoker.wire.HeartbeatSender#CONTROLLER_NAME} under the guardian.
     *
     * @param store opened by the actor, and closed by the caller
     * @param listener hears of engines that come and go, and that this controller is to end
     */
    public static Behavior<Object> create(ControllerSettings settings, LedgerStore store, ControllerListener listener) {
        return create(settings, store, listener, Surroundings.none());
    }

    /** As {@link #create(ControllerSettings, LedgerStore, ControllerListener)}, with all that is around it. */
    public static Behavior<Object> create(
            ControllerSettings settings, LedgerStore store, ControllerListener listener, Surroundings around) {
        FailureHistory history = around.history();
        Audit audit = around.audit();
        HeardEngines heard = new HeardEngines();
        ProvenNodes proven = new ProvenNodes(around.proofs(), around.http(), around.guests());
        Behavior<Object> standby = Standby.create(
                store,
                history,
                heard,
                proven,
                audit,
                listener,
                opened -> new CommitPipeline(settings, store, opened, around.metrics(), InstantSource.system()),
                (context, timers, ready) -> new Controller(
                        context, timers, settings, store, ready, listener, history, heard, proven, audit));
        Behavior<Object> idle = Behaviors.setup(context -> {
            around.metrics().standsBy();
            return standby;
        });
        Behavior<Object> patient = Behaviors.supervise(idle)
                .onFailure(
                        LeaseLostException.class, SupervisorStrategy.restart().withLoggingEnabled(false));
        Behavior<Object> counted = Behaviors.setup(context -> {
            history.restarts().begin(System.nanoTime());
            return patient;
        });
        Behavior<Object> quiet = Behaviors.supervise(counted)
                .onFailure(
                        CommitFailedException.class,
                        SupervisorStrategy.restart().withLoggingEnabled(false));
        return Behaviors.supervise(quiet).onFailure(Throwable.class, SupervisorStrategy.restart());
    }

    private Controller(
            ActorContext<Object> context,
            TimerScheduler<Object> timers,
            ControllerSettings settings,
            LedgerStore store,
            Standby.Ready ready,
            ControllerListener listener,
            FailureHistory history,
            HeardEngines heard,
            ProvenNodes proven,
            Audit audit) {
        super(context);
        context.setLoggerName(Controller.class);
        this.store = store;
        this.listener = listener;
        LedgerStore.Opened opened = ready.opened();
        this.lease = new Lease(opened.lease(), ready.tick());
        piping = new Piping(context);
        pipeline = ready.pipeline();
        SocketLinks.of(context.getSystem()).forget(context.getSelf()); // the sessions of the actor before are over
        channels = new Channels(
                new Alarm(context.getSelf(), timers),
                context.getLog(),
                SocketLinks.of(context.getSystem()).messages(context.getSelf()));
        this.audit = audit;
        Members members = new Members(Cluster.get(context.getSystem()));
        admission = new Admission(proven, members, audit, context.getLog());
        engines = new EngineHandler(
                context, settings, pipeline, members, proven, admission, audit, channels, listener, heard);
        clients = new ClientHandler(
                context, channels, members, admission, audit, piping, store, pipeline, engines.roster(), engines::gone);
        codeRelay = new CodeRelay(clients::find, engines.roster());
        watchdog = new Watchdog(
                context.getLog(),
                pipeline,
                instance -> engines.roster().find(instance).isPresent());
        gauges = new ControllerGauges(pipeline.metrics(), store, engines.roster(), clients::sessions, channels);
        gauges.begin(pipeline, ready.tick());
        retention = new RetentionHandler(context.getLog(), piping, store, pipeline);
        check = new ValueCheck(piping, store.values());
        intake = new Intake(context.getLog(), history.poisonCommands());
        restarts = history.restarts();
        deadline = new CommitDeadline(settings.commitTimeout(), store.place());
        values = Child.spawn(
                context,
                ValueServerActor.create(new ValueHandler(store.values(), settings.values(), store::trouble)),
                ValueServerActor.NAME);
        expulsions = new Expulsions(context.getLog(), members, proven, admission, audit, (address, reason) -> {
            clients.leaves(address);
            engines.expelled(address, reason);
            values.tell(new ValueServerActor.Forget(actor -> members.isAt(actor, address)));
        });
        this.timers = timers;
        timers.startSingleTimer(new Tick(), TICK);
        members.tellChanges(context.getSelf());
        engines.greetHeard();
        context.getLog().info("serving ledger {} under epoch {}", opened.ledgerId(), opened.epoch());
        pipeline.ahead()
                .ifPresent(latest -> context.getLog()
                        .warn(
                                "the ledger has times up to {}, which are in the future by this machine's clock: the clock"
                                        + " was ahead then, or is behind now. New tasks get the clock's time, and results that"
                                        + " ended in the future are not removed for their age",
                                latest));
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(Frame.class, m -> settled(() -> channels.receive(m, this::take)))
                .onMessage(ToController.Open.class, m -> taken(m, clients::open))
                .onMessage(ToController.Heartbeat.class, m -> taken(m, engines::heartbeat))
                .onMessage(ToController.Register.class, m -> taken(m, engines::register))
                .onMessage(ToController.FindEngine.class, m -> taken(m, engines::findEngine))
                .onMessage(ToController.ListEngines.class, m -> taken(m, engines::listEngines))
                .onMessage(ToController.Leave.class, m -> taken(m, this::leave))
                .onMessage(ToController.NodeExited.class, m -> taken(m, engines::exited))
                .onMessage(EnginesExited.class, m -> settled(() -> engines.exited(m.node(), m.code())))
                .onMessage(ToValueServer.Open.class, m -> taken(m, this::openValues))
                .onMessage(EngineHandler.EngineTerminated.class, m -> settled(() -> engines.terminated(m)))
                .onMessage(Clients.ClientEnded.class, m -> settled(() -> clients.ended(m)))
                .onMessage(ClientHandler.AskAgain.class, m -> settled(() -> clients.askAgain(m)))
                .onMessage(Alarm.Wake.class, m -> settled(() -> channels.rang(m)))
                .onMessage(ClusterEvent.UnreachableMember.class, m -> settled(() -> engines.unreachable(m.member())))
                .onMessage(ClusterEvent.ReachableMember.class, m -> settled(() -> engines.reachable(m.member())))
                .onMessage(ClusterEvent.MemberRemoved.class, m -> settled(() -> engines.removed(m.member())))
                .onMessage(Tick.class, tick -> settled(this::tick))
                .onMessage(Gone.class, gone -> settled(() -> engines.gone(gone.address(), gone.uid())))
                .onMessage(Unreadable.class, m -> settled(() -> intake.unreadable(m)))
                .onMessage(Piping.Arrived.class, m -> settled(() -> piping.arrived(m)))
                .build();
    }

    /** A message of another JVM, which is checked before it is handled. */
    private <M extends ToController> Behavior<Object> taken(M message, Consumer<M> handler) {
        intake.take(message, handler);
        return settle();
    }

    private void openValues(ToValueServer.Open m) {
        String what = "to bring and fetch large values";
        if (admission.admit(m.replyTo(), m.pass(), Admission.ALL, what) != null) {
            values.tell(m);
        }
    }

    /** An item of a channel, which is acknowledged when what it has caused is durable. */
    private void take(Peer<?> from, WireMessage item, long number) {
        if (from instanceof Client client) {
            take(client, item, number);
        } else {
            take((EngineChannel) from, item, number);
        }
    }

    private void take(Client client, WireMessage item, long number) {
        ToController.OfClient m = intake.ofClient(client, item);
        if (m instanceof ToController.Submit submit) {
            check.tasks(submit.specs(), missing -> {
                intake.handle(client, submit, () -> clients.submit(client, submit, missing));
                acknowledgeLater(client, number);
            });
            return;
        }
        if (m != null) {
            intake.handle(client, m, () -> handle(client, m));
        }
        acknowledgeLater(client, number);
    }

    private void acknowledgeLater(Peer<?> from, long number) {
        pipeline.effects().then(() -> from.acknowledge(number));
    }

    private void handle(Client client, ToController.OfClient message) {
        if (message instanceof ToController.Watch m) {
            clients.watch(client, m);
        } else if (message instanceof ToController.Abort m) {
            clients.abort(client, m);
        } else if (message instanceof ToController.Clear m) {
            clients.clear(client, m);
        } else if (message instanceof ToController.Pin m) {
            clients.pin(client, m);
        } else if (message instanceof Question.AskEngines m) {
            engines.askEngines(client, m);
        } else if (message instanceof Question.AskEngine m) {
            engines.askEngine(client, m);
        } else if (message instanceof ToController.CodeAnswer m) {
            codeRelay.answer(m);
        } else if (message instanceof Question.End m) {
            end(client, m);
        } else if (message instanceof Question m) {
            clients.answer(client, m);
        } else {
            throw new IllegalStateException("not to be handled here: a " + message.kind());
        }
    }

    private void take(EngineChannel engine, WireMessage item, long number) {
        ToController.FromEngine m = intake.fromEngine(engine, item);
        if (m instanceof ToController.EngineReport report) {
            reported(engine, report, number);
            return;
        }
        if (m instanceof ToController.GivesWay givesWay) {
            intake.handle(engine, m, () -> engines.givesWay(engine.instance(), givesWay));
        } else if (m instanceof ToController.AskCode question) {
            intake.handle(engine, m, () -> codeRelay.ask(engine, question));
        } else if (m instanceof ToController.AttemptAnswer answer) {
            intake.handle(engine, m, () -> clients.answered(engine, answer));
        } else if (m instanceof ToController.Ticket ticket) {
            intake.handle(engine, m, () -> engines.ticket(engine.instance(), ticket));
        } else if (m instanceof ToController.Properties properties) {
            intake.handle(engine, m, () -> engines.properties(engine.instance(), properties));
        }
        acknowledgeLater(engine, number);
    }

    /** The report is acknowledged when all that it says is durable, or was refused. */
    private void reported(EngineChannel engine, ToController.EngineReport m, long number) {
        String instance = engine.instance();
        int[] left = {m.ended().size() + 1};
        Runnable done = () -> {
            if (--left[0] == 0) {
                acknowledgeLater(engine, number);
            }
        };
        for (ToController.AttemptReport report : m.ended()) {
            check.report(engines.readable(instance, report), checked -> {
                ended(instance, checked);
                done.run();
            });
        }
        engines.started(instance, m.started());
        done.run();
    }

    private void ended(String instance, ToController.AttemptReport report) {
        intake.handle(
                report, () -> engines.ended(instance, report), evidence -> engines.refuseReport(report, evidence));
    }

    private void end(Client client, Question.End m) {
        getContext().getLog().warn("a client has ended this controller; its ledger is kept");
        audit.ended(client.who(), client.instance());
        client.tell(new ToClient.Ending(m.request()));
        channels.flush();
        listener.toEnd();
    }

    /** Nobody need wait for the end of a node that says it ends. */
    private void leave(ToController.Leave m) {
        ProvenNode node = engines.leaves(m);
        if (node != null) {
            clients.leaves(m.address());
            timers.startSingleTimer(new Gone(m.address(), m.uid()), GONE_AFTER);
            pipeline.effects().tell(m.replyTo(), new ToMember.Left(node.challenge()));
        }
    }

    private void tick() {
        long tick = System.nanoTime();
        keepLease(tick);
        watchCommit(tick);
        lookAtClock();
        retention.wake();
        pipeline.reclaimOverdue();
        expireUnmet();
        expulsions.look(tick);
        engines.look();
        watchdog.look();
        gauges.look(tick);
        clients.look(tick);
        timers.startSingleTimer(new Tick(), pipeline.ledger().open().isEmpty() ? IDLE_TICK : TICK);
    }

    private void lookAtClock() {
        Duration jump = pipeline.lookAtClock();
        if (!jump.isZero()) {
            getContext()
                    .getLog()
                    .warn(
                            "this machine's clock was set {} by {} s, or the machine was suspended; no result is removed for its age"
                                    + " until the clock has run evenly for ten minutes",
                            jump.isNegative() ? "back" : "forward",
                            jump.abs().toSeconds());
        }
    }

    /** A slice in each commit, and what others have sent between them. */
    private void expireUnmet() {
        if (!expiring && pipeline.expireUnmet()) {
            expiring = true;
            pipeline.effects()
                    .then(() -> piping.later(() -> {
                        expiring = false;
                        expireUnmet();
                    }));
        }
    }

    private void keepLease(long tick) {
        if (lease.isOver(tick)) {
            throw lost("it was frozen, or could not reach the ledger, for longer than its lease");
        }
        if (lease.isDue(tick)) {
            piping.pipe(store.renew(), (nothing, failure) -> renewed(tick, failure));
        }
    }

    private void renewed(long tick, @Nullable Throwable failure) {
        stopIfFenced(failure);
        lease.answered(tick, failure == null);
    }

    /** A commit that does not end is a disk or database that hangs: no other commit would fare better. */
    private void watchCommit(long tick) {
        String late = deadline.late(tick);
        if (late != null) {
            getContext().getLog().warn("{}", late);
        }
        if (deadline.isOver(tick)) {
            listener.stuck(deadline.reason());
            throw commitFailed(new StoreException(deadline.reason()));
        }
    }

    private void stopIfFenced(@Nullable Throwable failure) {
        if (failure != null && StageFailures.of(failure) instanceof FencedException fenced) {
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
        for (CompletionStage<Void> commit = nextCommit(); commit != null; commit = nextCommit()) {
            CompletableFuture<Void> done = commit.toCompletableFuture();
            if (!done.isDone() || done.isCompletedExceptionally()) {
                deadline.begin(System.nanoTime());
                piping.pipe(commit, (nothing, failure) -> committed(failure));
                break;
            }
            release();
        }
        channels.flush();
        return this;
    }

    private @Nullable CompletionStage<Void> nextCommit() {
        pipeline.handOut(engines.roster());
        return pipeline.commit();
    }

    private void committed(@Nullable Throwable failure) {
        deadline.end();
        if (failure != null) {
            clients.refuseUncommitted(failure);
            stopIfFenced(failure);
            throw commitFailed(StageFailures.of(failure));
        }
        release();
    }

    /** Said here, in one line if the store could explain it. */
    private CommitFailedException commitFailed(Throwable cause) {
        restarts.commitFailed();
        CommitFailedException failed = new CommitFailedException(cause);
        getContext().getLog().error(failed.getMessage(), StageFailures.trace(cause));
        return failed;
    }

    private void release() {
        if (pipeline.release(engines.roster(), clients.watchers())) {
            restarts.committed();
        }
        retention.wake();
    }
}
