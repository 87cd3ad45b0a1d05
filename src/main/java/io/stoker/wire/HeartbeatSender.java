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
import io.stoker.wire.values.ValueClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

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
    private Duration interval = EAGER_INTERVAL;

    /** Messages to this actor. */
    sealed interface Command {}

    private record Tick() implements Command {}

    private record Answered(ToMember answer) implements Command {}

    /** This one is here from now on, and this is its actor. */
    record Come(NodeComponent component, ActorRef<?> actor) implements Command {}

    /** This one is not here any more. */
    record Gone(NodeComponent component) implements Command {}

    /** The JVM, in one of its ActorSystems. */
    interface Node {
        /** The instances of engines that have ended in it. */
        List<String> ended();

        /** What it knows of epochs. */
        Fence fence();

        /** Where the controllers of its cluster are, those that stand by included. */
        void controllers(Set<Address> addresses);

        /** The controller at this address serves. */
        void served(Address controller);

        /** This cluster node can no longer be used. */
        void replace(String reason);
    }

    static Behavior<Command> create(MembershipSettings settings, Node node) {
        return create(settings, 1, node);
    }

    /** @param patience how many times longer than on an idle machine everything may take */
    static Behavior<Command> create(MembershipSettings settings, int patience, Node node) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new HeartbeatSender(context, timers, settings, patience, node)));
    }

    private HeartbeatSender(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            MembershipSettings settings,
            int patience,
            Node node) {
        super(context);
        this.patience = patience;
        this.gate = new Gate(context.getLog());
        this.time = new OwnTime(settings.heartbeatInterval(), System.nanoTime());
        this.settings = settings;
        this.node = node;
        this.timers = timers;
        this.answers = context.messageAdapter(ToMember.class, Answered::new);
        timers.startSingleTimer(Tick.class, new Tick(), interval);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Answered.class, this::onAnswer)
                .onMessage(Come.class, this::onCome)
                .onMessage(Gone.class, this::onGone)
                .build();
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

    private void sendHeartbeat(List<ToController.Statement> statements) {
        UniqueAddress self = Cluster.get(getContext().getSystem()).selfMember().uniqueAddress();
        ToController.Heartbeat heartbeat = new ToController.Heartbeat(
                WireMessage.VERSION,
                self.address().toString(),
                self.longUid(),
                node.fence().epoch(),
                List.copyOf(statements),
                node.ended(),
                answers);
        node.controllers(tellControllers(getContext().getSystem(), heartbeat));
    }

    private static ToController.Statement statement(NodeComponent component, ActorRef<?> actor) {
        return new ToController.Statement(
                component.instance(),
                component.held(),
                component.propertiesVersion(),
                component.isEngine() ? actor.unsafeUpcast() : null,
                component.progress());
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
        if (answer instanceof ToMember.HeartbeatAck ack && node.fence().admits(ack.ledgerId(), ack.epoch())) {
            served = true;
            serving(new Serving(ack.epoch(), ack.ledgerId(), ack.controller()));
        } else if (answer instanceof ToMember.Rejoin rejoin
                && node.fence().admits(rejoin.ledgerId(), rejoin.epoch())
                && (served || lastAnswer - joinedAt > gossip())) {
            node.replace("the controller does not count this node as a member");
        } else if (answer instanceof ToMember.Wait wait) {
            components.keySet().forEach(component -> component.waiting(wait.reason()));
        } else if (answer instanceof ToMember.OtherVersion other) {
            components.keySet().forEach(component -> component.otherVersion(other.version()));
        }
        return this;
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
