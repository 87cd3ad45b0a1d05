package io.stoker.engine;

import static io.stoker.engine.Attempts.assignment;
import static io.stoker.engine.Attempts.id;
import static io.stoker.engine.Attempts.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.LoneCluster;
import io.stoker.task.AttemptId;
import io.stoker.task.EngineProperties;
import io.stoker.wire.Batches;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.Secret;
import io.stoker.wire.Serving;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToController.AskCode;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToController.EngineReport;
import io.stoker.wire.ToEngine;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EngineActorTest extends EngineActorFixture {

    @Test
    void identifyIsAnsweredWithWhoItIsAndWhatItHolds() throws InterruptedException {
        queue.add(assignment(1));
        run(1);
        queue.add(assignment(2));
        queue.add(assignment(3));
        Attempts.take(queue);
        ToController.Register register = identify(1, "ledger");
        HeldAttempts held = new HeldAttempts(List.of(id(3)), List.of(id(2)), List.of(id(1)), false);
        assertThat(register)
                .isEqualTo(new ToController.Register(
                        WireMessage.VERSION,
                        7,
                        register.session(),
                        TestSecrets.instance("instance"),
                        -1,
                        List.of("groovy"),
                        EngineProperties.of(Map.of("host", "hut")),
                        0,
                        false,
                        held,
                        actor.narrow(),
                        register.direct(),
                        engine.ticket(),
                        TestSecrets.key("instance"),
                        TestSecrets.PASS));
        assertThat(register.direct().path()).isEqualTo(actor.path().child("direct"));
    }

    @Test
    void propertiesThatChangeAreToldBeforeTheReportOfTheAttemptThatChangedThem() throws InterruptedException {
        register(1, "ledger");
        queue.add(assignment(1));
        Attempts.take(queue);
        engine.identity().set("GPU", true);
        engine.identity().set("GPU", null);
        queue.ended(id(1), result(1));
        List<ToController.FromEngine> messages = new ArrayList<>();
        while (messages.stream()
                .noneMatch(
                        m -> m instanceof EngineReport report && !report.ended().isEmpty())) {
            messages.add(next());
        }
        List<ToController.FromEngine> before = messages.subList(0, messages.size() - 1);
        assertThat(before).contains(new ToController.Properties(2, EngineProperties.of(Map.of("host", "hut")), false));
        assertThat(register(1, "ledger").propertiesVersion()).isEqualTo(2);
        assertThat(engine.propertiesVersion()).isEqualTo(2);
    }

    @Test
    void thatItDrainsIsToldBeforeWhatItGivesBackAndAgainToTheNextController() {
        register(1, "ledger");
        queue.add(assignment(1));
        engine.draining().drain();
        List<ToController.FromEngine> messages = new ArrayList<>();
        while (messages.stream().noneMatch(EngineReport.class::isInstance)) {
            messages.add(next());
        }
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0))
                .isEqualTo(new ToController.Properties(1, EngineProperties.of(Map.of("host", "hut")), true));
        assertThat(((EngineReport) messages.get(1)).ended())
                .containsExactly(new ToController.AttemptReport(id(1), null));
        assertThat(register(2, "ledger").draining()).isTrue();
        engine.draining().resume();
        assertThat(register(3, "ledger").draining()).isFalse();
    }

    @Test
    void aQuestionForCodeIsAskedInEachSessionUntilItIsAnswered() throws Exception {
        identify(1, "ledger");
        FutureTask<ToEngine.CodeAnswer> asking =
                new FutureTask<>(() -> engine.codeQuestions().ask("client", new UUID(1, 2), "a.txt"));
        new Thread(asking).start();
        send(new ToEngine.Registered("ledger", 0, List.of()));
        AskCode question = (AskCode) next();
        assertThat(question.client()).isEqualTo("client");
        register(2, "ledger");
        assertThat(next()).isEqualTo(question);
        send(new ToEngine.ClientIsAbsent(question.question()));
        send(new ToEngine.CodeAnswer(question.question(), List.of(), "because"));
        assertThat(asking.get(LoneCluster.LONG.toSeconds(), TimeUnit.SECONDS).reason())
                .isEqualTo("because");
    }

    @Test
    void itClaimsTheIdItHad() {
        identify(1, "ledger");
        send(new ToEngine.Registered("ledger", 3, List.of()));
        assertThat(identify(1, "ledger").claimedId()).isEqualTo(3);
    }

    @Test
    void registeredDropsWhatIsNotWantedAndHasTheOthersReported() throws InterruptedException {
        for (long task = 1; task <= 5; task++) {
            queue.add(assignment(task));
        }
        run(1);
        run(2);
        Attempts.take(queue);
        identify(1, "ledger");
        send(new ToEngine.Registered("ledger", 0, List.of(id(1), id(3), id(4))));
        assertThat(endedIds()).containsExactly(id(2));
        assertThat(queue.held()).isEqualTo(new HeldAttempts(List.of(id(5)), List.of(id(3)), List.of(id(2)), false));
        queue.ended(id(3), result(1));
        assertThat(queue.held().unacknowledged()).containsExactly(id(2));
    }

    @Test
    void aStartIsReportedWhileItRuns() throws InterruptedException {
        register(1, "ledger");
        assign(1);
        Attempts.take(queue);
        assertThat(next()).isEqualTo(new EngineReport(List.of(id(1)), List.of()));
    }

    @Test
    void aReportIsKnownForGoodWhenItIsAcknowledged() throws InterruptedException {
        register(1, "ledger");
        assign(1, 2);
        run(1);
        assertThat(endedIds()).containsExactly(id(1));
        assertThat(queue.held().unacknowledged()).containsExactly(id(1));
        acknowledge();
        await().atMost(LoneCluster.LONG)
                .until(() -> queue.held().unacknowledged().isEmpty());
        run(2);
        assertThat(endedIds()).containsExactly(id(2));
        acknowledge();
        await().atMost(LoneCluster.LONG).until(() -> queue.held().equals(HeldAttempts.NONE));
    }

    @Test
    void whatWasNotAcknowledgedIsReportedAgainInTheNextSession() throws InterruptedException {
        register(1, "ledger");
        assign(1);
        run(1);
        assertThat(endedIds()).containsExactly(id(1));
        assertThat(identify(2, "ledger").held().unacknowledged()).containsExactly(id(1));
        send(new ToEngine.Registered("ledger", 0, List.of()));
        assertThat(endedIds()).containsExactly(id(1));
        acknowledge();
        await().atMost(LoneCluster.LONG).until(() -> queue.held().equals(HeldAttempts.NONE));
    }

    @Test
    void aSecondRegisteredInASessionHasNothingReportedTwice() throws InterruptedException {
        register(1, "ledger");
        assign(1, 2);
        run(1);
        assertThat(endedIds()).containsExactly(id(1));
        send(new ToEngine.Registered("ledger", 0, List.of()));
        run(2);
        assertThat(endedIds()).containsExactly(id(2));
    }

    @Test
    void manyLargeReportsAreSentInSeveralMessages() throws InterruptedException {
        for (long task = 0; task < 7; task++) {
            queue.add(assignment(task));
            Attempts.take(queue);
            queue.ended(id(task), result(60_000));
        }
        register(1, "ledger");
        List<AttemptId> all = new ArrayList<>();
        while (all.size() < 7) {
            List<AttemptReport> batch = ended();
            assertThat(batch.stream().mapToInt(AttemptReport::size).sum()).isLessThanOrEqualTo(Batches.MAX_BYTES);
            batch.forEach(report -> all.add(report.attempt()));
        }
        assertThat(all).extracting(AttemptId::task).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void whatIsRevokedAndHasNotStartedIsGivenBack() {
        register(1, "ledger");
        assign(1);
        send(new ToEngine.Revoke(List.of(id(1), id(9))));
        assertThat(ended()).containsExactly(new AttemptReport(id(1), null), new AttemptReport(id(9), null));
    }

    @Test
    void whatIsInterruptedAndHasNotStartedIsGivenBackToo() {
        register(1, "ledger");
        assign(1);
        send(new ToEngine.Interrupt(List.of(id(1))));
        assertThat(ended()).containsExactly(new AttemptReport(id(1), null));
    }

    @Test
    void whatIsDroppedIsNeverReported() throws InterruptedException {
        register(1, "ledger");
        assign(1, 2, 3);
        Attempts.take(queue);
        send(new ToEngine.Drop(List.of(id(1), id(2))));
        await().atMost(LoneCluster.LONG).until(() -> queue.held().queued().equals(List.of(id(3))));
        queue.ended(id(1), result(1));
        run(3);
        assertThat(endedIds()).containsExactly(id(3));
    }

    @Test
    void whatIsMalformedIsNotObeyedAndHarmsNothing() throws InterruptedException {
        register(1, "ledger");
        send(new ToEngine.Drop(null));
        send(new ToEngine.Registered(null, 3, null));
        assign(1);
        run(1);
        assertThat(endedIds()).containsExactly(id(1));
    }

    @Test
    void whoHasLostTheLeaseIsNotObeyed() {
        register(5, "ledger");
        TestProbe<ToController> outdated = kit.createTestProbe(ToController.class);
        UUID session = UUID.randomUUID();
        actor.tell(new ToEngine.Identify(4, "ledger", 7, session, outdated.ref(), TestSecrets.PASS));
        ToEngine.Item drop = new ToEngine.Assign(List.of(assignment(1)));
        actor.tell(new Frame<>(session, 0, 1, 0, 0, false, false, List.of(drop)));
        assign(3);
        send(new ToEngine.Revoke(List.of(id(3))));
        assertThat(ended()).containsExactly(new AttemptReport(id(3), null));
        assertThat(queue.held().holds(id(1))).isFalse();
        outdated.ref().tell(new ToController.GivesWay(true));
        outdated.expectMessage(LoneCluster.LONG, new ToController.GivesWay(true));
    }

    @Test
    void anotherLedgerHasNothingOfTheOldOne() throws InterruptedException {
        register(9, "ledger");
        assign(1, 2, 3);
        run(1);
        Attempts.take(queue);
        assertThat(endedIds()).containsExactly(id(1));
        assertThat(register(1, "other").held())
                .isEqualTo(new HeldAttempts(List.of(), List.of(new AttemptId(-1, 0)), List.of(), false));
        assign(1);
        await().atMost(LoneCluster.LONG).until(() -> queue.held().queued().equals(List.of(id(1))));
        queue.ended(id(2), result(1));
        run(1);
        assertThat(endedIds()).containsExactly(id(1));
    }

    @Test
    void whoHasNotProvenThatItIsTheControllerIsNotAnswered() {
        TestProbe<ToController> liar = kit.createTestProbe(ToController.class);
        actor.tell(new ToEngine.Identify(9, "ledger", 7, UUID.randomUUID(), liar.ref(), Secret.random()));
        for (int i = 0; i < 5; i++) {
            engine.serving(new Serving(1, "ledger", controller.ref().narrow(), TestSecrets.PASS));
        }
        assertThat(register(1, "ledger").pass()).isEqualTo(TestSecrets.PASS);
        liar.expectNoMessage(Duration.ZERO);
        assertThat(engine.admits("ledger", 1)).as("its epoch is not believed").isTrue();
    }

    @Test
    void anIdentifyThatHasOvertakenTheProofOfItsControllerIsAnsweredWhenThatHasCome() {
        ActorRef<ToController> itself = controller.ref().narrow();
        Secret pass = Secret.random();
        actor.tell(new ToEngine.Identify(1, "ledger", 7, UUID.randomUUID(), itself, pass));
        engine.serving(new Serving(1, "ledger", itself, pass));
        ToController.Register register = controller.expectMessageClass(ToController.Register.class, LoneCluster.LONG);
        assertThat(register.pass()).isEqualTo(pass);
    }

    @Test
    void whenANodeIsExpelledTheTicketThatItHasIsNoneAnyMore() {
        Secret before = register(1, "ledger").ticket();
        send(new ToEngine.Expelled("akka://stoker@127.0.0.1:9"));
        assertThat(next()).isEqualTo(new ToController.Ticket(engine.ticket()));
        assertThat(engine.ticket()).isNotEqualTo(before);
        assertThat(register(1, "ledger").ticket()).isEqualTo(engine.ticket());
    }

    @Test
    void aQuestionForAnAttemptIsAnsweredAlsoIfThatDoesNotRun() {
        register(1, "ledger");
        UUID question = UUID.randomUUID();
        send(new ToEngine.AskAttempt(question, id(7), true));
        ToController.AttemptAnswer answer = (ToController.AttemptAnswer) next();
        assertThat(answer.question()).isEqualTo(question);
        assertThat(answer.note()).contains("does not run it");
    }
}
