package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import io.stoker.LoneCluster;
import io.stoker.task.AttemptId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class HeartbeatSenderIT {
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration NEVER = Duration.ofDays(1);

    private static ActorTestKit kit;
    private static FakeController controller;

    private FakeMember member;
    private ActorRef<HeartbeatSender.Command> sender;

    @BeforeAll
    static void start() {
        kit = LoneCluster.start("controller", Map.of());
        controller = new FakeController(kit);
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void name(TestInfo test) {
        member = new FakeMember(test.getDisplayName());
        controller.answer(heartbeat -> null);
    }

    @AfterEach
    void end() {
        kit.stop(sender);
    }

    private void present(Duration lostAfter) {
        present(INTERVAL, lostAfter);
    }

    private void present(Duration interval, Duration lostAfter) {
        sender = kit.spawn(
                HeartbeatSender.create(new MembershipSettings(interval, lostAfter, INTERVAL), 1, Proofs.NONE, member));
        come(member);
    }

    private void come(NodeComponent component) {
        sender.tell(new HeartbeatSender.Come(component, kit.system().deadLetters()));
    }

    private int heard() {
        return controller.heard(member.instance()).size();
    }

    @Test
    void itSaysAgainAndAgainWhoItIsAndWhatItHolds() {
        member.fence.admits("ledger", 4);
        present(NEVER);
        await().atMost(LoneCluster.LONG).until(() -> heard() >= 3);
        UniqueAddress self = Cluster.get(kit.system()).selfMember().uniqueAddress();
        assertThat(controller.heard(member.instance())).allSatisfy(heartbeat -> {
            assertThat(heartbeat.version()).isEqualTo(WireMessage.VERSION);
            assertThat(heartbeat.address()).isEqualTo(LoneCluster.address(kit));
            assertThat(heartbeat.uid()).isEqualTo(self.longUid());
            assertThat(heartbeat.epoch()).isEqualTo(4);
            assertThat(heartbeat.statements())
                    .containsExactly(
                            new ToController.Statement(member.instance(), FakeMember.LOAD, 3, null, null, null));
        });
    }

    @Test
    void theAnswerTellsWhoServesAndUnderWhichEpoch() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 5));
        present(NEVER);
        await().atMost(LoneCluster.LONG).until(() -> member.servings.size() >= 2);
        assertThat(member.servings).containsOnly(new Serving(5, "ledger", controller.ref(), TestSecrets.PASS));
        await().atMost(LoneCluster.LONG)
                .until(() ->
                        controller.heard(member.instance()).stream().anyMatch(heartbeat -> heartbeat.epoch() == 5));
        assertThat(member.replacements).isEmpty();
    }

    @Test
    void whoAnswersUnderALowerEpochIsNotBelieved() {
        member.fence.admits("ledger", 7);
        controller.answer(heartbeat -> heard() < 4 ? controller.keep(heartbeat, 6) : controller.keep(heartbeat, 7));
        present(NEVER);
        await().atMost(LoneCluster.LONG).until(() -> !member.servings.isEmpty());
        assertThat(heard()).isGreaterThanOrEqualTo(4);
        assertThat(member.servings.peek().epoch()).isEqualTo(7);
    }

    @Test
    void whoIsToldToRejoinIsReplaced() {
        controller.answer(
                heartbeat -> new ToMember.Rejoin(1, "ledger", heartbeat.claim().challenge()));
        present(NEVER);
        await().atMost(LoneCluster.LONG).until(() -> !member.replacements.isEmpty());
        assertThat(member.replacements.peek()).contains("does not count this node as a member");
        assertThat(member.servings).isEmpty();
    }

    @Test
    void whoHasJustJoinedIsNotReplacedBecauseTheControllerHasNotHeardOfItYet() {
        controller.answer(heartbeat -> heard() < 4
                ? new ToMember.Rejoin(1, "ledger", heartbeat.claim().challenge())
                : controller.keep(heartbeat, 1));
        present(USUAL, NEVER);
        await().atMost(LoneCluster.LONG).until(() -> !member.servings.isEmpty());
        assertThat(member.replacements).isEmpty();
    }

    @Test
    void whoHasLostTheLeaseCannotHaveAnybodyReplaced() {
        member.fence.admits("ledger", 7);
        controller.answer(heartbeat -> heard() < 4
                ? new ToMember.Rejoin(6, "ledger", heartbeat.claim().challenge())
                : controller.keep(heartbeat, 7));
        present(NEVER);
        await().atMost(LoneCluster.LONG).until(() -> !member.servings.isEmpty());
        assertThat(member.replacements).isEmpty();
    }

    @Test
    void whoIsNotAnsweredForTooLongIsReplacedOnce() {
        member.onReplace(() -> controller.answer(heartbeat -> controller.keep(heartbeat, 1)));
        present(Duration.ofSeconds(2));
        await().atMost(LoneCluster.LONG).until(() -> !member.servings.isEmpty());
        assertThat(member.replacements).hasSize(1);
        assertThat(member.replacements.peek()).contains("has not answered for 2 s");
    }

    @Test
    void whoWasServedIsReplacedAsSoonAsOnAnIdleMachineHoweverPatientItWasBefore() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 1));
        sender = kit.spawn(HeartbeatSender.create(
                new MembershipSettings(INTERVAL, Duration.ofSeconds(2), INTERVAL), 1_000, Proofs.NONE, member));
        come(member);
        await().atMost(LoneCluster.LONG).until(() -> !member.servings.isEmpty());
        controller.answer(heartbeat -> null);
        await().atMost(LoneCluster.LONG).until(() -> !member.replacements.isEmpty());
        assertThat(member.replacements.peek()).contains("has not answered for 2 s");
    }

    @Test
    void whoIsAnsweredIsNotReplacedHoweverLongItLasts() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 1));
        present(Duration.ofSeconds(2));
        // So many heartbeats take longer than a lack of answers may.
        await().atMost(LoneCluster.LONG).until(() -> heard() > 45);
        assertThat(member.replacements).isEmpty();
    }

    @Test
    void whoIsToldToWaitNeitherBelievesThatSomebodyServesNorIsReplaced() {
        controller.answer(
                heartbeat -> new ToMember.Wait("because", heartbeat.claim().challenge()));
        present(Duration.ofSeconds(2));
        // So many heartbeats take longer than a lack of answers may.
        await().atMost(LoneCluster.LONG).until(() -> heard() > 45);
        assertThat(member.replacements).isEmpty();
        assertThat(member.servings).isEmpty();
        assertThat(member.reasons).contains("because");
    }

    @Test
    void anotherVersionIsPassedOn() {
        controller.answer(heartbeat -> new ToMember.OtherVersion(
                WireMessage.VERSION + 1, heartbeat.claim().challenge()));
        present(NEVER);
        await().atMost(LoneCluster.LONG).until(() -> !member.versions.isEmpty());
        assertThat(member.versions).containsOnly(WireMessage.VERSION + 1);
        assertThat(member.servings).isEmpty();
    }

    @Test
    void aNodeStatesAllThatLivesInItAtOnceAndWhatHasEnded() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 1));
        FakeMember other = new FakeMember("other-" + member.instance());
        present(NEVER);
        come(other);
        await().atMost(LoneCluster.LONG).until(() -> !other.servings.isEmpty());
        assertThat(controller.heard(other.instance()))
                .anySatisfy(heartbeat -> assertThat(heartbeat.statements())
                        .extracting(ToController.Statement::instance)
                        .containsExactly(member.instance(), other.instance()));
        member.ended.add(new ToController.Ended(other.instance(), TestSecrets.key("other")));
        sender.tell(new HeartbeatSender.Gone(other));
        await().atMost(LoneCluster.LONG)
                .until(() -> controller.heard(member.instance()).stream()
                        .anyMatch(heartbeat -> heartbeat.ended().equals(List.copyOf(member.ended))
                                && heartbeat.statements().size() == 1));
    }

    @Test
    void whatIsTooMuchForOneMessageIsStatedInSeveral() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 1));
        List<AttemptId> many = LongStream.range(0, 3_000)
                .mapToObj(task -> new AttemptId(task, 1))
                .toList();
        FakeMember other = new FakeMember("other-" + member.instance());
        member.hold(new HeldAttempts(many, List.of(), List.of(), false));
        other.hold(new HeldAttempts(List.of(), List.of(), many, false));
        present(NEVER);
        come(other);
        await().atMost(LoneCluster.LONG).until(() -> !other.servings.isEmpty());
        assertThat(controller.heard(other.instance()))
                .allSatisfy(heartbeat -> assertThat(heartbeat.statements()).hasSize(1));
    }

    @Test
    void whoHasHadNoHeartbeatIsNeitherBelievedNorObeyed() {
        present(NEVER);
        await().atMost(LoneCluster.LONG).until(() -> heard() > 0);
        ActorRef<ToMember> answers =
                controller.heard(member.instance()).element().replyTo();
        answers.tell(new ToMember.HeartbeatAck(
                99, "ledger", controller.ref(), Secret.random(), Secret.random(), null, "", 0));
        answers.tell(new ToMember.OtherVersion(99, null));
        controller.answer(heartbeat -> controller.keep(heartbeat, 1));
        await().atMost(LoneCluster.LONG).until(() -> !member.servings.isEmpty());
        answers.tell(new ToMember.Rejoin(2, "ledger", Secret.random()));
        int before = member.servings.size();
        await().atMost(LoneCluster.LONG).until(() -> member.servings.size() > before + 1);
        assertThat(member.servings).containsOnly(new Serving(1, "ledger", controller.ref(), TestSecrets.PASS));
        assertThat(member.replacements).isEmpty();
        assertThat(member.versions).isEmpty();
    }

    @Test
    void whoIsRefusedHearsOfItAndShowsWhoItIsAgain() {
        FakeProofs proofs = new FakeProofs(io.stoker.trust.Role.ENGINE, "a1");
        FakeProofs its = new FakeProofs(io.stoker.trust.Role.CONTROLLER, "c1");
        controller.answer(heartbeat -> heartbeat.claim().proof() != null && member.refusals.isEmpty()
                ? controller.keep(heartbeat, 1, its)
                : new ToMember.Refused("because", heartbeat.claim().challenge()));
        sender =
                kit.spawn(HeartbeatSender.create(new MembershipSettings(INTERVAL, NEVER, INTERVAL), 1, proofs, member));
        come(member);
        await().atMost(LoneCluster.LONG).until(() -> member.refusals.contains("because"));
        await().atMost(LoneCluster.LONG)
                .until(() -> controller.heard(member.instance()).stream()
                        .filter(heartbeat -> heartbeat.claim().pass() != null)
                        .anyMatch(heartbeat -> heartbeat.claim().proof() != null));
        assertThat(proofs.signed).isEqualTo(2);
    }
}
