package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import io.stoker.task.Attempt;
import io.stoker.task.EngineInfo;
import io.stoker.task.EventBody;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventPage;
import io.stoker.task.EventQuery;
import io.stoker.task.FinishedTask;
import io.stoker.task.Labels;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.Query;
import io.stoker.task.QueueStatus;
import io.stoker.task.RunningAttempt;
import io.stoker.task.StoredTask;
import io.stoker.task.StoredTasks;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.packed.PackedItems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Akka drops a frame that is too large, with a line in the log: no message may ever become one. */
class MessageSizeTest {
    /** Sender, receiver and manifest travel in the same frame. */
    private static final int ENVELOPE = 4 * 1024;

    private static ActorTestKit kit;
    private static Serialization serialization;
    private static long frame;

    @BeforeAll
    static void start() {
        kit = Kits.unjoined();
        serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
        frame = kit.system().settings().config().getBytes("akka.remote.artery.advanced.maximum-frame-size");
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void theInlineLimitIsTheOneThatThisTestAssumes() {
        assertThat(kit.system().settings().config().getBytes("stoker.inline-limit"))
                .isEqualTo(Largest.INLINE);
    }

    @Test
    void everyMessageFitsIntoAFrameAtTheLimitsOfItsContents() {
        List<WireMessage> all = all();
        assertThat(all)
                .allSatisfy(message -> assertThat(atMost(message))
                        .as(message.getClass().getSimpleName())
                        .isLessThan(frame - ENVELOPE));
    }

    @Test
    void everyMessageThatCanGrowIsAmongThem() {
        Set<String> grown =
                all().stream().map(m -> m.getClass().getSimpleName()).collect(Collectors.toSet());
        Set<String> small = Samples.all(kit).stream()
                .map(m -> m.getClass().getSimpleName())
                .filter(name -> !grown.contains(name))
                .collect(Collectors.toSet());
        // A few numbers, an id or a line of text each.
        assertThat(small)
                .containsExactlyInAnyOrder(
                        "Abort",
                        "Open",
                        "AskTask",
                        "AskSummary",
                        "AskOnce",
                        "OnceAnswer",
                        "AskController",
                        "Explain",
                        "AskAttempt",
                        "Spin",
                        "Spun",
                        "AskStatus",
                        "AskStates",
                        "AskEngines",
                        "End",
                        "Ending",
                        "NodeExited",
                        "Leave",
                        "Left",
                        "Identify",
                        "Refused",
                        "NoAnswer",
                        "FindEngine",
                        "Aborting",
                        "ListEngines",
                        "StatusAnswer",
                        "HeartbeatAck",
                        "Ticket",
                        "Expelled",
                        "Rejoin",
                        "Wait",
                        "OtherVersion",
                        "Get",
                        "GivesWay",
                        "ClientIsAbsent",
                        "AskEngine",
                        "Keys",
                        "Reset",
                        "History",
                        "Queue",
                        "ClearQueue",
                        "Kill",
                        "Drain",
                        "Remove",
                        "Stop",
                        "Opened",
                        "Closed",
                        "SessionRefused",
                        "Has",
                        "ValueRefused",
                        "ValueDeferred");
    }

    @Test
    void whatContentsSayOfTheirSizeIsNotFarFromIt() {
        for (TaskSpec spec : Largest.specs()) {
            List<TaskSpec> full = Largest.full(spec, TaskSpec::size);
            long said = full.stream().mapToLong(TaskSpec::size).sum();
            assertThat(atMost(new ToController.Submit(0, 1, false, full))).isLessThan(said * 3 / 2 + 1_024);
        }
    }

    @Test
    void aFrameFullOfItemsFitsHoweverSmallOrLargeTheyAre() {
        List<WireMessage> items = new ArrayList<>(Samples.all(kit));
        items.addAll(all());
        items.add(new ToClient.NoAnswer(Long.MAX_VALUE, "ü".repeat(500)));
        items.add(new ToClient.NoAnswer(Long.MAX_VALUE, "x".repeat(100)));
        items.add(new ToClient.TaskAnswer(
                Long.MAX_VALUE, null, null, "x".repeat(2_000), TaskProgress.of(0.1, "x".repeat(300))));
        items.add(new ToClient.Refused(1, 1, ToClient.Reason.LEDGER_UNAVAILABLE, true, "x".repeat(300)));
        items.add(new ToClient.Results(
                List.of(), List.of(), List.of(new ToClient.Unknown(1, Long.MAX_VALUE, "漢".repeat(100)))));
        for (WireMessage item : items) {
            long said = said(item);
            if (said > 0) {
                long many = Math.max(1, Limits.MESSAGES.frameBytes() / said);
                assertThat(many * inFrame(item))
                        .as(item.getClass().getSimpleName())
                        .isLessThan(frame - ENVELOPE);
            }
        }
    }

    @Test
    void aFrameOfTheLargestPartFitsIntoTheConnectionOfLargeValues() {
        long most = kit.system().settings().config().getBytes("akka.remote.artery.advanced.maximum-large-frame-size");
        StoredValue value = new StoredValue(new UUID(-1, -1), Long.MAX_VALUE, -1);
        byte[] part = new byte[128 << 10];
        assertThat(atMost(new ToValueServer.Put(Long.MAX_VALUE, value, Long.MAX_VALUE, part)))
                .isLessThan(most - ENVELOPE);
        assertThat(atMost(new ToValueClient.Part(Long.MAX_VALUE, Long.MAX_VALUE, part)))
                .isLessThan(most - ENVELOPE);
        assertThat(2L * Limits.VALUES.frameBytes()).as("of smaller items").isLessThanOrEqualTo(most);
    }

    /** What the channel that carries it takes it for; 0 of what comes in no channel. */
    private static long said(WireMessage item) {
        boolean isItem = item instanceof ToClient
                || item instanceof ToController.OfClient
                || item instanceof ToController.FromEngine
                || item instanceof ToEngine.Item
                || item instanceof ToDirect.Call
                || item instanceof ToCaller.AboutCall
                || item instanceof ToValueServer.Item
                || item instanceof ToValueClient.Item;
        return isItem ? item.size() : 0;
    }

    /** What one more of it adds to a frame. */
    private static long inFrame(WireMessage item) {
        return bytes(frame(item, item)) - bytes(frame(item));
    }

    @Test
    void whatIsEstimatedIsNotFarFromTheTruth() {
        List<WireMessage> items = new ArrayList<>(Samples.all(kit));
        items.addAll(all());
        items.removeIf(item -> said(item) == 0 || PackedItems.code(item) != PackedItems.NONE);
        assertThat(items)
                .allSatisfy(item -> assertThat(said(item))
                        .as(item.getClass().getSimpleName())
                        .isBetween(bytes(item), bytes(item) * 4 + 300));
    }

    private static List<WireMessage> all() {
        ActorRef<ToDirect> direct = kit.<ToDirect>createTestProbe().ref();
        ActorRef<ToEngine> engine = kit.<ToEngine>createTestProbe().ref();
        ActorRef<ToMember> member = kit.<ToMember>createTestProbe().ref();
        List<WireMessage> all = new ArrayList<>();
        for (TaskSpec spec : Largest.specs()) {
            all.add(new ToController.Submit(0, 1, false, Largest.full(spec, TaskSpec::size)));
            StoredTask stored = new StoredTask(Long.MAX_VALUE, spec, true);
            all.add(new ToClient.TasksAnswer(
                    1, new StoredTasks(Largest.full(stored, StoredTask::size), 1_000, Long.MAX_VALUE)));
        }
        Largest.assignments()
                .forEach(one -> all.add(new ToEngine.Assign(Largest.full(one, ToEngine.Assignment::size))));
        Largest.reports()
                .forEach(one -> all.add(
                        new ToController.EngineReport(List.of(), Largest.full(one, ToController.AttemptReport::size))));
        all.add(new ToController.Clear(0, 1, Largest.runs(4_000)));
        all.add(new ToController.Pin(0, 1, Largest.runs(4_000), true));
        all.add(new ToClient.Pinned(1, 1, Largest.runs(1_000)));
        all.add(new ToClient.Cleared(1, 1, Largest.runs(1_000)));
        for (FinishedTask one : Largest.finished()) {
            all.add(new ToClient.Results(
                    Largest.full(one, FinishedTask::size),
                    List.of(),
                    Collections.nCopies(256, new ToClient.Unknown(Long.MAX_VALUE, Long.MAX_VALUE, "x".repeat(120)))));
            all.add(new ToClient.Results(List.of(), Largest.full(one.brief(), FinishedTask::size), List.of()));
            all.add(new ToClient.TaskAnswer(1, TaskState.FAILED, one, "", null));
            all.add(ToClient.Explained.ended(1, 1, one));
        }
        int mostSpecs = Largest.full(Largest.specs().get(0), TaskSpec::size).size();
        all.add(new ToClient.Accepted(
                1, LongStream.range(0, mostSpecs).map(i -> Long.MAX_VALUE - i).toArray()));
        all.add(new ToController.Watch(
                LongStream.range(0, 8_000).map(i -> Long.MAX_VALUE - i).toArray(), true));
        all.add(new ToClient.NotWatched(
                LongStream.range(0, 8_000).map(i -> Long.MAX_VALUE - i).toArray(), true, "x".repeat(1_000)));
        all.add(new ToController.Heartbeat(
                1,
                "a",
                1,
                1,
                new Claim(
                        TestSecrets.CHALLENGE,
                        TestSecrets.PASS,
                        new Proof(new byte[Proof.LONGEST_CERTIFICATE], new byte[Proof.LONGEST_SIGNATURE])),
                Collections.nCopies(
                        3,
                        new ToController.Statement(
                                "i", Largest.held(), 1, engine, null, new EngineLoad(1L << 60, 1L << 60, 1L << 60))),
                Collections.nCopies(
                        256,
                        new ToController.Ended(EngineName.of(new UUID(1, 2).toString(), 255), TestSecrets.key("n"))),
                member));
        all.add(new ToController.Register(
                1,
                0,
                new UUID(1, 2),
                "i",
                1,
                List.of("groovy"),
                Largest.properties(),
                1,
                false,
                Largest.held(),
                engine,
                direct,
                TestSecrets.PASS,
                TestSecrets.key("n"),
                TestSecrets.PASS));
        String text = "x".repeat(Largest.INLINE);
        Payload value = Payload.of(new byte[Largest.INLINE]);
        all.add(new ToDirect.Execute("n", text, true));
        all.add(new ToDirect.Define(Map.of("f", text)));
        all.add(new ToDirect.Sources(Collections.nCopies(Largest.INLINE, "n")));
        all.add(new ToDirect.Apply(text, 7, value));
        all.add(new ToDirect.CallFunction("apply", "ü".repeat(500), Largest.code(), value, true));
        all.add(new ToDirect.Pull(Collections.nCopies(Largest.INLINE, "n")));
        all.add(new ToClient.EngineAnswer(1, direct, TestSecrets.PASS, text));
        all.add(new ToDirect.Push(Map.of("a", value)));
        all.add(new ToCaller.Answered(1, null, Map.of("a", value)));
        all.add(new ToCaller.Executed(
                1, Largest.failure("m".repeat(4 << 10)), 1, text, "o".repeat(Largest.INLINE), "", "d".repeat(8 << 10)));
        all.add(new ToCaller.Printed(1, true, "漢".repeat(64 << 10)));
        all.add(new ToController.Properties(1, Largest.properties(), false));
        all.add(new ToEngine.Registered("l", 1, Largest.attempts()));
        all.add(new ToEngine.Revoke(Largest.attempts()));
        all.add(new ToEngine.Interrupt(Largest.attempts()));
        all.add(new ToEngine.Drop(Largest.attempts()));
        String entry = "漢".repeat(Flaws.LONGEST_ENTRY);
        all.add(new ToController.AskCode(new UUID(-1, -1), "i".repeat(200), new UUID(-1, -1), entry));
        all.add(new ToClient.AskCode(new UUID(-1, -1), "i".repeat(200), new UUID(-1, -1), entry));
        List<StoredValue> bundles = Collections.nCopies(
                ToController.CodeAnswer.MOST_BUNDLES, new StoredValue(new UUID(-1, -1), Long.MAX_VALUE, -1));
        String reason = "漢".repeat(ToController.CodeAnswer.LONGEST_REASON);
        all.add(new ToController.CodeAnswer(new UUID(-1, -1), "i".repeat(200), bundles, reason));
        all.add(new ToEngine.CodeAnswer(new UUID(-1, -1), bundles, reason));
        StoredValue stored = StoredValue.of(new byte[1]);
        all.add(new ToValueServer.Put(1, stored, 1, new byte[Batches.MAX_BYTES]));
        all.add(new ToValueClient.Part(1, 1, new byte[Batches.MAX_BYTES]));
        String most = "漢".repeat(RunningAttempt.LONGEST_TEXT / 3);
        String note = "x".repeat(ToController.AttemptAnswer.LONGEST_NOTE);
        all.add(new ToController.AttemptAnswer(new UUID(-1, -1), note, most, most, 1L << 60, 1L << 60, most));
        all.add(new ToClient.Explained(
                1,
                1,
                TaskState.RUNNING,
                Collections.nCopies(30, "x".repeat(1_000)),
                1,
                Collections.nCopies(50, new Attempt(1, 1, Outcome.LOST, 1, 1, "x".repeat(1_000))),
                new RunningAttempt(
                        1,
                        1,
                        "x".repeat(300),
                        1,
                        1,
                        TaskProgress.of(1, ""),
                        most,
                        most,
                        1L << 60,
                        1L << 60,
                        most,
                        note),
                null));
        all.add(new ToClient.StatesAnswer(1, new byte[100_000]));
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < Labels.MOST; i++) {
            labels.put("k" + i + "x".repeat(Labels.LONGEST_KEY - 3), "漢".repeat(Labels.LONGEST_VALUE));
        }
        Query query = new Query(
                labels,
                labels.keySet(),
                EnumSet.allOf(Query.State.class),
                Query.Span.EVER,
                Query.Span.EVER,
                1,
                new Query.From("漢".repeat(256), "漢".repeat(256), "漢".repeat(256)),
                true);
        all.add(new Question.AskPage(1, query, "x".repeat(Question.AskPage.LONGEST_AFTER), 1));
        all.add(new ToClient.PageAnswer(1, Largest.page(labels)));
        all.add(new ToClient.SummaryAnswer(1, Largest.page(labels).tasks().get(0)));
        String line = "x".repeat(1_000);
        all.add(new ToClient.ControllerAnswer(
                1, 1, line, "postgresql", line, 1, 1, new QueueStatus(1, 1, 1, 1, 1, null), 1, 1, 1, 1, line));
        EventQuery events = new EventQuery(
                labels,
                Set.of("k".repeat(63)),
                Set.of(EventKind.values()),
                LongStream.range(0, EventQuery.MOST_TASKS)
                        .mapToObj(i -> Long.MAX_VALUE - i)
                        .collect(Collectors.toSet()),
                Integer.MAX_VALUE,
                new EventId(Long.MAX_VALUE, Integer.MAX_VALUE));
        all.add(new Question.AskEvents(1, events, 1));
        EventBody commit = new EventBody(Long.MAX_VALUE, Long.MAX_VALUE, new byte[64 * 1024]);
        all.add(new ToClient.EventsAnswer(1, new EventPage(List.of(commit, commit), EventId.START)));
        all.add(new ToClient.EventsGone(1, "漢".repeat(256), EventId.START));
        all.add(new Question.AskTasks(1, Largest.runs(Question.AskTasks.MOST_TASKS / 2)));
        all.add(new ToClient.EnginesAnswer(1, 1, Largest.full(Largest.engine(), EngineInfo::size), 7));
        return all;
    }

    /** As an item of a frame, or as a message of its own: whichever is more. */
    private static long atMost(WireMessage message) {
        long inFrame = bytes(frame(message));
        return PackedItems.code(message) == PackedItems.NONE ? Math.max(inFrame, bytes(message)) : inFrame;
    }

    private static Frame<WireMessage> frame(WireMessage... items) {
        return new Frame<>(new UUID(-1, -1), 0, 1, 0, 0, false, false, List.of(items));
    }

    private static long bytes(WireMessage message) {
        return serialization.serialize(message).get().length;
    }
}
