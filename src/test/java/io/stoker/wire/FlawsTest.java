package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Block;
import io.stoker.task.Code;
import io.stoker.task.EngineProperties;
import io.stoker.task.Failure;
import io.stoker.task.Labels;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.Query;
import io.stoker.task.RunningAttempt;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.packed.PackedItems;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FlawsTest {
    private static ActorTestKit kit;

    @BeforeAll
    static void start() {
        kit = Kits.unjoined();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static void assertFlaw(WireMessage message, String... words) {
        assertThat(message.flaw()).as("flaw of %s", message).contains(words);
    }

    private static ActorRef<Frame<ToClient>> frames() {
        return kit.<Frame<ToClient>>createTestProbe().ref();
    }

    private static ToController.Watch watch(long... ranges) {
        return new ToController.Watch(ranges, false);
    }

    private static ToValueServer.Put put(long size, long offset, int length) {
        StoredValue value = new StoredValue(new UUID(1, 2), size, 0);
        return new ToValueServer.Put(1, value, offset, new byte[length]);
    }

    private static ToValueServer.Get get(long size, long offset) {
        return new ToValueServer.Get(1, new StoredValue(new UUID(1, 2), size, 0), offset);
    }

    @Test
    void thereIsNoneInMessagesAsTheyShouldBe() {
        assertThat(Samples.all(kit))
                .allSatisfy(message ->
                        assertThat(message.flaw()).as("flaw of %s", message).isNull());
    }

    @Test
    void progressThatIsNotAFractionOrHasALongNoteIsNone() {
        assertFlaw(new ToClient.TaskAnswer(1, null, null, "", new TaskProgress(1.5, "")), "fraction", "1.5");
        assertFlaw(new ToClient.TaskAnswer(1, null, null, "", new TaskProgress(0.5, "x".repeat(201))), "201 bytes");
    }

    /** Whatever a message has in it, at its top. */
    @Test
    void aFieldThatIsMissingIsNamedUnlessItMayBe() throws ReflectiveOperationException {
        for (WireMessage message : Samples.all(kit)) {
            if (PackedItems.code(message) != PackedItems.NONE) {
                continue; // its form cannot lack anything
            }
            RecordComponent[] components = message.getClass().getRecordComponents();
            for (int i = 0; i < components.length; i++) {
                if (components[i].getType().isPrimitive()) {
                    continue;
                }
                String flaw = without(message, components, i).flaw();
                if (components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    assertThat(flaw).as("%s without %s", message, components[i]).isNull();
                } else {
                    assertThat(flaw)
                            .as("%s without %s", message, components[i])
                            .contains(components[i].getName() + " is missing");
                }
            }
        }
    }

    private static WireMessage without(WireMessage message, RecordComponent[] components, int missing)
            throws ReflectiveOperationException {
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            components[i].getAccessor().setAccessible(true);
            values[i] = i == missing ? null : components[i].getAccessor().invoke(message);
        }
        Constructor<?> constructor = message.getClass()
                .getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return (WireMessage) constructor.newInstance(values);
    }

    @Test
    void whatIsMissingFurtherDownIsNamedByItsPlace() {
        List<AttemptId> holes = new ArrayList<>();
        holes.add(null);
        assertFlaw(new ToEngine.Drop(holes), "attempts[0] is missing");
        Failure failure = new Failure(Failure.Kind.SYSTEM, "x", "", 0, 0, null, "");
        assertFlaw(new ToCaller.Answered(1, failure, Map.of()), "failure.frames is missing");
    }

    @Test
    void rangesComeInPairsThatDoNotEndBeforeTheyBegin() {
        assertFlaw(watch(1), "ranges", "1 numbers");
        assertFlaw(watch(1, 2, 3), "3 numbers");
        assertFlaw(watch(5, 4), "from 5 to 4");
        assertFlaw(watch(0, 1, Long.MAX_VALUE, Long.MIN_VALUE), "ends before it begins");
        assertThat(watch(5, 5, 1, Long.MAX_VALUE).flaw()).isNull();
        assertFlaw(new ToController.Clear(0, 1, new long[] {5, 6, 6, 7}), "6 after 6");
        assertFlaw(new ToController.Pin(0, 1, new long[] {9, 9, 1, 1}, true), "1 after 9");
    }

    @Test
    void numbersHaveTheirLeastAndMost() {
        assertFlaw(new Question.AskStates(1, -1, 5), "from is -1");
        assertFlaw(new Question.AskStates(1, 0, -5), "count is -5");
        assertFlaw(new Question.AskEngines(1, -2, 0), "from is -2");
        assertFlaw(new ToController.Abort(0, -1, 0, false), "key is -1");
        TaskSpec spec = TestTasks.spec("");
        assertFlaw(new ToController.Submit(0, Long.MAX_VALUE, false, List.of(spec)), "firstKey");
        Once beyond = new Once(new UUID(0, 1), 3, 3);
        assertFlaw(new ToController.Submit(0, 1, false, List.of(spec), beyond, -1), "once.from");
        Once before = new Once(new UUID(0, 1), -1, 3);
        assertFlaw(new ToController.Submit(0, 1, false, List.of(spec), before, -1), "once.from");
        assertThat(Flaws.ofKind(TaskOptions.NONE.withRetries(-1))).contains("retries is -1");
        assertFlaw(new ToEngine.Drop(List.of(new AttemptId(-2, 1))), "attempts[0].task is -2");
        assertFlaw(new ToValueClient.Has(1, -1), "bytes is -1");
    }

    @Test
    void noEngineWasBusyForLessThanNoTime() {
        ToController.Heartbeat sample = Samples.all(kit).stream()
                .filter(ToController.Heartbeat.class::isInstance)
                .map(ToController.Heartbeat.class::cast)
                .findFirst()
                .orElseThrow();
        for (EngineLoad load : List.of(new EngineLoad(-1, 0, 0), new EngineLoad(0, -1, 0), new EngineLoad(0, 0, -1))) {
            ToController.Statement statement = new ToController.Statement("i", HeldAttempts.NONE, 0, null, null, load);
            assertFlaw(
                    new ToController.Heartbeat(
                            WireMessage.VERSION,
                            sample.address(),
                            sample.uid(),
                            1,
                            sample.claim(),
                            List.of(statement),
                            List.of(),
                            sample.replyTo()),
                    "load",
                    "-1");
        }
    }

    @Test
    void partsOfValuesLieWithinThemAndAreNotTooLong() {
        assertThat(put(300_000, 0, 262_144).flaw()).isNull();
        assertFlaw(put(300_000, 0, 262_145), "length is 262145", "must be at most 262144");
        assertFlaw(put(10, 6, 5), "offset is 6", "must be at most 5");
        assertFlaw(put(10, -1, 5), "offset is -1");
        assertFlaw(put(-1, 0, 0), "offset is 0", "must be at most -1");
        assertFlaw(get(-1, 0), "value.size is -1");
        assertFlaw(get(5, -1), "offset is -1");
        assertFlaw(get(5, 6), "offset is 6", "must be at most 5");
        assertThat(get(5, 5).flaw()).isNull();
        assertFlaw(new ToValueClient.Part(1, -1, new byte[1]), "offset is -1");
    }

    @Test
    void namesAndConditionsCanBeRead() {
        assertFlaw(
                new ToController.Open(
                        new UUID(1, 2), 1, 1, " ", TestSecrets.key("x"), TestSecrets.PASS, "host", "user", frames()),
                "instance");
        assertFlaw(
                new ToController.Open(
                        new UUID(1, 2),
                        1,
                        1,
                        "x".repeat(201),
                        TestSecrets.key("x"),
                        TestSecrets.PASS,
                        "host",
                        "user",
                        frames()),
                "(201 characters)");
        assertThat(Flaws.ofKind(TaskOptions.NONE.withDepend("RAM >"))).contains("depend");
        EngineProperties unreadable = new EngineProperties(Map.of("pid", new byte[] {(byte) 0xff}));
        assertFlaw(new ToController.Properties(1, unreadable, false), "properties.encoded");
    }

    @Test
    void questionsForCodeAndTheirAnswersAreBounded() {
        UUID id = new UUID(1, 2);
        assertFlaw(new ToController.AskCode(id, "", id, "a.txt"), "client");
        assertFlaw(new ToController.AskCode(id, "client", id, ""), "entry.length is 0");
        String most = "x".repeat(RunningAttempt.LONGEST_TEXT);
        assertThat(new ToController.AttemptAnswer(id, "", most, most, 0, 0, most).flaw())
                .isNull();
        assertFlaw(new ToController.AttemptAnswer(id, "", most + "x", "", 0, 0, ""), "stdout is 16385");
        assertFlaw(new ToController.AttemptAnswer(id, "", "", "漢".repeat(6_000), 0, 0, ""), "stderr is 18000");
        assertFlaw(new ToController.AttemptAnswer(id, "", "", "", 0, 0, most + "x"), "stack is 16385");
        assertFlaw(new ToController.AttemptAnswer(id, "", "", "", -1, 0, ""), "stdoutBytes is -1");
        assertFlaw(new ToController.AttemptAnswer(id, "", "", "", 0, -1, ""), "stderrBytes is -1");
        assertFlaw(new ToController.AttemptAnswer(id, "x".repeat(501), "", "", 0, 0, ""), "note is 501");
        assertFlaw(new ToClient.AskCode(id, "engine", id, "x".repeat(4_097)), "entry.length is 4097");
        List<StoredValue> many = Collections.nCopies(1_001, new StoredValue(id, 1, 1));
        assertFlaw(new ToController.CodeAnswer(id, "engine", many, ""), "bundles is 1001");
        assertFlaw(new ToController.CodeAnswer(id, " ", List.of(), ""), "engine");
        assertFlaw(new ToEngine.CodeAnswer(id, many, ""), "bundles is 1001");
        assertFlaw(new ToEngine.CodeAnswer(id, List.of(), "x".repeat(4_001)), "reason is 4001");
    }

    @Test
    void aReportThatIsWrongIsNoFlawOfTheOthers() {
        AttemptResult lost = TestTasks.result(Outcome.LOST, Map.of(), null, "", "", 0);
        ToController.AttemptReport wrong = new ToController.AttemptReport(new AttemptId(1, 1), lost);
        assertThat(wrong.flaw()).contains("outcome must not be LOST");
        assertThat(new ToController.EngineReport(List.of(), List.of(wrong)).flaw())
                .isNull();
    }

    @Test
    void whatAReportTellsInBriefIsShort() {
        int head = AttemptResult.LARGEST_HEAD + 1;
        AttemptResult large = new AttemptResult(Outcome.FAILED, Block.of(new byte[head], head), List.of(), "", 1);
        String text = "x".repeat(AttemptResult.LONGEST_ERROR + 1);
        AttemptResult wordy = new AttemptResult(Outcome.FAILED, Block.EMPTY, List.of(), text, 1);
        assertThat(new ToController.AttemptReport(new AttemptId(1, 1), large).flaw())
                .contains("result.body.head is " + head);
        assertThat(new ToController.AttemptReport(new AttemptId(1, 1), wordy).flaw())
                .contains("result.error is " + text.length());
    }

    @Test
    void bundlesOfClassesAreNamedAndHaveASize() {
        UUID space = new UUID(1, 2);
        Payload function = Payload.of(new byte[1]);
        Code negative = new Code("client", space, List.of(new StoredValue(space, -1, 0)));
        assertFlaw(new ToDirect.CallFunction("apply", "f", negative, function, true), "code.bundles[0].size is -1");
        Code missing = new Code("client", space, Collections.singletonList(null));
        assertFlaw(new ToDirect.CallFunction("apply", "f", missing, function, true), "code.bundles[0] is missing");
        assertFlaw(
                new ToDirect.CallFunction("apply", "f", new Code("client", null, List.of()), function, true),
                "code.space is missing");
    }

    @Test
    void labelsAndQueriesOfOthersKeepTheRulesOfOurs() {
        assertThat(Flaws.ofKind(TaskOptions.NONE.withLabel("a b", "v"))).contains("labels a label's key");
        assertThat(Flaws.ofKind(TaskOptions.NONE.withLabel("k", "x".repeat(1 << 20))))
                .contains("(1048576 characters)")
                .hasSizeLessThan(300);
        assertThat(Flaws.ofKind(TaskOptions.NONE.withLabel(Labels.NAME, "a\u0000")))
                .contains("control characters");
        assertThat(Flaws.ofKind(TaskOptions.NONE.withLabel("k", "v"))).isNull();
        Query.From from = new Query.From("s", "u".repeat(1_000), null);
        Query query = new Query(Map.of(), Set.of(), Set.of(), Query.Span.EVER, Query.Span.EVER, null, from, false);
        assertFlaw(new Question.AskPage(1, query, null, 1), "(1000 characters)");
        assertFlaw(new Question.AskPage(1, Query.all(), null, 0), "most is 0");
        assertFlaw(new Question.AskPage(1, Query.all(), "x".repeat(5_000), 1), "after is 5000");
        assertFlaw(new Question.AskPage(1, null, null, 1), "query is missing");
        assertFlaw(new Question.AskTasks(1, new long[0]), "tasks is 0");
        assertFlaw(new Question.AskTasks(1, new long[1_001]), "tasks is 1001");
    }

    @Test
    void theClientOfAFunctionHasAName() {
        Code nobodys = new Code(" ", new UUID(1, 2), List.of());
        assertFlaw(
                new ToDirect.CallFunction("apply", "f", nobodys, Payload.of(new byte[1]), true), "code.client is ' '");
    }

    @Test
    void numbersOfCallsAreInTheirRange() {
        assertFlaw(new ToDirect.ClearQueue(-1), "upTo is -1");
        assertFlaw(new ToCaller.Printed(0, true, ""), "call is 0");
        assertFlaw(new ToCaller.Answered(1, null, null), "values is missing");
    }
}
