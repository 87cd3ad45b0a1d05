package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.AddressFromURIString;
import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import akka.cluster.UniqueAddress;
import io.stoker.trust.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node and a controller, both at the address that actors without one have here. */
class BondsTest {
    private static final UniqueAddress SELF =
            new UniqueAddress(AddressFromURIString.parse("akka://stoker@127.0.0.1:1"), 7L);

    private final FakeProofs own = new FakeProofs(Role.ENGINE, "a1");
    private final FakeProofs controller = new FakeProofs(Role.CONTROLLER, "c1");
    private final Bonds bonds = new Bonds(own, SELF);
    private final ActorRef<ToController> ref = TestInbox.<ToController>create().getRef();

    private ToMember.HeartbeatAck answer(Claim claim, Secret pass, FakeProofs who) {
        byte[] text = ProofText.ofController(
                who.profile(), SELF.address().toString(), SELF.address().toString(), 7, claim.challenge(), pass, 5);
        return new ToMember.HeartbeatAck(5, "ledger", ref, claim.challenge(), pass, who.sign(text), "", 0);
    }

    private static ToMember.HeartbeatAck unsigned(ToMember.HeartbeatAck ack, Secret pass) {
        return new ToMember.HeartbeatAck(9, "ledger", ack.controller(), ack.challenge(), pass, null, "", 0);
    }

    private void assertNotBelieved(ToMember.HeartbeatAck ack, String reason) {
        assertThatThrownBy(() -> bonds.believe(ack))
                .isInstanceOf(UnprovenException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldSignOnceAndShowThatUntilTheControllerHasAnswered() throws UnprovenException {
        Claim first = bonds.claim(SELF);
        assertThat(bonds.claim(SELF)).isEqualTo(first);
        assertThat(first.pass()).isNull();
        assertThat(first.proof()).isNotNull();
        Secret pass = Secret.random();
        ToMember.HeartbeatAck ack = answer(first, pass, controller);
        bonds.believe(ack);
        assertThat(bonds.claim(SELF)).isEqualTo(new Claim(first.challenge(), pass, null));
        bonds.believe(unsigned(ack, pass));
        assertThat(own.signed).isEqualTo(1);
        assertThat(own.verified).isEqualTo(1);
    }

    @Test
    void shouldShowANewCertificateUntilThatIsAnsweredAndGoOnMeanwhile() throws UnprovenException {
        Secret pass = Secret.random();
        Claim claim = bonds.claim(SELF);
        bonds.believe(answer(claim, pass, controller));
        own.renew("a2");
        Claim renewed = bonds.claim(SELF);
        assertThat(renewed.pass()).isEqualTo(pass);
        assertThat(renewed.proof()).isNotNull();
        bonds.believe(unsigned(answer(claim, pass, controller), pass));
        assertThat(bonds.claim(SELF)).isEqualTo(renewed);
        bonds.believe(answer(renewed, pass, controller));
        assertThat(bonds.claim(SELF).proof()).isNull();
        assertThat(own.signed).isEqualTo(2);
    }

    @Test
    void shouldNotBelieveWhoIsNoController() {
        Claim claim = bonds.claim(SELF);
        assertNotBelieved(answer(claim, Secret.random(), new FakeProofs(Role.CLIENT, "b1")), "wrong role");
        assertNotBelieved(unsigned(answer(claim, TestSecrets.PASS, controller), TestSecrets.PASS), "not proven");
        assertThat(bonds.isProven(claim.challenge())).isFalse();
        assertThat(bonds.has(claim.challenge())).isTrue();
    }

    @Test
    void shouldNotBelieveAnAnswerToSomebodyElseOrAnAlteredOne() throws UnprovenException {
        Claim claim = bonds.claim(SELF);
        ToMember.HeartbeatAck ack = answer(claim, TestSecrets.PASS, controller);
        assertNotBelieved(answer(TestSecrets.claim(), TestSecrets.PASS, controller), "no heartbeat");
        assertNotBelieved(
                new ToMember.HeartbeatAck(6, "ledger", ref, ack.challenge(), ack.pass(), ack.proof(), "", 0),
                "bad signature");
        assertNotBelieved(
                new ToMember.HeartbeatAck(5, "ledger", ref, ack.challenge(), Secret.random(), ack.proof(), "", 0),
                "bad signature");
        bonds.believe(ack);
        assertNotBelieved(unsigned(ack, Secret.random()), "not proven");
    }

    @Test
    void shouldNotBelieveAControllerThatNamesTheActorOfAnotherNode() {
        UniqueAddress other = new UniqueAddress(AddressFromURIString.parse("akka://stoker@127.0.0.1:2"), 8L);
        Claim claim = bonds.claim(other);
        assertNotBelieved(answer(claim, Secret.random(), controller), "another node");
    }

    @Test
    void shouldGiveNoTwoControllersTheSameChallengeAndForgetThoseThatAreGone() {
        UniqueAddress next = new UniqueAddress(SELF.address(), 9L);
        Claim claim = bonds.claim(SELF);
        assertThat(bonds.claim(next).challenge()).isNotEqualTo(claim.challenge());
        bonds.retain(Set.of(next));
        assertThat(bonds.has(claim.challenge())).isFalse();
    }

    @Test
    void shouldTakeEverybodyAtHisWordWhereNobodyHasCertificates() throws UnprovenException {
        Bonds open = new Bonds(Proofs.NONE, SELF);
        Claim claim = open.claim(SELF);
        assertThat(claim.proof()).isNull();
        open.believe(new ToMember.HeartbeatAck(1, "ledger", ref, claim.challenge(), TestSecrets.PASS, null, "", 0));
        assertThat(open.claim(SELF).pass()).isEqualTo(TestSecrets.PASS);
    }
}
