package io.stoker.wire;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says {@code Heartbeat} to the controller every second, and hears whether this cluster node is still wanted. Akka's
 * own view of the cluster does not tell a node that it was thrown out while it was frozen, nor that the controller is
 * gone or back; the answer to {@code Heartbeat} does.
 */
public final class HeartbeatSender extends AbstractBehavior<HeartbeatSender.Command> {
    /** Where the controller listens for {@code Heartbeat}, at its address. */
    public static final String CONTROLLER_NAME = "controller";

    private static final String CONTROLLER_ROLE = "controller";
    private static final Duration EAGER_INTERVAL = Duration.ofMillis(50);
    /** By how much longer each time it waits before it sends the next heartbeat, in eighths. */
    private static final int SLOWER = 10;
    /**
     * In how many heartbeats' time the controller hears of a member that has joined by way of another one; on a busy
     * machine it is much later, for which {@link #patience} is.
     */
    private static final int GOSSIP = 5;

    private final MembershipSettings settings;
    private final Incarnation member;
    private final ActorRef<ToMember> answers;
    private final TimerScheduler<Command> timers;
    private boolean joined;
    private long joinedAt;
    private boolean served;
    private long lastAnswer;
    private final int patience;
    private final OwnTime time;
    private final Gate gate;
    private Duration interval = EAGER_INTERVAL;

    /** Messages to this actor. */
    sealed interface Command {}

    private record Tick() implements Command {}

    private record Answered(ToMember answer) implements Command {}

    /** The JVM that is present, in one of its incarnations. */
    interface Incarnation {
        String instance();

        /** What it holds now; called from the actor's thread. */
        HeldAttempts held();

        /** Of its properties; 0 if it has none. */
        long propertiesVersion();

        /** The actor of an engine; null of anything else. */
        @Nullable
        ActorRef<ToEngine> engine();

        /** What it knows of epochs. */
        Fence fence();

        /** Where the controllers of its cluster are, those that stand by included. */
        void controllers(Set<Address> addresses);

        /** The controller serves under this epoch. */
        void serving(Serving serving);

        /** The controller is there, and does not serve yet, for this reason. */
        void waiting(String reason);

        /** This cluster node can no longer be used. */
        void replace(String reason);

        /** The controller speaks another version of the protocol. */
        void otherVersion(int version);
    }

    static Behavior<Command> create(MembershipSettings settings, Incarnation member) {
        return create(settings, 1, member);
    }

    /** @param patience how many times longer than on an idle machine everything may take */
    static Behavior<Command> create(MembershipSettings settings, int patience, Incarnation member) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new HeartbeatSender(context, timers, settings, patience, member)));
    }

    private HeartbeatSender(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            MembershipSettings settings,
            int patience,
            Incarnation member) {
        super(context);
        this.patience = patience;
        this.gate = new Gate(context.getLog());
        this.time = new OwnTime(settings.heartbeatInterval(), System.nanoTime());
        this.settings = settings;
        this.member = member;
        this.timers = timers;
        this.answers = context.messageAdapter(ToMember.class, Answered::new);
        timers.startSingleTimer(Tick.class, new Tick(), interval);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Answered.class, this::onAnswer)
                .build();
    }

    private Behavior<Command> onTick() {
        // A frozen JVM has not been unanswered, it has not asked.
        long now = time.at(System.nanoTime());
        if (!joined && Cluster.get(getContext().getSystem()).selfMember().status() != MemberStatus.removed()) {
            joined = true;
            joinedAt = now;
            lastAnswer = now;
        }
        if (joined) {
            sendHeartbeat();
            // Once it was served, it is known how soon an answer comes here.
            Duration lostAfter = settings.lostAfter().multipliedBy(served ? 1 : patience);
            if (now - lastAnswer > TimeUnit.NANOSECONDS.convert(lostAfter)) {
                // Before the replacement takes effect there may be more ticks; one call is enough.
                lastAnswer = now;
                member.replace("the controller has not answered for " + lostAfter.toSeconds() + " s");
            }
            interval = served ? settings.heartbeatInterval() : slower(interval);
        }
        timers.startSingleTimer(Tick.class, new Tick(), interval);
        return this;
    }

    private long gossip() {
        return settings.heartbeatInterval()
                .multipliedBy((long) GOSSIP * patience)
                .toNanos();
    }

    /** Often at first, for a quick start; and then less often, as a machine that is slow to answer is busy. */
    private Duration slower(Duration before) {
        Duration slower = before.multipliedBy(SLOWER).dividedBy(8);
        return slower.compareTo(settings.heartbeatInterval()) < 0 ? slower : settings.heartbeatInterval();
    }

    private void sendHeartbeat() {
        UniqueAddress self = Cluster.get(getContext().getSystem()).selfMember().uniqueAddress();
        ToController.Heartbeat heartbeat = new ToController.Heartbeat(
                WireMessage.VERSION,
                self.address().toString(),
                self.longUid(),
                member.instance(),
                member.fence().epoch(),
                member.held(),
                member.propertiesVersion(),
                member.engine(),
                answers);
        member.controllers(tellControllers(getContext().getSystem(), heartbeat));
    }

    /**
     * Sends a message to all controllers of the cluster, those that stand by included.
     *
     * @return where they are; empty if there are none, or this node has not joined
     */
    static Set<Address> tellControllers(ActorSystem<?> system, ToController message) {
        Set<Address> controllers = new LinkedHashSet<>();
        for (Member other : Cluster.get(system).state().getMembers()) {
            if (other.hasRole(CONTROLLER_ROLE)) {
                controllers.add(other.address());
                controllerAt(system, other.address()).tell(message, akka.actor.ActorRef.noSender());
            }
        }
        return controllers;
    }

    /**
     * The controller at this address. By path on purpose: one that was restarted there is another actor, and must be
     * reached too.
     */
    public static akka.actor.ActorSelection controllerAt(ActorSystem<?> system, Address address) {
        return Adapter.toClassic(system).actorSelection(address + "/user/" + CONTROLLER_NAME);
    }

    private Behavior<Command> onAnswer(Answered answered) {
        ToMember answer = answered.answer();
        if (!gate.admits(answer)) {
            return this;
        }
        lastAnswer = time.at(System.nanoTime());
        if (answer instanceof ToMember.HeartbeatAck ack && member.fence().admits(ack.ledgerId(), ack.epoch())) {
            served = true;
            member.serving(new Serving(ack.epoch(), ack.ledgerId(), ack.controller()));
        } else if (answer instanceof ToMember.Rejoin rejoin
                && member.fence().admits(rejoin.ledgerId(), rejoin.epoch())
                && (served || lastAnswer - joinedAt > gossip())) {
            member.replace("the controller does not count this node as a member");
        } else if (answer instanceof ToMember.Wait wait) {
            member.waiting(wait.reason());
        } else if (answer instanceof ToMember.OtherVersion other) {
            member.otherVersion(other.version());
        }
        return this;
    }
}
