package io.stoker.controller;

import akka.cluster.Member;
import io.stoker.task.Visible;
import java.util.function.BiConsumer;
import org.slf4j.Logger;

/**
 * Ends what nodes have with the controller whose certificates do not count any more, and removes members that say they
 * are controllers and prove nothing.
 */
final class Expulsions {
    private final Logger log;
    private final Members members;
    private final ProvenNodes proven;
    private final Admission admission;
    private final Audit audit;
    private final ControllerMembers controllers;
    private final BiConsumer<String, String> onExpelled;

    /** @param onExpelled ends all with the node at an address, for a reason */
    Expulsions(
            Logger log,
            Members members,
            ProvenNodes proven,
            Admission admission,
            Audit audit,
            BiConsumer<String, String> onExpelled) {
        this.log = log;
        this.members = members;
        this.proven = proven;
        this.admission = admission;
        this.audit = audit;
        this.controllers = new ControllerMembers(proven, System.nanoTime());
        this.onExpelled = onExpelled;
    }

    /** To be called each {@link FailureDetector#LOOK}. */
    void look(long tick) {
        for (ProvenNodes.Lapsed lapsed : proven.takeLapsed()) {
            expel(lapsed.node().who(), lapsed.reason());
        }
        for (Member member : controllers.look(members.others(), tick)) {
            Audit.Who who = new Audit.Who(member.address().toString(), null);
            admission.refuse(who, "to be a controller", "it has not proven that it is one");
            members.down(who.address());
        }
    }

    private void expel(Audit.Who who, String reason) {
        if (who.address().equals(members.self())) {
            return; // which would end all; its peers do not trust it any more, and say so
        }
        log.error("{} is expelled from the cluster: {}", Visible.of(who.inWords()), reason);
        audit.revoked(who, reason);
        onExpelled.accept(who.address(), reason);
    }
}
