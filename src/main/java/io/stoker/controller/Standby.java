package io.stoker.controller;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import io.stoker.store.DamagedException;
import io.stoker.store.LeaseHeldException;
import io.stoker.store.LedgerStore;
import io.stoker.wire.Gate;
import io.stoker.wire.Piping;
import io.stoker.wire.ToController;
import io.stoker.wire.ToMember;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The controller before it has the ledger: it tries until it succeeds, and tells clients why it cannot serve. Engines
 * simply repeat themselves. While another controller has the lease it is a stand-by in the other's cluster; only who
 * has the lease forms one.
 */
final class Standby extends AbstractBehavior<Object> {
    private static final String HERE =
            ", which is also this controller's address: either it has just ended and its lease will expire, or it runs on"
                    + " another machine, and each controller needs its own address (--host)";
    private static final String CANNOT_BE_OPENED = "the ledger cannot be opened: ";
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration JUST_AFTER = Duration.ofMillis(20);
    /**
     * Who is in the cluster of the controller that has died goes before who has just started: engines and clients need
     * not join anew.
     */
    private static final Duration PRECEDENCE = Duration.ofSeconds(1);

    private final TimerScheduler<Object> timers;
    private final LedgerStore store;
    private final FailureHistory history;
    private final HeardEngines heard;
    private final Admission admission;
    private final ControllerListener listener;
    private final Function<LedgerStore.Opened, CommitPipeline> reading;
    private final Serving serving;
    private final Members members;
    private final Cluster cluster;
    private final Piping piping;
    /** Itself, until the ledger is open. */
    private Behavior<Object> next = this;

    private String reason = "the ledger is being opened";
    /** The address of the controller that has the lease; null if none is known to. */
    private @Nullable String holder;

    /** What the controller becomes when the store is open. */
    interface Serving {
        Behavior<Object> with(ActorContext<Object> context, TimerScheduler<Object> timers, Ready ready);
    }

    /**
     * What it begins with.
     *
     * @param tick when the ledger was opened: the lease lasts from then on
     */
    record Ready(LedgerStore.Opened opened, CommitPipeline pipeline, long tick) {}

    private record Open() {}

    /**
     * A controller that does not serve yet.
     *
     * @param history says how long to wait before the ledger is opened
     * @param heard the engines whose heartbeats come meanwhile
     * @param proven the nodes whose heartbeats come meanwhile
     * @param audit hears who is refused
     * @param listener hears of a ledger that is found damaged before anybody was served
     * @param reading makes the pipeline of what the store has, which takes seconds when that is much: on the store's
     *     thread
     */
    static Behavior<Object> create(
            LedgerStore store,
            FailureHistory history,
            HeardEngines heard,
            ProvenNodes proven,
            Audit audit,
            ControllerListener listener,
            Function<LedgerStore.Opened, CommitPipeline> reading,
            Serving serving) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new Standby(context, timers, store, history, heard, proven, audit, listener, reading, serving)
                        .begin(history.restarts().takePause())));
    }

    private Standby(
            ActorContext<Object> context,
            TimerScheduler<Object> timers,
            LedgerStore store,
            FailureHistory history,
            HeardEngines heard,
            ProvenNodes proven,
            Audit audit,
            ControllerListener listener,
            Function<LedgerStore.Opened, CommitPipeline> reading,
            Serving serving) {
        super(context);
        context.setLoggerName(Controller.class);
        this.piping = new Piping(context);
        this.timers = timers;
        this.store = store;
        this.history = history;
        this.heard = heard;
        this.listener = listener;
        this.reading = reading;
        this.serving = serving;
        this.cluster = Cluster.get(context.getSystem());
        this.members = new Members(cluster);
        this.admission = new Admission(proven, members, audit, context.getLog());
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(Open.class, this::onOpen)
                .onMessage(Piping.Arrived.class, this::onArrived)
                .onMessage(
                        ToController.class, m -> Gate.flaw(m) != null, m -> this) // it is refused when this one serves
                .onMessage(ToController.Heartbeat.class, this::onHeartbeat)
                .onAnyMessage(m -> this)
                .build();
    }

    private Behavior<Object> begin(Duration pause) {
        if (pause.isZero()) {
            return onOpen(new Open());
        }
        reason = "the controller has failed several times within a minute and restarts in " + pause.toMillis()
                + " ms; its log shows the reason";
        getContext().getLog().warn("{}", reason);
        timers.startSingleTimer(new Open(), pause);
        return this;
    }

    private Behavior<Object> onOpen(Open open) {
        String address = cluster.selfMember().address().toString();
        piping.pipe(store.open(address).thenApply(this::ready), this::opened);
        return this;
    }

    private Ready ready(LedgerStore.Opened opened) {
        long tick = System.nanoTime();
        return new Ready(opened, reading.apply(opened), tick);
    }

    private Behavior<Object> onArrived(Piping.Arrived arrived) {
        piping.arrived(arrived);
        return next;
    }

    private void opened(@Nullable Ready ready, @Nullable Throwable failed) {
        if (ready != null) {
            if (!isMember()) {
                cluster.manager().tell(new Join(cluster.selfMember().address()));
            }
            history.serves();
            next = serving.with(getContext(), timers, ready);
            return;
        }
        Throwable failure = StageFailures.of(Objects.requireNonNull(failed));
        if (failure instanceof LeaseHeldException held) {
            standBy(held);
        } else if (failure instanceof DamagedException && !history.hasServed()) {
            // Who starts a controller is there to hear of it. One that has served continues to tell its clients.
            reason = CANNOT_BE_OPENED + failure.getMessage();
            listener.damaged(reason);
        } else {
            holder = null;
            explain(CANNOT_BE_OPENED + failure.getMessage());
            timers.startSingleTimer(new Open(), RETRY);
        }
    }

    /** Once for each reason, however often it is tried again. */
    private void explain(String now) {
        if (!now.equals(reason)) {
            reason = now;
            getContext().getLog().error("{}; trying again every {} ms", now, RETRY.toMillis());
        }
    }

    private boolean isMember() {
        return cluster.selfMember().status() != MemberStatus.removed();
    }

    private void standBy(LeaseHeldException held) {
        timers.startSingleTimer(
                new Open(), isMember() ? nextTry(held.left()) : held.left().plus(PRECEDENCE));
        if (held.owner().equals(holder)) {
            return;
        }
        holder = held.owner();
        Address there = AddressFromURIString.parse(held.owner());
        boolean here = isHere(there);
        reason = held.getMessage() + (here ? HERE : "; this one stands by");
        getContext().getLog().info("{}", reason);
        if (!here && !isMember()) {
            cluster.manager().tell(new JoinSeedNodes(List.of(there)));
        }
    }

    private boolean isHere(Address address) {
        return address.equals(cluster.selfMember().address());
    }

    /** Often enough to hear of another holder, and as soon as the lease has run out. */
    private static Duration nextTry(Duration left) {
        Duration due = left.plus(JUST_AFTER);
        return due.compareTo(LOOK) < 0 ? due : LOOK;
    }

    /** Nobody need look for another controller while this one has trouble with its store; a stand-by is none. */
    private Behavior<Object> onHeartbeat(ToController.Heartbeat heartbeat) {
        if (!members.has(heartbeat.address(), heartbeat.uid())) {
            return this;
        }
        ProvenNode node = admission.heartbeat(heartbeat);
        if (node == null) {
            return this;
        }
        for (ToController.Statement statement : heartbeat.statements()) {
            boolean mayBe = statement.engine() == null
                    || (members.isAt(statement.engine(), heartbeat.address())
                            && admission.may(node, Admission.ENGINES, "to have an engine"));
            if (mayBe && heard.add(statement, node.pass())) {
                // Nobody tells a stand-by of those that are gone.
                heard.remove(engine -> !members.has(members.addressOf(engine)));
            }
        }
        if (holder == null) {
            heartbeat
                    .replyTo()
                    .tell(new ToMember.Wait(
                            store.trouble().orElse(reason), heartbeat.claim().challenge()));
        }
        return this;
    }
}
