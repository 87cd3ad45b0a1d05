package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.typed.Cluster;
import io.stoker.LoneCluster;
import io.stoker.store.MemoryStore;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.task.Outcome;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.wire.Load;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToMember;
import io.stoker.wire.ToTransfer;
import io.stoker.wire.WireConfig;
import io.stoker.wire.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
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

    private final TestProbe<ToClient> client = kit.createTestProbe(ToClient.class);

    @BeforeAll
    static void start() {
        kit = LoneCluster.start("controller", Map.of());
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        controller = kit.spawn(Controller.create(settings, STORE, ControllerListener.NONE));
        TestProbe<ToClient> answers = kit.createTestProbe(ToClient.class);
        await().atMost(LONG).untilAsserted(() -> {
            controller.tell(new ToController.AskStatus(0, answers.ref()));
            answers.expectMessageClass(ToClient.StatusAnswer.class, Duration.ofSeconds(1));
        });
        submit(answers, 3);
    }

    private static void submit(TestProbe<ToClient> who, int count) {
        TaskSpec spec = new TaskSpec("", Map.of(), List.of(), TaskOptions.NONE);
        controller.tell(new ToController.Submit("first", 0, 1, Collections.nCopies(count, spec), who.ref()));
        who.fishForMessage(
                LONG,
                m -> m instanceof ToClient.Accepted ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
        STORE.close();
    }

    /** The memory store counts a lease for each start of the actor. */
    private void assertServesAsBefore() {
        TestProbe<ToMember> member = kit.createTestProbe(ToMember.class);
        controller.tell(new ToController.Here(
                WireMessage.VERSION, LoneCluster.address(kit), uid(), "member", 0, Load.NONE, 0, member.ref()));
        assertThat(member.expectMessageClass(ToMember.Keep.class, LONG).epoch()).isEqualTo(1);
    }

    private static long uid() {
        return Cluster.get(kit.system()).selfMember().uniqueAddress().longUid();
    }

    private ToClient.Refused refusal(ToController message) {
        controller.tell(message);
        ToClient.Refused refused = client.expectMessageClass(ToClient.Refused.class, LONG);
        assertThat(refused.reason()).isEqualTo(ToClient.Reason.BROKEN_COMMAND);
        assertThat(refused.retryable()).isFalse();
        return refused;
    }

    private String noAnswer(ToController message) {
        controller.tell(message);
        return client.expectMessageClass(ToClient.NoAnswer.class, LONG).reason();
    }

    @Test
    void idsBeyondTheLastAreUnknownInOneGo() {
        long[] ranges = {Long.MIN_VALUE, -1, 3, 3, 7, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
        controller.tell(new ToController.Watch(7, ranges, true, client.ref()));
        assertThat(client.receiveMessage(LONG)).isEqualTo(new ToClient.Watching(7));
        assertThat(client.expectMessageClass(ToClient.Results.class, LONG).unknown())
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
        controller.tell(new ToController.AskTask(1, Long.MAX_VALUE, client.ref()));
        assertThat(client.expectMessageClass(ToClient.TaskAnswer.class, LONG).state())
                .isNull();
        controller.tell(new ToController.AskStates(2, Long.MAX_VALUE, Integer.MAX_VALUE, client.ref()));
        assertThat(client.expectMessageClass(ToClient.StatesAnswer.class, LONG).states())
                .isEmpty();
        controller.tell(new ToController.AskStates(3, 1, Integer.MAX_VALUE, client.ref()));
        assertThat(client.expectMessageClass(ToClient.StatesAnswer.class, LONG).states())
                .hasSize(2);
        controller.tell(new ToController.Abort("ids", 0, 1, Long.MAX_VALUE, true, client.ref()));
        assertThat(client.expectMessageClass(ToClient.Refused.class, LONG).reason())
                .isEqualTo(ToClient.Reason.UNKNOWN_TASK);
        controller.tell(new ToController.Clear("ids", 0, 2, last, client.ref()));
        assertThat(client.expectMessageClass(ToClient.Cleared.class, LONG).missing())
                .isEqualTo(last);
        controller.tell(new ToController.Pin("ids", 0, 3, all, true, client.ref()));
        assertThat(client.expectMessageClass(ToClient.Pinned.class, LONG).missing())
                .isEqualTo(new long[] {Long.MIN_VALUE, -1, 3, Long.MAX_VALUE});
        controller.tell(new ToController.Clear("ids", 0, 4, all, client.ref()));
        assertThat(client.receiveMessage(LONG)).isInstanceOfAny(ToClient.Cleared.class, ToClient.Refused.class);
        assertServesAsBefore();
    }

    @Test
    void aMalformedCommandIsRefusedWithWhatIsWrong() {
        TaskSpec spec = new TaskSpec("", Map.of(), List.of(), TaskOptions.NONE);
        assertThat(refusal(new ToController.Submit("", 0, 1, List.of(spec), client.ref()))
                        .message())
                .startsWith("a malformed Submit: session");
        assertThat(refusal(new ToController.Submit("m", 0, 1, null, client.ref()))
                        .message())
                .contains("specs is missing");
        assertThat(refusal(new ToController.Abort(null, 0, 5, 0, true, client.ref()))
                        .firstKey())
                .isEqualTo(5);
        assertThat(refusal(new ToController.Clear("m", 0, 1, new long[] {1}, client.ref()))
                        .message())
                .contains("ranges");
        assertThat(refusal(new ToController.Pin("m", 0, 1, new long[] {2, 1}, true, client.ref()))
                        .message())
                .contains("from 2 to 1");
        assertServesAsBefore();
    }

    @Test
    void aMalformedQuestionIsAnsweredWithWhatIsWrong() {
        assertThat(noAnswer(new ToController.Watch(1, new long[] {1, 2, 3}, false, client.ref())))
                .contains("3 numbers");
        assertThat(noAnswer(new ToController.Watch(1, null, false, client.ref())))
                .contains("ranges is missing");
        assertThat(noAnswer(new ToController.AskStates(1, 0, -1, client.ref()))).contains("count is -1");
        assertThat(noAnswer(new ToController.AskEngine(1, null, 0, client.ref())))
                .contains("instance is missing");
        assertServesAsBefore();
    }

    @Test
    void aMalformedPartOfAValueIsRefusedWithWhatIsWrong() {
        TestProbe<ToTransfer> transfer = kit.createTestProbe(ToTransfer.class);
        StoredValue value = new StoredValue(UUID.randomUUID(), 1 << 20, 0);
        controller.tell(new ToController.Put(value, 1, 0, new byte[(256 << 10) + 1], transfer.ref()));
        assertThat(transfer.expectMessageClass(ToTransfer.ValueRefused.class, LONG)
                        .reason())
                .contains("must be at most 262144");
        controller.tell(new ToController.Get(value.id(), -1, 5, transfer.ref()));
        assertThat(transfer.expectMessageClass(ToTransfer.ValueRefused.class, LONG)
                        .reason())
                .contains("offset is -1");
        assertServesAsBefore();
    }

    @Test
    void aMessageThatSaysNobodyToTellHarmsNobody() {
        List<WireMessage> nobodys = List.of(
                new ToController.Watch(1, new long[] {1, 1}, false, null),
                new ToController.AskStatus(1, null),
                new ToController.Abort("s", 0, 1, 0, false, null),
                new ToController.Put(null, 1, 0, new byte[0], null),
                new ToController.Get(null, 0, 0, null),
                new ToController.Here(WireMessage.VERSION, null, 0, null, 0, null, 0, null),
                new ToController.Here(WireMessage.VERSION + 1, null, 0, null, 0, null, 0, null),
                new ToController.Hello(WireMessage.VERSION, 0, "i", -1, null, null, 0, null, null, null),
                new ToController.Hello(WireMessage.VERSION + 1, 0, null, -1, null, null, 0, null, null, null),
                new ToController.EngineReport(null, null, null),
                new ToController.Properties("i", 1, null),
                new ToController.EngineExited(null, 0),
                new ToController.GivesWay(null, true),
                new ToController.End(1, null));
        nobodys.forEach(controller::tell);
        assertServesAsBefore();
    }

    @Test
    void ofAReportTheReadablePartIsUsed() {
        AttemptResult wrong = new AttemptResult(Outcome.LOST, Map.of(), null, null, null, 0, -1);
        List<ToController.AttemptReport> reports = new ArrayList<>();
        reports.add(null);
        reports.add(new ToController.AttemptReport(null, wrong));
        reports.add(new ToController.AttemptReport(new AttemptId(0, 1), wrong));
        controller.tell(new ToController.EngineReport("nobody", List.of(), reports));
        assertServesAsBefore();
    }

    private ToController.Hello hello(String instance, ActorRef<Object> engine) {
        return new ToController.Hello(
                WireMessage.VERSION,
                0,
                instance,
                -1,
                List.of(),
                EngineProperties.NONE,
                0,
                Load.NONE,
                engine.narrow(),
                engine.narrow());
    }

    private List<Integer> engines() {
        TestProbe<ToClient> asker = kit.createTestProbe(ToClient.class);
        controller.tell(new ToController.AskEngines(1, 0, 0, asker.ref()));
        return asker.expectMessageClass(ToClient.EnginesAnswer.class, LONG).engines().stream()
                .map(EngineInfo::id)
                .toList();
    }

    @Test
    void oneActorIsOneEngineWhateverItCallsItself() {
        TestProbe<Object> engine = kit.createTestProbe();
        List<Integer> before = engines();
        controller.tell(hello("one", engine.ref()));
        controller.tell(hello("two", engine.ref()));
        assertThat(engines()).hasSize(before.size() + 1);
        assertServesAsBefore();
        controller.tell(new ToController.EngineExited("one", 1));
        controller.tell(hello("three", engine.ref()));
        assertThat(engines()).hasSize(before.size() + 1);
        controller.tell(new ToController.EngineExited("three", 1));
        assertServesAsBefore();
    }

    @Test
    void anEngineMayBeAClientAsWell() {
        TestProbe<Object> both = kit.createTestProbe();
        controller.tell(hello("both", both.ref()));
        controller.tell(
                new ToController.Watch(1, new long[] {0, 9}, true, both.ref().narrow()));
        assertServesAsBefore();
        List<Integer> before = engines();
        both.stop();
        await().atMost(LONG).until(() -> engines().size() < before.size());
        assertServesAsBefore();
    }
}
