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

/**
 * Says {@code Here} to the controller every second, and hears whether this cluster node is still wanted. Akka's own
 * view of the cluster does not tell a node that it was thrown out while it was frozen, nor that the controller is gone
 * or back; the answer to {@code Here} does.
 */
public final class Presence extends AbstractBehavior<Presence.Command> {
    /** Where the controller listens for {@code Here}, at its address. */
    public static final String CONTROLLER_NAME = "controller";

    private static final String CONTROLLER_ROLE = "controller";
    private static final Duration EAGER_INTERVAL = Duration.ofMillis(50);
    /** The controller hears of a member that has joined by way of another one a little later. */
    private static final Duration GOSSIP = Duration.ofSeconds(3);

    private final MembershipSettings settings;
    private final Incarnation member;
    private final ActorRef<ToMember> answers;
    private final TimerScheduler<Command> timers;
    private boolean joined;
    private long joinedAt;
    private boolean served;
    private long lastAnswer;
    private long lastTick = System.nanoTime();

    /** Messages to this actor. */
    sealed interface Command {}

    private record Tick() implements Command {}

    private record Answered(ToMember answer) implements Command {}

    /** The JVM that is present, in one of its incarnations. */
    interface Incarnation {
        String instance();

        /** What it holds now; called from the actor's thread. */
        Load load();

        /** Of its properties; 0 if it has none. */
        long propertiesVersion();

        /** What it knows of epochs. */
        Fence fence();

        /** Where the controllers of its cluster are, those that stand by included. */
        void controllers(Set<Address> addresses);

        /** The controller serves under this epoch. */
        void serving(Serving serving);

        /** This cluster node is of no use any more. */
        void replace(String reason);

        /** The controller speaks another version of the protocol. */
        void otherVersion(int version);
    }

    static Behavior<Command> create(MembershipSettings settings, Incarnation member) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Presence(context, timers, settings, member)));
    }

    private Presence(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            MembershipSettings settings,
            Incarnation member) {
        super(context);
        this.settings = settings;
        this.member = member;
        this.timers = timers;
        this.answers = context.messageAdapter(ToMember.class, Answered::new);
        timers.startTimerWithFixedDelay(Tick.class, new Tick(), EAGER_INTERVAL);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Answered.class, this::onAnswer)
                .build();
    }

    private Behavior<Command> onTick() {
        long now = System.nanoTime();
        // A frozen JVM has not been unanswered, it has not asked.
        long frozen = Math.max(0, now - lastTick - 2 * settings.hereInterval().toNanos());
        lastAnswer += frozen;
        lastTick = now;
        if (!joined && Cluster.get(getContext().getSystem()).selfMember().status() != MemberStatus.removed()) {
            joined = true;
            joinedAt = now;
            lastAnswer = now;
        }
        if (joined) {
            sayHere();
            if (now - lastAnswer > settings.lostAfter().toNanos()) {
                // Before the replacement takes effect there may be more ticks; one call is enough.
                lastAnswer = now;
                member.replace("the controller has not answered for "
                        + settings.lostAfter().toSeconds() + " s");
            }
        }
        return this;
    }

    private void sayHere() {
        Cluster cluster = Cluster.get(getContext().getSystem());
        UniqueAddress self = cluster.selfMember().uniqueAddress();
        ToController.Here here = new ToController.Here(
                WireMessage.VERSION,
                self.address().toString(),
                self.longUid(),
                member.instance(),
                member.fence().epoch(),
                member.load(),
                member.propertiesVersion(),
                answers);
        Set<Address> controllers = new LinkedHashSet<>();
        for (Member other : cluster.state().getMembers()) {
            if (other.hasRole(CONTROLLER_ROLE)) {
                controllers.add(other.address());
                controllerAt(getContext().getSystem(), other.address()).tell(here, akka.actor.ActorRef.noSender());
            }
        }
        member.controllers(controllers);
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
        lastAnswer = System.nanoTime();
        if (answer instanceof ToMember.Keep keep && member.fence().admits(keep.ledgerId(), keep.epoch())) {
            if (!served) {
                served = true;
                timers.startTimerWithFixedDelay(Tick.class, new Tick(), settings.hereInterval());
            }
            member.serving(new Serving(keep.epoch(), keep.ledgerId(), keep.controller()));
        } else if (answer instanceof ToMember.Rejoin rejoin
                && member.fence().admits(rejoin.ledgerId(), rejoin.epoch())
                && (served || lastAnswer - joinedAt > GOSSIP.toNanos())) {
            member.replace("the controller does not count this node as a member");
        } else if (answer instanceof ToMember.OtherVersion other) {
            member.otherVersion(other.version());
        }
        return this;
    }
}
