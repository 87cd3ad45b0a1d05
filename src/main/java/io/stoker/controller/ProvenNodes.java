package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import io.stoker.wire.Claim;
import io.stoker.wire.Proof;
import io.stoker.wire.ProofText;
import io.stoker.wire.Proofs;
import io.stoker.wire.Secret;
import io.stoker.wire.ToController;
import io.stoker.wire.ToMember;
import io.stoker.wire.UnprovenException;
import io.stoker.wire.link.Guests;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who the nodes of the cluster are, as they have proven to this controller. A certificate does not say at which address
 * its owner is, so that anybody who has one can claim any address. All claims to an address are therefore answered, to
 * that address, each with another pass, and the one counts whose pass comes back. Kept by a stand-by too; outlives
 * restarts of the controller's actor. Not thread-safe.
 */
final class ProvenNodes {
    private static final Set<Role> ALL = EnumSet.allOf(Role.class);
    /** Of different certificates; there is one true claim to each node. */
    private static final int MOST_CLAIMS = 16;

    private final Proofs proofs;
    private final Map<Key, Claims> claims = new HashMap<>();
    private final Map<Secret, ProvenNode> byPass = new HashMap<>();
    private final Supplier<String> http;
    private final Guests guests;
    private Consumer<ProvenNode> overruled = node -> {};

    private record Key(String address, long uid) {}

    /** To be one node. */
    private static final class Claims {
        /** By the certificate's serial number. */
        private final LinkedHashMap<String, ProvenNode> bySerial = new LinkedHashMap<>();
        /** Whose pass has come back. */
        private @Nullable ProvenNode settled;
    }

    /**
     * For one ActorSystem.
     *
     * @param http where the HTTP interface beside the controller is; empty if it has none
     * @param guests let them connect
     */
    ProvenNodes(Proofs proofs, Supplier<String> http, Guests guests) {
        this.proofs = proofs;
        this.http = http;
        this.guests = guests;
    }

    /**
     * Takes a heartbeat's claim in. Whoever asks has made sure that the node is a member, and is to be answered there.
     *
     * @param controller the address of this controller
     * @param isMember whether a node of an address and number still is a member; others are forgotten
     * @throws UnprovenException if it is not to be believed
     */
    ProvenNode claim(ToController.Heartbeat heartbeat, String controller, BiPredicate<String, Long> isMember)
            throws UnprovenException {
        Claim claim = heartbeat.claim();
        Key key = new Key(heartbeat.address(), heartbeat.uid());
        ProvenNode known = known(key, claim);
        if (known == null) {
            Claims others = claims.get(key);
            if (others != null && others.settled != null) {
                throw new UnprovenException("another one has proven to be the node at this address");
            }
            known = new ProvenNode(heartbeat, identity(heartbeat, controller));
            forgetOthers(isMember);
            add(key, known);
        } else {
            Proof proof = claim.proof();
            if (proof != null && !known.hasShown(proof) && proofs.areNeeded()) {
                renew(known, proof, identity(heartbeat, controller));
            }
        }
        if (claim.pass() != null) {
            settle(known);
        }
        known.replyTo(heartbeat.replyTo());
        return known;
    }

    private @Nullable ProvenNode known(Key key, Claim claim) {
        Secret pass = claim.pass();
        if (pass != null) {
            ProvenNode node = byPass.get(pass);
            return node != null && node.address().equals(key.address()) && node.uid() == key.uid() ? node : null;
        }
        Claims all = claim.proof() == null && proofs.areNeeded() ? null : claims.get(key);
        return all == null
                ? null
                : all.bySerial.values().stream()
                        .filter(node -> node.challenge().equals(claim.challenge()))
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable Identity identity(ToController.Heartbeat heartbeat, String controller) throws UnprovenException {
        if (!proofs.areNeeded()) {
            return null;
        }
        Proof proof = heartbeat.claim().proof();
        if (proof == null) {
            throw new UnprovenException("it shows no certificate");
        }
        byte[] text = ProofText.ofNode(
                proofs.profile(),
                controller,
                heartbeat.address(),
                heartbeat.uid(),
                heartbeat.claim().challenge());
        return proofs.verify(proof, text, ALL);
    }

    private void renew(ProvenNode node, Proof proof, @Nullable Identity now) throws UnprovenException {
        Identity before = node.identity();
        if (before == null || now == null || before.role() != now.role()) {
            throw new UnprovenException("it shows the certificate of another role than before");
        }
        node.renew(proof, now);
        node.answer(0, null);
        guests.admit(node.address(), node.pass(), now);
    }

    private void add(Key key, ProvenNode node) {
        Claims all = claims.computeIfAbsent(key, k -> new Claims());
        Identity identity = node.identity();
        forget(all.bySerial.put(identity == null ? "" : identity.serial(), node));
        if (all.bySerial.size() > MOST_CLAIMS) {
            Iterator<ProvenNode> eldest = all.bySerial.values().iterator();
            forget(eldest.next());
            eldest.remove();
        }
        byPass.put(node.pass(), node);
        guests.admit(node.address(), node.pass(), identity);
    }

    private void forget(@Nullable ProvenNode node) {
        if (node != null) {
            byPass.remove(node.pass());
            guests.dismiss(node.pass());
        }
    }

    private void forgetOthers(BiPredicate<String, Long> isMember) {
        claims.entrySet().removeIf(entry -> {
            boolean gone =
                    !isMember.test(entry.getKey().address(), entry.getKey().uid());
            if (gone) {
                entry.getValue().bySerial.values().forEach(this::forget);
            }
            return gone;
        });
    }

    /** The node has been told its pass: no other claim to its address can be true. */
    private void settle(ProvenNode node) {
        Claims all = claims.get(new Key(node.address(), node.uid()));
        if (all != null && all.settled == null) {
            all.settled = node;
            all.bySerial.values().removeIf(other -> {
                boolean isFalse = other != node;
                if (isFalse) {
                    forget(other);
                    overruled.accept(other);
                }
                return isFalse;
            });
        }
    }

    /** Called with each claim that has turned out to be false. The one before is forgotten. */
    void onOverruled(Consumer<ProvenNode> action) {
        overruled = action;
    }

    /** Whether the true node at this address is known. */
    boolean isSettled(ProvenNode node) {
        Claims all = claims.get(new Key(node.address(), node.uid()));
        return all != null && all.settled != null;
    }

    /** The node at this address that has this pass; null if there is none. It is the true one. */
    @Nullable
    ProvenNode find(String address, Secret pass) {
        ProvenNode node = byPass.get(pass);
        if (node == null || !node.address().equals(address)) {
            return null;
        }
        settle(node);
        return node;
    }

    /** Whether the node of this address and number has proven that it has this role. */
    boolean has(String address, long uid, Role role) {
        Claims all = claims.get(new Key(address, uid));
        return all != null
                && (all.settled != null
                        ? all.settled.is(Set.of(role))
                        : all.bySerial.values().stream().anyMatch(node -> node.is(Set.of(role))));
    }

    /** All claims that may be true. */
    List<ProvenNode> all() {
        return List.copyOf(byPass.values());
    }

    /**
     * What the controller that serves answers.
     *
     * @param isSigned whether the node is shown a proof
     */
    ToMember.HeartbeatAck answer(
            ProvenNode node,
            boolean isSigned,
            long epoch,
            String ledgerId,
            String controller,
            ActorRef<ToController> self) {
        Proof proof = isSigned && proofs.areNeeded() ? signed(node, epoch, controller) : null;
        return new ToMember.HeartbeatAck(
                epoch, ledgerId, self, node.challenge(), node.pass(), proof, http.get(), guests.port());
    }

    private @Nullable Proof signed(ProvenNode node, long epoch, String controller) {
        Proof known = node.answer(epoch);
        if (known == null) {
            known = proofs.sign(ProofText.ofController(
                    proofs.profile(), controller, node.address(), node.uid(), node.challenge(), node.pass(), epoch));
            node.answer(epoch, known);
        }
        return known;
    }

    /** A node that does not count any more. */
    record Lapsed(ProvenNode node, String reason) {}

    /** Those whose certificates have been revoked, or have expired without another one; they are forgotten. */
    List<Lapsed> takeLapsed() {
        List<Lapsed> lapsed = new ArrayList<>();
        for (ProvenNode node : all()) {
            Identity identity = node.identity();
            String reason = identity == null ? null : proofs.objection(identity);
            if (reason != null) {
                lapsed.add(new Lapsed(node, reason));
                forget(node);
                claims.remove(new Key(node.address(), node.uid()));
            }
        }
        return lapsed;
    }
}
