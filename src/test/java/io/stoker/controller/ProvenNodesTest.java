package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.trust.Role;
import io.stoker.wire.Claim;
import io.stoker.wire.FakeProofs;
import io.stoker.wire.Proof;
import io.stoker.wire.ProofText;
import io.stoker.wire.Proofs;
import io.stoker.wire.Secret;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToMember;
import io.stoker.wire.UnprovenException;
import io.stoker.wire.WireMessage;
import io.stoker.wire.link.Guests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProvenNodesTest {
    private static final String CONTROLLER = "akka://stoker@127.0.0.1:1";
    private static final String NODE = "akka://stoker@127.0.0.1:2";

    private final FakeProofs own = new FakeProofs(Role.CONTROLLER, "c1");
    private final FakeProofs engine = new FakeProofs(Role.ENGINE, "a1");
    private final FakeProofs client = new FakeProofs(Role.CLIENT, "b1");
    private final ProvenNodes nodes = new ProvenNodes(own, () -> "", Guests.NONE);
    private final Set<Long> gone = new HashSet<>();

    private ProvenNode claim(ProvenNodes all, String address, long uid, Claim claim) throws UnprovenException {
        ToController.Heartbeat heartbeat = new ToController.Heartbeat(
                WireMessage.VERSION,
                address,
                uid,
                0,
                claim,
                List.of(),
                List.of(),
                TestInbox.<ToMember>create().getRef());
        return all.claim(heartbeat, CONTROLLER, (where, number) -> !gone.contains(number));
    }

    private ProvenNode claim(Claim claim) throws UnprovenException {
        return claim(nodes, NODE, 7, claim);
    }

    private static Proof proof(FakeProofs who, String controller, String address, long uid, Secret challenge) {
        return Objects.requireNonNull(who.sign(ProofText.ofNode(who.profile(), controller, address, uid, challenge)));
    }

    private static Claim signed(FakeProofs who, @Nullable Secret pass) {
        Secret challenge = new Secret(who.serial().hashCode(), 0);
        return new Claim(challenge, pass, proof(who, CONTROLLER, NODE, 7, challenge));
    }

    private void assertRefused(String address, long uid, Claim claim, String reason) {
        assertThatThrownBy(() -> claim(nodes, address, uid, claim))
                .isInstanceOf(UnprovenException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldKnowANodeByItsPassOnceItHasShownWhoItIs() throws UnprovenException {
        Claim first = signed(engine, null);
        ProvenNode node = claim(first);
        assertThat(claim(first)).isSameAs(node);
        assertThat(nodes.isSettled(node)).isFalse();
        assertThat(claim(new Claim(first.challenge(), node.pass(), null))).isSameAs(node);
        assertThat(nodes.isSettled(node)).isTrue();
        assertThat(nodes.find(NODE, node.pass())).isSameAs(node);
        assertThat(nodes.find(CONTROLLER, node.pass())).isNull();
        assertThat(nodes.has(NODE, 7, Role.ENGINE)).isTrue();
        assertThat(nodes.has(NODE, 7, Role.CONTROLLER)).isFalse();
        assertThat(nodes.has(NODE, 8, Role.ENGINE)).isFalse();
        assertThat(own.verified).as("looked at once").isEqualTo(1);
    }

    @Test
    void shouldSignOnceForANodeHoweverOftenItAsks() throws UnprovenException {
        ProvenNode node = claim(signed(engine, null));
        ToMember.HeartbeatAck answer = nodes.answer(
                node,
                true,
                5,
                "ledger",
                CONTROLLER,
                TestInbox.<ToController>create().getRef());
        assertThat(answer.pass()).isEqualTo(node.pass());
        assertThat(nodes.answer(node, true, 5, "ledger", CONTROLLER, answer.controller()))
                .isEqualTo(answer);
        assertThat(nodes.answer(node, false, 5, "ledger", CONTROLLER, answer.controller())
                        .proof())
                .isNull();
        assertThat(own.signed).isEqualTo(1);
        nodes.answer(node, true, 6, "ledger", CONTROLLER, answer.controller());
        assertThat(own.signed).as("for another epoch").isEqualTo(2);
    }

    @Test
    void shouldRefuseWhatIsNotProven() {
        Claim good = signed(engine, null);
        Secret challenge = good.challenge();
        assertRefused(NODE, 7, new Claim(challenge, null, null), "shows no certificate");
        assertRefused(NODE, 7, new Claim(challenge, Secret.random(), null), "shows no certificate");
        assertRefused(NODE, 8, good, "bad signature");
        assertRefused("akka://stoker@127.0.0.1:3", 7, good, "bad signature");
        assertRefused(NODE, 7, new Claim(Secret.random(), null, good.proof()), "bad signature");
        Proof elsewhere = proof(engine, "akka://stoker@127.0.0.1:9", NODE, 7, challenge);
        assertRefused(NODE, 7, new Claim(challenge, null, elsewhere), "bad signature");
        Proof foreign = new Proof("stranger 1".getBytes(java.nio.charset.StandardCharsets.UTF_8), new byte[1]);
        assertRefused(NODE, 7, new Claim(challenge, null, foreign), "foreign authority");
        assertThat(nodes.all()).isEmpty();
    }

    @Test
    void shouldBelieveOfSeveralWhoClaimAnAddressTheOneThatIsThere() throws UnprovenException {
        List<ProvenNode> overruled = new ArrayList<>();
        nodes.onOverruled(overruled::add);
        ProvenNode liar = claim(signed(client, null));
        ProvenNode node = claim(signed(engine, null));
        assertThat(liar.pass()).isNotEqualTo(node.pass());
        claim(new Claim(node.challenge(), node.pass(), null));
        assertThat(overruled).containsExactly(liar);
        assertThat(nodes.find(NODE, liar.pass())).isNull();
        assertRefused(NODE, 7, signed(client, null), "another one has proven to be the node");
        assertThat(nodes.find(NODE, node.pass())).isSameAs(node);
    }

    @Test
    void shouldKeepOneClaimOnlyForEachCertificateSoThatNobodyFillsTheMemory() throws UnprovenException {
        for (int i = 0; i < 100; i++) {
            Secret challenge = Secret.random();
            claim(new Claim(challenge, null, proof(client, CONTROLLER, NODE, 7, challenge)));
        }
        assertThat(nodes.all()).hasSize(1);
        for (int i = 0; i < 100; i++) {
            claim(signed(new FakeProofs(Role.CLIENT, Integer.toHexString(i)), null));
        }
        assertThat(nodes.all()).hasSize(16);
    }

    @Test
    void shouldTakeTheNextCertificateOfANodeButNoneOfAnotherRole() throws UnprovenException {
        ProvenNode node = claim(signed(engine, null));
        Secret challenge = node.challenge();
        engine.renew("a2");
        Proof next = proof(engine, CONTROLLER, NODE, 7, challenge);
        assertThat(claim(new Claim(challenge, node.pass(), next))).isSameAs(node);
        assertThat(Objects.requireNonNull(node.identity()).serial()).isEqualTo("a2");
        own.lapse("a1");
        assertThat(nodes.takeLapsed()).isEmpty();
        Proof other = proof(client, CONTROLLER, NODE, 7, challenge);
        assertRefused(NODE, 7, new Claim(challenge, node.pass(), other), "another role");
        assertThat(Objects.requireNonNull(node.identity()).role()).isEqualTo(Role.ENGINE);
    }

    @Test
    void shouldForgetWhoseCertificateCountsNoMoreAndNotTakeItAgain() throws UnprovenException {
        ProvenNode node = claim(signed(engine, null));
        assertThat(nodes.takeLapsed()).isEmpty();
        own.lapse("a1");
        assertThat(nodes.takeLapsed()).containsExactly(new ProvenNodes.Lapsed(node, "lapsed"));
        assertThat(nodes.takeLapsed()).isEmpty();
        assertThat(nodes.find(NODE, node.pass())).isNull();
        assertRefused(NODE, 7, new Claim(node.challenge(), node.pass(), null), "shows no certificate");
        assertRefused(NODE, 7, signed(engine, null), "lapsed");
    }

    @Test
    void shouldForgetNodesThatAreNoMembersAnyMore() throws UnprovenException {
        ProvenNode node = claim(signed(engine, null));
        gone.add(7L);
        Secret challenge = Secret.random();
        claim(nodes, NODE, 8, new Claim(challenge, null, proof(engine, CONTROLLER, NODE, 8, challenge)));
        assertThat(nodes.all()).hasSize(1).doesNotContain(node);
    }

    @Test
    void shouldTakeEverybodyAtHisWordWhereNobodyHasCertificatesButNotAtTheAddressOfAnother() throws UnprovenException {
        ProvenNodes open = new ProvenNodes(Proofs.NONE, () -> "", Guests.NONE);
        ProvenNode node = claim(open, NODE, 7, TestSecrets.claim());
        assertThat(node.is(Set.of(Role.CONTROLLER))).isTrue();
        claim(open, NODE, 7, new Claim(node.challenge(), node.pass(), null));
        assertThatThrownBy(() -> claim(open, NODE, 7, new Claim(Secret.random(), null, null)))
                .hasMessageContaining("another one has proven");
        assertThat(open.takeLapsed()).isEmpty();
    }
}
