package io.stoker.wire;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.cluster.UniqueAddress;
import io.stoker.trust.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What this cluster node has proven to each controller of its cluster, and which of them it believes. Not thread-safe.
 */
final class Bonds {
    private final Proofs proofs;
    private final UniqueAddress self;
    private final Map<UniqueAddress, Bond> bonds = new HashMap<>();

    /** What this node and one controller have. */
    private final class Bond {
        private final String controller;
        private final Address address;
        private final Secret challenge = Secret.random();
        /** Null until the controller is believed. */
        private @Nullable Secret pass;
        /** The certificate by which the controller knows this node; null if it knows none, or nobody has any. */
        private @Nullable String knownBy;

        private @Nullable Proof proof;
        private String signedWith = "";

        Bond(Address address) {
            this.address = address;
            this.controller = address.toString();
        }

        Claim claim() {
            String serial = proofs.serial();
            if (!proofs.areNeeded() || serial.equals(knownBy)) {
                return new Claim(challenge, pass, null);
            }
            if (proof == null || !serial.equals(signedWith)) {
                UUID profile = proofs.profile();
                proof = proofs.sign(ProofText.ofNode(profile, controller, self, challenge));
                signedWith = serial;
            }
            return new Claim(challenge, pass, proof);
        }

        void believe(ToMember.HeartbeatAck ack) throws UnprovenException {
            if (!addressOf(ack.controller()).equals(address)) {
                throw new UnprovenException("it names the actor of another node, "
                        + ack.controller().path());
            }
            Proof shown = ack.proof();
            if (shown != null && proofs.areNeeded()) {
                byte[] text = ProofText.ofController(
                        proofs.profile(),
                        controller,
                        self.address().toString(),
                        self.longUid(),
                        challenge,
                        ack.pass(),
                        ack.epoch());
                proofs.verify(shown, text, Set.of(Role.CONTROLLER));
                knownBy = signedWith;
                proof = null;
            } else if (proofs.areNeeded() && !ack.pass().equals(pass)) {
                throw new UnprovenException("it has not proven that it is a controller");
            }
            pass = ack.pass();
        }
    }

    /** @param self this node */
    Bonds(Proofs proofs, UniqueAddress self) {
        this.proofs = proofs;
        this.self = self;
    }

    private Address addressOf(ActorRef<?> actor) {
        Address address = actor.path().address();
        return address.hasLocalScope() ? self.address() : address;
    }

    /** What is to be said to this controller with the next heartbeat. */
    Claim claim(UniqueAddress controller) {
        return bonds.computeIfAbsent(controller, c -> new Bond(c.address())).claim();
    }

    /** There are no other controllers than these. */
    void retain(Set<UniqueAddress> controllers) {
        bonds.keySet().retainAll(controllers);
    }

    private @Nullable Bond find(@Nullable Secret challenge) {
        for (Bond bond : bonds.values()) {
            if (bond.challenge.equals(challenge)) {
                return bond;
            }
        }
        return null;
    }

    /** Whether an answer is of a controller that has had a heartbeat of this node. */
    boolean has(@Nullable Secret challenge) {
        return find(challenge) != null;
    }

    /** Whether an answer is of a controller that has proven that it is one. */
    boolean isProven(Secret challenge) {
        Bond bond = find(challenge);
        return bond != null && bond.pass != null;
    }

    /**
     * Believes a controller, from now on, or as before.
     *
     * @throws UnprovenException if it is not to be believed
     */
    void believe(ToMember.HeartbeatAck ack) throws UnprovenException {
        Bond bond = find(ack.challenge());
        if (bond == null) {
            throw new UnprovenException("it has had no heartbeat of this node");
        }
        bond.believe(ack);
    }

    /** A controller does not know this node, whatever it has proven: it is shown the certificate again. */
    void refused(Secret challenge) {
        Bond bond = find(challenge);
        if (bond != null) {
            bond.knownBy = null;
        }
    }

    /** Calls this with the address of each controller that is believed, and its pass. */
    void forEachBelieved(BiConsumer<Address, Secret> action) {
        bonds.values().forEach(bond -> {
            Secret pass = bond.pass;
            if (pass != null) {
                action.accept(bond.address, pass);
            }
        });
    }
}
