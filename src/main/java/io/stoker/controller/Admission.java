package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.task.Visible;
import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import io.stoker.wire.BoundedLog;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.Secret;
import io.stoker.wire.ToController;
import io.stoker.wire.ToMember;
import io.stoker.wire.UnprovenException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Lets in who has proven that he may do what he wants, which Akka does not know: it does not say who has sent a
 * message. Who is refused hears why, and so does the log, once.
 */
final class Admission {
    /** Who may do what clients do. */
    static final Set<Role> CLIENTS = EnumSet.of(Role.CLIENT, Role.OPERATOR);

    static final Set<Role> ENGINES = EnumSet.of(Role.ENGINE);
    static final Set<Role> CONTROLLERS = EnumSet.of(Role.CONTROLLER);
    static final Set<Role> ALL = EnumSet.allOf(Role.class);

    private static final int MOST_REFUSALS = 1_000;
    private static final String NOT_PROVEN = "it does not come from a node that has proven who it is";

    private final ProvenNodes proven;
    private final Members members;
    private final Audit audit;
    private final BoundedLog log;
    private final Set<Refusal> refusals = new LinkedHashSet<>();

    private record Refusal(String address, String what, String reason) {}

    Admission(ProvenNodes proven, Members members, Audit audit, Logger log) {
        this.proven = proven;
        this.members = members;
        this.audit = audit;
        this.log = new BoundedLog(log);
        proven.onOverruled(
                node -> refuse(node.who(), "to be the node at this address", "another one has proven to be it"));
    }

    /**
     * A member sends a heartbeat.
     *
     * @return who it is; null if that is not believed
     */
    @Nullable
    ProvenNode heartbeat(ToController.Heartbeat heartbeat) {
        String what = "to be the node at this address";
        Audit.Who who = new Audit.Who(heartbeat.address(), null);
        if (!members.isAt(heartbeat.replyTo(), heartbeat.address())) {
            refuse(who, what, "it is to be answered at another one, " + members.addressOf(heartbeat.replyTo()));
            return null;
        }
        try {
            return proven.claim(heartbeat, members.self(), members::has);
        } catch (UnprovenException e) {
            String reason = String.valueOf(e.getMessage());
            refuse(who, what, reason);
            heartbeat
                    .replyTo()
                    .tell(new ToMember.Refused(reason, heartbeat.claim().challenge()));
            return null;
        }
    }

    /**
     * Somebody wants something, and is to be answered there.
     *
     * @param pass of the node
     * @param roles of which it needs one
     * @param what it wants, as "to register an engine"
     * @return the node; null if it may not
     */
    @Nullable
    ProvenNode admit(ActorRef<?> there, Secret pass, Set<Role> roles, String what) {
        return admit(members.addressOf(there).toString(), pass, roles, what);
    }

    /** As {@link #admit(ActorRef, Secret, Set, String)}, for one that says its address. */
    @Nullable
    ProvenNode admit(String address, Secret pass, Set<Role> roles, String what) {
        ProvenNode node = proven.find(address, pass);
        if (node == null) {
            refuse(new Audit.Who(address, null), what, NOT_PROVEN);
            return null;
        }
        return may(node, roles, what) ? node : null;
    }

    /** Whether a node may do this; if not, it hears of it. */
    boolean may(ProvenNode node, Set<Role> roles, String what) {
        // What else lives on the controller's own node has been started by the same owner, in the same JVM.
        boolean isOwn = node.address().equals(members.self()) && node.is(CONTROLLERS);
        Identity identity = node.identity();
        if (isOwn || identity == null || roles.contains(identity.role())) {
            return true;
        }
        refuse(node, what, "its certificate is for the role " + identity.role().word());
        return false;
    }

    /** Whether somebody on a node may speak as this instance; if not, the node hears of it. */
    boolean isOf(ProvenNode node, String instance, InstanceKey key, String what) {
        if (key.isOf(instance)) {
            return true;
        }
        refuse(node, what, "it does not have the key to the instance " + Visible.of(instance));
        return false;
    }

    /** A node hears that it may not do this. */
    void refuse(ProvenNode node, String what, String reason) {
        refuse(node.who(), what, reason);
        node.replyTo().tell(new ToMember.Refused("it wants " + what + ", but " + reason, node.challenge()));
    }

    /** Of the same only once, and of many others some. */
    void refuse(Audit.Who who, String what, String reason) {
        if (!refusals.add(new Refusal(who.address(), what, reason))) {
            return;
        }
        if (refusals.size() > MOST_REFUSALS) {
            refusals.remove(refusals.iterator().next());
        }
        if (log.error("refused: " + Visible.of(who.inWords()) + " wants " + what + ", but " + Visible.of(reason))) {
            audit.refused(who, what, reason);
        }
    }
}
