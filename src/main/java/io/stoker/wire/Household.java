package io.stoker.wire;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.stoker.wire.values.TransferActor;
import io.stoker.wire.values.Transfers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The guardian of a cluster node: gives each resident its actors. When any of them ends although nobody has asked for
 * it, so does the whole node, which must not seem to be alive.
 */
final class Household extends AbstractBehavior<Household.Command> {
    private final MembershipSettings settings;
    private final int patience;
    private final Incarnations incarnations;
    private final Map<Resident, List<ActorRef<?>>> actors = new HashMap<>();

    /** What a resident is to its {@link Presence} in this ActorSystem. */
    interface Incarnations {
        Presence.Incarnation of(ActorSystem<?> system, Resident resident);
    }

    /** Messages to this actor. */
    sealed interface Command {}

    /** This one lives here from now on. */
    record Add(Resident resident) implements Command {}

    /** This one does not live here any more. */
    record Remove(Resident resident) implements Command {}

    /**
     * The guardian of a new system.
     *
     * @param patience how many times longer than on an idle machine everything may take
     * @param residents who live here from the beginning
     */
    static Behavior<Command> create(
            MembershipSettings settings, int patience, List<Resident> residents, Incarnations incarnations) {
        return Behaviors.setup(context -> new Household(context, settings, patience, residents, incarnations));
    }

    private Household(
            ActorContext<Command> context,
            MembershipSettings settings,
            int patience,
            List<Resident> residents,
            Incarnations incarnations) {
        super(context);
        this.patience = patience;
        this.settings = settings;
        this.incarnations = incarnations;
        Child.spawn(context, DroppedWatch.create(), "dropped");
        residents.forEach(this::add);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Add.class, m -> {
                    add(m.resident());
                    return this;
                })
                .onMessage(Remove.class, m -> {
                    remove(m.resident());
                    return this;
                })
                .onSignal(Terminated.class, ended -> Behaviors.stopped())
                .build();
    }

    private void add(Resident resident) {
        if (actors.containsKey(resident)) {
            return; // it came while this system started, and was there from the beginning
        }
        List<ActorRef<?>> own = new ArrayList<>();
        own.add(Child.spawn(getContext(), resident.actor(), resident.name()));
        Transfers transfers = resident.transfers();
        if (transfers != null) {
            transfers.forgetKeeper();
            own.add(Child.spawn(getContext(), TransferActor.create(transfers), resident.name() + "-transfers"));
        }
        own.add(Child.spawn(
                getContext(),
                Presence.create(settings, patience, incarnations.of(getContext().getSystem(), resident)),
                resident.name() + "-presence"));
        actors.put(resident, own);
    }

    private void remove(Resident resident) {
        List<ActorRef<?>> own = actors.remove(resident);
        if (own != null) {
            own.forEach(actor -> Child.stop(getContext(), actor));
        }
    }
}
