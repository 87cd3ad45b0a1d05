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
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import io.stoker.task.Visible;
import io.stoker.wire.link.SocketLinks;
import io.stoker.wire.values.ValueClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says {@code Heartbeat} to the controller every second, of all that lives in this cluster node, and hears whether the
 * node is still wanted. Akka's own view of the cluster does not tell a node that it was thrown out while it was frozen,
 * nor that the controller is gone or back; the answer to {@code Heartbeat} does.
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

    /** In one message: fewer than half of the bytes that may be sent at once. */
    private static final int MOST_ATTEMPTS = 4_000;

    /** As many attempts take as much as the progress of one at most. */
    private static final int PROGRESS = 20;

    private final MembershipSettings settings;
    private final Node node;
    private final Map<NodeComponent, ActorRef<?>> components = new LinkedHashMap<>();
    private final ActorRef<ToMember> answers;
    private final TimerScheduler<Command> timers;
    private boolean joined;
    private long joinedAt;
    private boolean served;
    private long lastAnswer;
    private final int patience;
    private final OwnTime time;
    private final Gate gate;
    private final BoundedLog log;
    private final Bonds bonds;
    private @Nullable Runnable left;
    private @Nullable String refusedFor;
    private Duration interval = EAGER_INTERVAL;

    /** Messages to this actor. */
    sealed interface Command {}

    private record Tick() implements Command {}

    /**
     * This node is about to end: the controllers are told.
     *
     * @param left run when one of them has answered, or there is none
     */
    record Leave(Runnable left) implements Command {}

    private record Answered(ToMember answer) implements Command {}

    /** This member of the cluster is there from now on. */
    private record Joined(Member member) implements Command {}

    /** This one is here from now on, and this is its actor. */
    record Come(NodeComponent component, ActorRef<?> actor) implements Command {}

    /** This one is not here any more. */
    record Gone(NodeComponent component) implements Command {}

    /** The JVM, in one of its ActorSystems. */
    interface Node {
        /** The instances of engines that have ended in it. */
        List<ToController.Ended> ended();

        /** What it knows of epochs. */
        Fence fence();

        /** Where the controllers of its cluster are, those that stand by included. */
        void controllers(Set<Address> addresses);

        /** The controller at this address serves. */
        void served(Address controller);

        /** This cluster node can no longer be used. */
        void replace(String reason);
    }

    /** @param patience how many times longer than on an idle machine everything may take */
    static Behavior<Command> create(MembershipSettings settings, int patience, Proofs proofs, Node node) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new HeartbeatSender(context, timers, settings, patience, proofs, node)));
    }

    private HeartbeatSender(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            MembershipSettings settings,
            int patience,
            Proofs proofs,
            Node node) {
        super(context);
        this.patience = patience;
        this.gate = new Gate(context.getLog());
        this.log = new BoundedLog(context.getLog());
        this.bonds =
                new Bonds(proofs, Cluster.get(context.getSystem()).selfMember().uniqueAddress());
        this.time = new OwnTime(settings.heartbeatInterval(), System.nanoTime());
        this.settings = settings;
        this.node = node;
        this.timers = timers;
        this.answers = context.messageAdapter(ToMember.class, Answered::new);
        // By the next heartbeat this system may have ended, and the others of the cluster be known to it alone. Of
        // those
        // that go the heartbeats tell: when a system ends, it sees all others go.
        Cluster.get(context.getSystem())
                .subscriptions()
                .tell(Subscribe.create(
                        context.messageAdapter(ClusterEvent.MemberUp.class, event -> new Joined(event.member())),
                        ClusterEvent.MemberUp.class));
        timers.startSingleTimer(Tick.class, new Tick(), interval);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Answered.class, this::onAnswer)
                .onMessage(Joined.class, this::onJoined)
                .onMessage(Come.class, this::onCome)
                .onMessage(Gone.class, this::onGone)
                .onMessage(Leave.class, this::onLeave)
                .build();
    }

    private Behavior<Command> onJoined(Joined joined) {
        if (joined.member().hasRole(CONTROLLER_ROLE)) {
            Set<UniqueAddress> controllers = controllers(); // which may not have it yet
            controllers.add(joined.member().uniqueAddress());
            seen(controllers);
        }
        return this;
    }

    /** The controller need not wait for the next heartbeat to know it. */
    private Behavior<Command> onCome(Come come) {
        components.put(come.component(), come.actor());
        if (served) {
            sendHeartbeat();
        }
        return this;
    }

    private Behavior<Command> onGone(Gone gone) {
        components.remove(gone.component());
        if (served) {
            sendHeartbeat();
        }
        return this;
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
                node.replace("the controller has not answered for " + lostAfter.toSeconds() + " s");
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
        List<ToController.Statement> part = new ArrayList<>();
        int attempts = 0;
        for (Map.Entry<NodeComponent, ActorRef<?>> component : components.entrySet()) {
            ToController.Statement next = statement(component.getKey(), component.getValue());
            int weight = next.held().size() + (next.progress() == null ? 0 : PROGRESS);
            attempts += weight;
            if (attempts > MOST_ATTEMPTS && !part.isEmpty()) {
                sendHeartbeat(part);
                part.clear();
                attempts = weight;
            }
            part.add(next);
        }
        sendHeartbeat(part);
    }

    /** To all controllers of the cluster, those that stand by included. */
    private void sendHeartbeat(List<ToController.Statement> statements) {
        Cluster cluster = Cluster.get(getContext().getSystem());
        UniqueAddress self = cluster.selfMember().uniqueAddress();
        List<ToController.Statement> stated = List.copyOf(statements);
        List<ToController.Ended> ended = node.ended();
        Set<UniqueAddress> controllers = controllers();
        for (UniqueAddress controller : controllers) {
            tell(
                    controller.address(),
                    new ToController.Heartbeat(
                            WireMessage.VERSION,
                            self.address().toString(),
                            self.longUid(),
                            node.fence().epoch(),
                            bonds.claim(controller),
                            stated,
                            ended,
                            answers));
        }
        bonds.retain(controllers);
        seen(controllers);
    }

    private Set<UniqueAddress> controllers() {
        Set<UniqueAddress> controllers = new LinkedHashSet<>();
        for (Member member : Cluster.get(getContext().getSystem()).state().getMembers()) {
            if (member.hasRole(CONTROLLER_ROLE)) {
                controllers.add(member.uniqueAddress());
            }
        }
        return controllers;
    }

    private void seen(Set<UniqueAddress> controllers) {
        Set<Address> addresses = new LinkedHashSet<>();
        controllers.forEach(controller -> addresses.add(controller.address()));
        node.controllers(addresses);
    }

    private void tell(Address controller, ToController message) {
        controllerAt(getContext().getSystem(), controller).tell(message, akka.actor.ActorRef.noSender());
    }

    /** Who has not been believed yet does not count on this node either. */
    private Behavior<Command> onLeave(Leave leave) {
        UniqueAddress self = Cluster.get(getContext().getSystem()).selfMember().uniqueAddress();
        left = leave.left();
        boolean[] told = {false};
        bonds.forEachBelieved((controller, pass) -> {
            told[0] = true;
            tell(controller, new ToController.Leave(self.address().toString(), self.longUid(), pass, answers));
        });
        if (!told[0]) {
            leave.left().run();
        }
        return this;
    }

    private static ToController.Statement statement(NodeComponent component, ActorRef<?> actor) {
        return new ToController.Statement(
                component.instance(),
                component.held(),
                component.propertiesVersion(),
                component.isEngine() ? actor.unsafeUpcast() : null,
                component.progress(),
                component.load());
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
        if (!bonds.has(answer.challenge())) {
            log.error("dropped a " + answer.kind() + " of somebody who has had no heartbeat of this node");
            return this;
        }
        if (answer instanceof ToMember.HeartbeatAck ack) {
            onAck(ack);
            return this;
        }
        if (answer instanceof ToMember.Refused refused) {
            onRefused(refused); // no answer that shows that all is well
            return this;
        }
        if (answer instanceof ToMember.Rejoin rejoin) {
            onRejoin(rejoin);
            return this;
        }
        answered();
        if (answer instanceof ToMember.Wait wait) {
            components.keySet().forEach(component -> component.waiting(wait.reason()));
        } else if (answer instanceof ToMember.OtherVersion other) {
            components.keySet().forEach(component -> component.otherVersion(other.version()));
        } else if (answer instanceof ToMember.Left && left != null) {
            left.run();
        }
        return this;
    }

    private void answered() {
        lastAnswer = time.at(System.nanoTime());
    }

    /** Only what has been proven is believed: neither its epoch, nor that anybody serves. */
    private void onAck(ToMember.HeartbeatAck ack) {
        try {
            bonds.believe(ack);
        } catch (UnprovenException e) {
            log.error("does not believe that " + ack.controller().path().address() + " is the controller: "
                    + e.getMessage());
            return;
        }
        answered();
        if (node.fence().admits(ack.ledgerId(), ack.epoch())) {
            served = true;
            serving(new Serving(ack.epoch(), ack.ledgerId(), ack.controller(), ack.pass()));
            connect(ack);
            components.keySet().forEach(component -> component.httpAt(ack.http()));
        }
    }

    private void connect(ToMember.HeartbeatAck ack) {
        Address controller = ack.controller().path().address();
        if (controller.hasGlobalScope()) {
            SocketLinks.of(getContext().getSystem()).servedBy(controller, ack.link(), ack.pass());
        }
    }

    /**
     * Somebody who has proven nothing cannot send a node away that is served, nor keep one that is served no more: if
     * nobody else answers, the node is replaced in time. So it is when the controller dies before the one that takes
     * over has heard of the node.
     */
    private void onRejoin(ToMember.Rejoin rejoin) {
        if (served && !bonds.isProven(rejoin.challenge())) {
            return;
        }
        answered();
        boolean due = served || lastAnswer - joinedAt > gossip();
        if (due && !node.fence().isOutdated(rejoin.ledgerId(), rejoin.epoch())) {
            node.replace("the controller does not count this node as a member");
        }
    }

    private void onRefused(ToMember.Refused refused) {
        bonds.refused(refused.challenge());
        if (!refused.reason().equals(refusedFor)) { // it is said again and again
            refusedFor = refused.reason();
            log.error("the controller refuses this node: " + Visible.of(refused.reason()));
        }
        components.keySet().forEach(component -> component.refused(refused.reason()));
    }

    private void serving(Serving serving) {
        Address controller = serving.controller().path().address();
        if (controller.hasGlobalScope()) {
            node.served(controller);
        }
        for (NodeComponent component : components.keySet()) {
            ValueClient values = component.values();
            if (values != null) {
                values.serving(serving);
            }
            component.serving(serving);
        }
    }
}
