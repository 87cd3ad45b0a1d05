package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.LoneCluster;
import io.stoker.store.MemoryStore;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.task.Outcome;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.Question;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import io.stoker.wire.ToMember;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireConfig;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A controller's actor, and a probe that says what no client of ours says; the actor is never started again for it. */
class MalformedMessagesTest {
    private static final MemoryStore STORE = new MemoryStore();
    private static ActorTestKit kit;
    private static ActorRef<Object> controller;

    private final FakeClient client =
            new FakeClient(kit, controller, 1, UUID.randomUUID().toString());

    @BeforeAll
    static void start() {
        kit = LoneCluster.start("controller", Map.of());
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        controller = kit.spawn(Controller.create(settings, STORE, ControllerListener.NONE));
        FakeClient.awaitServing(kit, controller);
        TaskSpec spec = TestTasks.spec("");
        FakeClient first = new FakeClient(kit, controller, 1, "first");
        first.send(new ToController.Submit(0, 1, false, Collections.nCopies(3, spec)));
        first.receive(ToClient.Accepted.class);
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
        STORE.close();
    }

    /** The memory store counts a lease for each start of the actor. */
    private void assertServesAsBefore() {
        TestProbe<ToMember> member = kit.createTestProbe(ToMember.class);
        controller.tell(Passes.heartbeat(
                kit,
                Passes.claim(kit, controller),
                List.of(new ToController.Statement("member", HeldAttempts.NONE, 0, null, null, null)),
                member.ref()));
        assertThat(member.expectMessageClass(ToMember.HeartbeatAck.class, LONG).epoch())
                .isEqualTo(1);
    }

    private ToClient.Refused refusal(ToController message) {
        client.send(message);
        ToClient.Refused refused = (ToClient.Refused) client.receive();
        assertThat(refused.reason()).isEqualTo(ToClient.Reason.BROKEN_COMMAND);
        assertThat(refused.retryable()).isFalse();
        return refused;
    }

    private String noAnswer(ToController message) {
        client.send(message);
        return ((ToClient.NoAnswer) client.receive()).reason();
    }

    @Test
    void idsBeyondTheLastAreUnknownInOneGo() {
        long[] ranges = {Long.MIN_VALUE, -1, 3, 3, 7, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
        client.send(new ToController.Watch(ranges, true));
        assertThat(((ToClient.Results) client.receive()).unknown())
                .containsExactly(
                        new ToClient.Unknown(
                                Long.MIN_VALUE, -1, "there are no tasks with ids from -9223372036854775808 to -1"),
                        new ToClient.Unknown(3, 3, "there is no task with the id 3"),
                        new ToClient.Unknown(
                                7, Long.MAX_VALUE, "there are no tasks with ids from 7 to 9223372036854775807"),
                        new ToClient.Unknown(
                                Long.MAX_VALUE, Long.MAX_VALUE, "there is no task with the id 9223372036854775807"));
        assertServesAsBefore();
    }

    @Test
    void allCallsThatNameIdsTakeTheLastThereCanBe() {
        long[] all = {Long.MIN_VALUE, Long.MAX_VALUE};
        long[] last = {Long.MAX_VALUE, Long.MAX_VALUE};
        client.send(new Question.AskTask(1, Long.MAX_VALUE));
        assertThat(((ToClient.TaskAnswer) client.receive()).state()).isNull();
        client.send(new Question.AskStates(2, Long.MAX_VALUE, Integer.MAX_VALUE));
        assertThat(((ToClient.StatesAnswer) client.receive()).states()).isEmpty();
        client.send(new Question.AskStates(3, 1, Integer.MAX_VALUE));
        assertThat(((ToClient.StatesAnswer) client.receive()).states()).hasSize(2);
        client.send(new ToController.Abort(0, 1, Long.MAX_VALUE, true));
        assertThat(((ToClient.Refused) client.receive()).reason()).isEqualTo(ToClient.Reason.UNKNOWN_TASK);
        client.send(new ToController.Clear(0, 2, last));
        assertThat(((ToClient.Cleared) client.receive()).missing()).isEqualTo(last);
        client.send(new ToController.Pin(0, 3, all, true));
        assertThat(((ToClient.Pinned) client.receive()).missing())
                .isEqualTo(new long[] {Long.MIN_VALUE, -1, 3, Long.MAX_VALUE});
        client.send(new ToController.Clear(0, 4, all));
        assertThat(client.receive()).isInstanceOfAny(ToClient.Cleared.class, ToClient.Refused.class);
        assertServesAsBefore();
    }

    @Test
    void aMalformedCommandIsRefusedWithWhatIsWrong() {
        TaskSpec spec = TestTasks.spec("");
        assertThat(refusal(new ToController.Submit(0, -1, false, List.of(spec))).message())
                .startsWith("a malformed Submit: firstKey");
        assertThat(refusal(new ToController.Abort(0, -5, 0, true)).firstKey()).isEqualTo(-5);
        assertThat(refusal(new ToController.Clear(0, 1, new long[] {1})).message())
                .contains("ranges");
        assertThat(refusal(new ToController.Pin(0, 1, new long[] {2, 1}, true)).message())
                .contains("from 2 to 1");
        assertServesAsBefore();
    }

    @Test
    void aMalformedQuestionIsAnsweredWithWhatIsWrong() {
        client.send(new ToController.Watch(new long[] {2, 1}, true));
        assertThat(((ToClient.NotWatched) client.receive()).reason()).contains("from 2 to 1");
        client.send(new ToController.Watch(new long[] {1, 2, 3}, false));
        client.send(new ToController.Watch(null, false));
        assertThat(noAnswer(new Question.AskStates(1, 0, -1))).contains("count is -1");
        assertThat(noAnswer(new Question.AskEngine(1, null, 0))).contains("instance is missing");
        assertServesAsBefore();
    }

    @Test
    void aMalformedPartOfAValueIsRefusedWithWhatIsWrong() {
        FakeValueClient values = new FakeValueClient(kit, controller);
        StoredValue value = new StoredValue(UUID.randomUUID(), 1 << 20, 0);
        values.send(new ToValueServer.Put(1, value, 0, new byte[(256 << 10) + 1]));
        assertThat(((ToValueClient.ValueRefused) values.receive()).reason()).contains("must be at most 262144");
        values.send(new ToValueServer.Get(2, value, -1));
        assertThat(((ToValueClient.ValueRefused) values.receive()).reason()).contains("offset is -1");
        assertServesAsBefore();
    }

    @Test
    void whatAClientDoesNotSendAndImpossibleNumbersHarmNobody() {
        client.send(new ToController.NodeExited("x", 1, "a", TestSecrets.PASS));
        client.send(new Question.AskStatus(5));
        assertThat(((ToClient.StatusAnswer) client.receive()).request()).isEqualTo(5);
        UUID session = UUID.randomUUID();
        TestProbe<Frame<ToClient>> liar = kit.createTestProbe();
        controller.tell(new ToController.Open(
                session,
                1,
                1,
                TestSecrets.instance("liar"),
                TestSecrets.key("liar"),
                Passes.of(kit, controller),
                "host",
                "user",
                liar.ref()));
        controller.tell(new Frame<>(session, 0, 1, 9, 9, false, false, List.of(new Question.AskStatus(1))));
        controller.tell(new Frame<>(session, 7, 1, 0, 0, false, false, List.of(new Question.AskStatus(2))));
        controller.tell(new Frame<>(session, 0, 1, 0, 0, false, false, List.of(new Question.AskStatus(3))));
        assertThat(liar.receiveMessage(LONG).items())
                .extracting(item -> ((ToClient.StatusAnswer) item).request())
                .containsExactly(3L);
        assertServesAsBefore();
    }

    @Test
    void aSessionForAnotherControllerOrOlderThanTheOneThereIsIsNotTakenUp() {
        TestProbe<Frame<ToClient>> probe = kit.createTestProbe();
        UUID current = UUID.randomUUID();
        UUID elder = UUID.randomUUID();
        UUID foreign = UUID.randomUUID();
        controller.tell(new ToController.Open(
                current,
                2,
                1,
                TestSecrets.instance("sessions"),
                TestSecrets.key("sessions"),
                Passes.of(kit, controller),
                "host",
                "user",
                probe.ref()));
        controller.tell(new ToController.Open(
                elder,
                1,
                1,
                TestSecrets.instance("sessions"),
                TestSecrets.key("sessions"),
                Passes.of(kit, controller),
                "host",
                "user",
                probe.ref()));
        controller.tell(new ToController.Open(
                foreign,
                3,
                9,
                TestSecrets.instance("sessions"),
                TestSecrets.key("sessions"),
                Passes.of(kit, controller),
                "host",
                "user",
                probe.ref()));
        for (UUID session : List.of(foreign, elder, current)) {
            controller.tell(new Frame<>(session, 0, 1, 0, 0, false, false, List.of(new Question.AskStatus(1))));
        }
        assertThat(probe.receiveMessage(LONG).session()).isEqualTo(current);
        UUID next = UUID.randomUUID();
        controller.tell(new ToController.Open(
                next,
                3,
                1,
                TestSecrets.instance("sessions"),
                TestSecrets.key("sessions"),
                Passes.of(kit, controller),
                "host",
                "user",
                probe.ref()));
        for (UUID session : List.of(current, next)) {
            controller.tell(new Frame<>(session, 0, 1, 0, 0, false, false, List.of(new Question.AskStatus(1))));
        }
        assertThat(probe.receiveMessage(LONG).session()).isEqualTo(next);
    }

    @Test
    void aMessageThatSaysNobodyToTellHarmsNobody() {
        List<WireMessage> nobodys = List.of(
                new ToController.Open(UUID.randomUUID(), 1, 1, "x", null, null, "host", "user", null),
                new ToController.Open(null, 1, 1, null, null, null, "host", "user", null),
                new ToController.FindEngine(1, "x", 0, null, null),
                new ToController.ListEngines(null),
                new Frame<>(UUID.randomUUID(), 0, 1, 0, 0, false, false, List.of()),
                new ToValueServer.Open(null, false, null, null, null),
                new ToController.Heartbeat(WireMessage.VERSION, null, 0, 0, null, null, null, null),
                new ToController.Heartbeat(WireMessage.VERSION + 1, null, 0, 0, null, null, null, null),
                new ToController.Register(
                        WireMessage.VERSION,
                        0,
                        null,
                        "i",
                        -1,
                        null,
                        null,
                        0,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                new ToController.Register(
                        WireMessage.VERSION + 1,
                        0,
                        null,
                        null,
                        -1,
                        null,
                        null,
                        0,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                new ToController.Properties(1, null, false),
                new ToController.NodeExited(null, 0, null, null),
                new ToController.GivesWay(true));
        nobodys.forEach(controller::tell);
        assertServesAsBefore();
    }

    @Test
    void ofAReportTheReadablePartIsUsed() {
        AttemptResult wrong = TestTasks.result(Outcome.LOST, Map.of(), null, "", "", -1);
        List<ToController.AttemptReport> reports = List.of(new ToController.AttemptReport(new AttemptId(0, 1), wrong));
        TestProbe<Object> engine = kit.createTestProbe();
        UUID session = identified(engine);
        controller.tell(hello("reporter", session, engine.ref()));
        controller.tell(new Frame<>(
                session,
                0,
                1,
                0,
                0,
                false,
                false,
                List.of(new ToController.EngineReport(List.of(), reports), new Question.AskStatus(1))));
        engine.fishForMessage(
                LONG,
                m -> m instanceof Frame<?> frame && frame.acknowledged() == 2
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore());
        controller.tell(new Controller.EnginesExited(TestSecrets.instance("reporter"), 1));
        assertServesAsBefore();
    }

    /** The session that the controller begins with an engine that has come. */
    private static UUID identified(TestProbe<Object> engine) {
        TestProbe<ToMember> member = kit.createTestProbe(ToMember.class);
        String instance = engine.ref().path().name();
        controller.tell(Passes.heartbeat(
                kit,
                Passes.claim(kit, controller),
                List.of(new ToController.Statement(
                        instance, HeldAttempts.NONE, 0, engine.ref().narrow(), null, null)),
                member.ref()));
        List<Object> greetings = engine.fishForMessage(
                LONG,
                m -> m instanceof ToEngine.Identify ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
        return ((ToEngine.Identify) greetings.get(0)).session();
    }

    private static ToController.Register hello(String instance, UUID session, ActorRef<Object> engine) {
        return new ToController.Register(
                WireMessage.VERSION,
                0,
                session,
                TestSecrets.instance(instance),
                -1,
                List.of(),
                EngineProperties.NONE,
                0,
                false,
                HeldAttempts.NONE,
                engine.narrow(),
                engine.narrow(),
                TestSecrets.PASS,
                TestSecrets.key(instance),
                Passes.of(kit, controller));
    }

    private List<Integer> engines() {
        TestProbe<ToClient> asker = kit.createTestProbe(ToClient.class);
        controller.tell(new ToController.ListEngines(asker.ref()));
        return asker.expectMessageClass(ToClient.EnginesAnswer.class, LONG).engines().stream()
                .map(EngineInfo::id)
                .toList();
    }

    @Test
    void oneActorIsOneEngineWhateverItCallsItself() {
        TestProbe<Object> engine = kit.createTestProbe();
        List<Integer> before = engines();
        UUID session = identified(engine);
        controller.tell(hello("one", session, engine.ref()));
        controller.tell(hello("two", session, engine.ref()));
        assertThat(engines()).hasSize(before.size() + 1);
        assertServesAsBefore();
        controller.tell(new Controller.EnginesExited(TestSecrets.instance("one"), 1));
        UUID next = identified(engine);
        controller.tell(hello("three", next, engine.ref()));
        assertThat(engines()).hasSize(before.size() + 1);
        controller.tell(new Controller.EnginesExited(TestSecrets.instance("three"), 1));
        assertServesAsBefore();
    }

    @Test
    void answersToQuestionsForCodeThatNobodyHasAskedArePassedOver() {
        UUID question = UUID.randomUUID();
        client.send(new ToController.CodeAnswer(question, "no engine", List.of(), ""));
        client.send(new ToController.CodeAnswer(question, null, null, null));
        client.send(new ToController.CodeAnswer(null, "", List.of(), "x".repeat(5_000)));
        client.send(new ToController.AskCode(question, "first", question, "a.txt")); // which only engines do
        client.send(new Question.AskStatus(1));
        assertThat(client.receive()).isInstanceOf(ToClient.StatusAnswer.class);
        assertServesAsBefore();
    }
}
