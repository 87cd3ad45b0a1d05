package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import io.stoker.wire.Proof;
import io.stoker.wire.Secret;
import io.stoker.wire.ToController;
import io.stoker.wire.ToMember;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cluster node, and what it has proven to this controller. Not thread-safe. */
final class ProvenNode {
    private final String address;
    private final long uid;
    private final Secret challenge;
    private final Secret pass = Secret.random();
    private @Nullable Identity identity;
    private @Nullable Proof shown;
    private ActorRef<ToMember> replyTo;
    private @Nullable Proof answer;
    private long answeredEpoch;

    /** @param identity null where nobody has certificates */
    ProvenNode(ToController.Heartbeat heartbeat, @Nullable Identity identity) {
        this.address = heartbeat.address();
        this.uid = heartbeat.uid();
        this.challenge = heartbeat.claim().challenge();
        this.identity = identity;
        this.shown = heartbeat.claim().proof();
        this.replyTo = heartbeat.replyTo();
    }

    String address() {
        return address;
    }

    long uid() {
        return uid;
    }

    Secret challenge() {
        return challenge;
    }

    /** Known to the controller, and to the node as soon as it has heard of it at its address. */
    Secret pass() {
        return pass;
    }

    @Nullable
    Identity identity() {
        return identity;
    }

    /** Who answers to the controller there. */
    ActorRef<ToMember> replyTo() {
        return replyTo;
    }

    void replyTo(ActorRef<ToMember> now) {
        replyTo = now;
    }

    Audit.Who who() {
        return new Audit.Who(address, identity);
    }

    /** Whether it has one of these roles; who needs no certificate has them all. */
    boolean is(Set<Role> roles) {
        return identity == null || roles.contains(identity.role());
    }

    /** Whether it was this proof that has been looked at last. */
    boolean hasShown(Proof proof) {
        return shown != null
                && Arrays.equals(shown.certificate(), proof.certificate())
                && Arrays.equals(shown.signature(), proof.signature());
    }

    /** It has another certificate, in place of the one before. */
    void renew(Proof proof, Identity now) {
        shown = proof;
        identity = now;
    }

    /** What the controller of this epoch has signed for the node; null if it has not yet. */
    @Nullable
    Proof answer(long epoch) {
        return answeredEpoch == epoch ? answer : null;
    }

    void answer(long epoch, @Nullable Proof signed) {
        answeredEpoch = epoch;
        answer = signed;
    }

    /** Nobody else's secrets get into a log by this. */
    @Override
    public String toString() {
        return who().inWords();
    }
}
