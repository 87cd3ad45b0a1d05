package io.stoker.wire;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.stoker.wire.link.SocketLinks;
import io.stoker.wire.values.ValueClient;
import io.stoker.wire.values.ValueClientActor;
import io.stoker.wire.values.ValueServerActor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The guardian of a cluster node: gives each component its actors. When any of them ends although nobody has asked for
 * it, so does the whole node, which must not seem to be alive.
 */
final class NodeGuardian extends AbstractBehavior<NodeGuardian.Command> {
    private final ActorRef<HeartbeatSender.Command> heartbeat;
    private final Map<NodeComponent, List<ActorRef<?>>> actors = new HashMap<>();

    /** Messages to this actor. */
    sealed interface Command {}

    /** This one lives here from now on. */
    record Add(NodeComponent component) implements Command {}

    /** This one does not live here any more. */
    record Remove(NodeComponent component) implements Command {}

    /**
     * This node is about to end: the controllers are told.
     *
     * @param left run when one of them has answered, or there is none
     */
    record Leave(Runnable left) implements Command {}

    /**
     * The guardian of a new system.
     *
     * @param patience how many times longer than on an idle machine everything may take
     * @param components who live here from the beginning
     * @param node the JVM in this system
     */
    static Behavior<Command> create(
            MembershipSettings settings,
            int patience,
            List<NodeComponent> components,
            Function<ActorSystem<?>, HeartbeatSender.Node> node) {
        return Behaviors.setup(context -> {
            ActorSystem<?> system = context.getSystem();
            return new NodeGuardian(
                    context,
                    HeartbeatSender.create(settings, patience, NodeProofs.of(system), node.apply(system)),
                    components);
        });
    }

    private NodeGuardian(
            ActorContext<Command> context,
            Behavior<HeartbeatSender.Command> heartbeat,
            List<NodeComponent> components) {
        super(context);
        Child.spawn(context, DroppedWatch.create(), "dropped");
        this.heartbeat = Child.spawn(context, heartbeat, "heartbeat");
        components.forEach(this::add);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Add.class, m -> {
                    add(m.component());
                    return this;
                })
                .onMessage(Remove.class, m -> {
                    remove(m.component());
                    return this;
                })
                .onMessage(Leave.class, this::onLeave)
                .onSignal(Terminated.class, ended -> Behaviors.stopped())
                .build();
    }

    private void add(NodeComponent component) {
        if (actors.containsKey(component)) {
            return; // it came while this system started, and was there from the beginning
        }
        List<ActorRef<?>> own = new ArrayList<>();
        ActorRef<?> actor = Child.spawn(getContext(), component.actor(), component.name());
        own.add(actor);
        ValueClient values = component.values();
        if (values != null) {
            values.forgetServer();
            String name = ValueServerActor.NAME + "-" + component.name();
            own.add(Child.spawn(getContext(), ValueClientActor.create(values), name));
        }
        heartbeat.tell(new HeartbeatSender.Come(component, actor));
        actors.put(component, own);
    }

    private Behavior<Command> onLeave(Leave leave) {
        heartbeat.tell(new HeartbeatSender.Leave(leave.left()));
        return this;
    }

    private void remove(NodeComponent component) {
        List<ActorRef<?>> own = actors.remove(component);
        if (own != null) {
            heartbeat.tell(new HeartbeatSender.Gone(component));
            own.forEach(actor -> {
                SocketLinks.of(getContext().getSystem()).forget(actor);
                Child.stop(getContext(), actor);
            });
        }
    }
}
