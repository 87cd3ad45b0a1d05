package io.stoker.wire;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.Code;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.task.EventBody;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventPage;
import io.stoker.task.EventQuery;
import io.stoker.task.Failure;
import io.stoker.task.FinishedTask;
import io.stoker.task.Origin;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.Query;
import io.stoker.task.QueueStatus;
import io.stoker.task.ResultBody;
import io.stoker.task.RunningAttempt;
import io.stoker.task.StoredTask;
import io.stoker.task.StoredTasks;
import io.stoker.task.StoredValue;
import io.stoker.task.Submitter;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TaskSummary;
import io.stoker.task.TestTasks;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToEngine.Assignment;
import io.stoker.wire.channel.Frame;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Messages of every kind, with all that may be null once null and once not, and text of all planes of Unicode. */
public final class Samples {
    static final String TEXT = "plain, Grüße, \u0000\u0007, 漢字, \uD83D\uDD25, \u2028, \uFFFF";

    private static final AttemptId ONE = new AttemptId(1, 1);
    private static final AttemptId HUGE = new AttemptId(Long.MAX_VALUE, Integer.MAX_VALUE);
    private static final HeldAttempts LOAD = new HeldAttempts(List.of(ONE, HUGE), List.of(ONE), List.of(HUGE), false);
    private static final byte[] BYTES = {0, -1, 127, -128, (byte) 0xF6};

    private static final Secret SECRET = new Secret(Long.MIN_VALUE, -1);
    private static final InstanceKey KEY = new InstanceKey(SECRET);
    private static final Proof PROOF = new Proof(BYTES, BYTES);

    private static final StoredValue STORED =
            new StoredValue(new UUID(Long.MIN_VALUE, Long.MAX_VALUE), Long.MAX_VALUE, -1);

    private Samples() {}

    private static Query query() {
        return Query.all()
                .label("sweep", "2026-12")
                .label("any")
                .name("größe")
                .state(Query.State.values())
                .submitted(Instant.MIN, Instant.EPOCH)
                .completed(Instant.EPOCH, Instant.MAX)
                .engine(7)
                .session("session")
                .user("user")
                .host("host")
                .fromOldest();
    }

    private static EventQuery events() {
        return EventQuery.all()
                .label("sweep", "2026-12")
                .label("any")
                .name("größe")
                .kind(EventKind.values())
                .task(0, 7, Long.MAX_VALUE)
                .engine(7)
                .after(new EventId(812, 3));
    }

    private static TaskSummary summary() {
        Submitter submitter = new Submitter("session", TEXT, TEXT, TEXT);
        return new TaskSummary(
                1, TEXT, Map.of("k", TEXT), TaskState.FAILED, 2, 3, 4, 5, Long.MAX_VALUE, TEXT, submitter);
    }

    private static TaskSummary bare() {
        Submitter submitter = new Submitter("session", "host", "user", null);
        return new TaskSummary(1, null, Map.of(), TaskState.QUEUED, 0, -1, 1, 0, 0, null, submitter);
    }

    private static TaskSummary barest() {
        return new TaskSummary(1, null, Map.of(), TaskState.QUEUED, 0, -1, 1, 0, 0, null, null);
    }

    public static List<WireMessage> all(ActorTestKit kit) {
        ActorRef<ToController> controller = kit.<ToController>createTestProbe().ref();
        ActorRef<ToEngine> engine = kit.<ToEngine>createTestProbe().ref();
        ActorRef<ToClient> client = kit.<ToClient>createTestProbe().ref();
        ActorRef<Frame<ToClient>> frames =
                kit.<Frame<ToClient>>createTestProbe().ref();
        ActorRef<ToMember> member = kit.<ToMember>createTestProbe().ref();
        ActorRef<ToDirect> direct = kit.<ToDirect>createTestProbe().ref();
        ActorRef<WireMessage> caller = kit.<WireMessage>createTestProbe().ref();
        FinishedTask finished = finished(7, failure());
        FinishedTask well = finished(8, null);
        StoredValue huge = new StoredValue(STORED.id(), Long.MAX_VALUE, -1);
        return List.of(
                new ToController.Heartbeat(
                        WireMessage.VERSION,
                        "akka://stoker@127.0.0.1:1",
                        -5,
                        3,
                        new Claim(SECRET, SECRET, PROOF),
                        List.of(
                                new ToController.Statement(
                                        "instance",
                                        LOAD,
                                        4,
                                        engine,
                                        new AttemptProgress(ONE, TaskProgress.of(0.4, TEXT)),
                                        new EngineLoad(5, 6, 7)),
                                new ToController.Statement("client", HeldAttempts.NONE, 0, null, null, null)),
                        List.of(new ToController.Ended("gone", KEY)),
                        member),
                new ToController.Heartbeat(
                        WireMessage.VERSION,
                        "akka://stoker@127.0.0.1:1",
                        -5,
                        3,
                        new Claim(SECRET, null, null),
                        List.of(),
                        List.of(),
                        member),
                new ToController.Register(
                        WireMessage.VERSION,
                        7,
                        STORED.id(),
                        "instance",
                        -1,
                        List.of("groovy"),
                        EngineProperties.of(Map.of("host", TEXT)),
                        Long.MAX_VALUE,
                        false,
                        HeldAttempts.NONE,
                        engine,
                        direct,
                        SECRET,
                        KEY,
                        SECRET),
                new Question.AskEvents(5, events(), 15_000),
                new Question.AskEvents(5, EventQuery.ALL, 0),
                new ToClient.EventsAnswer(
                        5, new EventPage(List.of(new EventBody(1, 2, BYTES)), new EventId(Long.MAX_VALUE, 3))),
                new ToClient.EventsGone(5, TEXT, EventId.START),
                new ToController.Ticket(SECRET),
                new ToController.GivesWay(true),
                new ToController.AskCode(STORED.id(), "client", new UUID(1, 2), TEXT),
                new ToController.CodeAnswer(STORED.id(), "engine", List.of(STORED), TEXT),
                new ToController.CodeAnswer(STORED.id(), "engine", List.of(), ""),
                new Question.AskEngine(5, "", -1),
                new ToController.FindEngine(5, "", -1, SECRET, client),
                new ToController.ListEngines(client),
                new ToController.Open(STORED.id(), 3, Long.MAX_VALUE, "instance", KEY, SECRET, "host", "user", frames),
                new ToClient.EngineAnswer(5, null, null, TEXT),
                new ToClient.EngineAnswer(5, direct, SECRET, ""),
                new ToDirect.Open(STORED.id(), true, 1, "engine", "caller", SECRET, caller),
                new ToDirect.Execute("script.groovy", TEXT, true),
                new ToDirect.Push(Map.of("größe", Payload.of(BYTES), "large", STORED)),
                new ToDirect.Pull(List.of("a", "größe")),
                new ToDirect.Define(Map.of("f", TEXT)),
                new ToDirect.Sources(List.of("f", "größe")),
                new ToDirect.Apply(TEXT, 7, STORED),
                new ToDirect.Apply(TEXT, 7, Payload.of(BYTES)),
                new ToDirect.CallFunction(
                        "map", TEXT, new Code("client", STORED.id(), List.of(STORED, huge)), STORED, true),
                new ToDirect.CallFunction(
                        "apply", TEXT, new Code("client", STORED.id(), List.of()), Payload.of(BYTES), false),
                new ToDirect.Keys(),
                new ToDirect.Reset(),
                new ToDirect.History(7),
                new ToDirect.Properties(Map.of("RAM", BYTES), List.of("x"), true),
                new ToDirect.Queue(),
                new ToDirect.ClearQueue(Long.MAX_VALUE),
                new ToDirect.Kill(),
                new ToDirect.Drain(true),
                new ToDirect.Remove(Long.MAX_VALUE),
                new ToCaller.Refused(STORED.id(), failure()),
                new ToCaller.Ticket(STORED.id(), SECRET),
                new ToCaller.Answered(1, null, Map.of("x", Payload.of(BYTES), "large", STORED)),
                new ToCaller.Answered(2, failure(), Map.of()),
                new ToCaller.Executed(3, null, 7, TEXT, TEXT, "", TEXT),
                new ToCaller.Executed(4, failure(), 8, TEXT, "", TEXT, null),
                new ToCaller.Printed(5, true, TEXT),
                new ToController.Properties(2, EngineProperties.of(Map.of("RAM", 1L << 33)), true),
                new ToController.EngineReport(List.of(ONE), List.of()),
                new ToController.EngineReport(List.of(), reports()),
                new ToController.Submit(0, 1, true, List.of(spec(), TestTasks.spec(""))),
                new ToController.Submit(0, 1, false, List.of(spec()), new Once(STORED.id(), 3, 4, 9), 5),
                new ToController.Abort(4, Long.MAX_VALUE, 0, true),
                new ToController.Watch(new long[] {0, 5, 7, Long.MAX_VALUE}, true),
                new ToController.Watch(new long[0], false),
                new ToController.Pin(5, 6, new long[] {0, 5}, true),
                new ToController.Clear(4, 5, new long[] {0, 5}),
                new Question.Spin(9),
                new Question.AskTask(1, -1),
                new Question.Explain(1, Long.MAX_VALUE, true),
                new ToController.AttemptAnswer(STORED.id(), "", TEXT, TEXT, 1, Long.MAX_VALUE, TEXT),
                new Question.AskStatus(2),
                new Question.AskSummary(2, Long.MAX_VALUE),
                new Question.AskOnce(2, new Once(STORED.id(), 0, 1, Long.MIN_VALUE)),
                new Question.AskController(2),
                new Question.AskPage(2, Query.all(), null, 1),
                new Question.AskPage(2, query(), "after", 1_000),
                new Question.AskTasks(2, new long[] {0, Long.MAX_VALUE}),
                new Question.AskStates(3, 50_000, 50_000),
                new Question.AskEngines(4, 7, Long.MAX_VALUE),
                new Question.End(4),
                new ToController.NodeExited("i", 137, "akka://stoker@127.0.0.1:1", SECRET),
                new ToController.Leave("akka://stoker@127.0.0.1:1", -5, SECRET, member),
                new ToEngine.Identify(1, "ledger", 7, STORED.id(), controller, SECRET),
                new ToEngine.Registered("ledger", 0, List.of(ONE, HUGE)),
                new ToEngine.Assign(List.of(new Assignment(HUGE, spec()))),
                new ToEngine.Revoke(List.of(ONE)),
                new ToEngine.Expelled(TEXT),
                new ToEngine.Interrupt(List.of()),
                new ToEngine.Drop(List.of(HUGE)),
                new ToEngine.CodeAnswer(STORED.id(), List.of(STORED), TEXT),
                new ToEngine.ClientIsAbsent(STORED.id()),
                new ToEngine.AskAttempt(STORED.id(), HUGE, true),
                new ToClient.AskCode(STORED.id(), "engine", new UUID(1, 2), TEXT),
                new ToClient.Accepted(1, new long[] {0, 1, Long.MAX_VALUE}),
                new ToClient.Refused(1, 3, ToClient.Reason.LEDGER_FULL, true, TEXT),
                new ToClient.Aborting(9),
                new ToClient.Results(
                        List.of(finished),
                        List.of(well.brief()),
                        List.of(new ToClient.Unknown(3, Long.MAX_VALUE, TEXT), new ToClient.Unknown(-1, -1, ""))),
                new ToClient.Pinned(1, Long.MAX_VALUE, new long[] {0, 5}),
                new ToClient.Cleared(1, Long.MAX_VALUE, new long[] {0, 5}),
                new ToClient.Spun(1, true),
                new ToClient.NoAnswer(1, TEXT),
                new ToClient.NotWatched(new long[] {0, 5}, true, TEXT),
                new ToClient.TaskAnswer(1, null, null, TEXT, null),
                new ToClient.TaskAnswer(1, TaskState.RUNNING, null, TEXT, TaskProgress.of(1, "")),
                new ToClient.TaskAnswer(
                        1,
                        TaskState.RUNNING,
                        null,
                        TEXT,
                        null,
                        new ToClient.Underway(1, 2, 3, 4, 5, finished.attempts())),
                new ToClient.TaskAnswer(1, TaskState.FAILED, finished, "", null),
                ToClient.Explained.without(1, 2, TEXT),
                ToClient.Explained.without(1, 2, "")
                        .with(new RunningAttempt(1, 0, "", 1, Long.MAX_VALUE, null, "", "", 0, 0, "", "")),
                ToClient.Explained.ended(1, Long.MAX_VALUE, finished),
                new ToClient.Explained(
                        1, 2, TaskState.RUNNING, List.of(TEXT, ""), 3, finished.attempts(), running(), null),
                new ToClient.SummaryAnswer(1, null),
                new ToClient.OnceAnswer(1, 7, false),
                new ToClient.OnceAnswer(1, ToClient.OnceAnswer.NONE, true),
                new ToClient.SummaryAnswer(1, summary()),
                new ToClient.ControllerAnswer(
                        1, 2, TEXT, "sqlite", TEXT, 3, 4, new QueueStatus(1, 2, 3, 4, 5, null), 6, 7, 8, 9, TEXT),
                new ToClient.PageAnswer(1, new TaskPage(List.of(), null)),
                new ToClient.PageAnswer(1, new TaskPage(List.of(summary(), bare(), barest()), "next")),
                new ToClient.TasksAnswer(1, new StoredTasks(List.of(), 1_000, 0)),
                new ToClient.TasksAnswer(1, new StoredTasks(List.of(new StoredTask(HUGE.task(), spec(), true)), 1, 7)),
                new ToClient.StatusAnswer(1, new QueueStatus(1, 2, 3, 4, 5, null), 15),
                new ToClient.StatusAnswer(1, new QueueStatus(1, 1, 1, 1, 1, ids()), 5),
                new ToClient.StatesAnswer(1, BYTES),
                new ToClient.Ending(1),
                new ToClient.EnginesAnswer(
                        1,
                        Long.MAX_VALUE,
                        List.of(new EngineInfo(
                                0, "i", "a", List.of("groovy"), EngineProperties.of(Map.of("pid", 1L)), true, true, 2)),
                        -1),
                new ToMember.HeartbeatAck(1, "ledger", controller, SECRET, SECRET, PROOF, TEXT, 0),
                new ToMember.HeartbeatAck(1, "ledger", controller, SECRET, SECRET, null, "", 0),
                new ToMember.Rejoin(1, "ledger", SECRET),
                new ToMember.Left(SECRET),
                new ToMember.Wait(TEXT, SECRET),
                new ToMember.OtherVersion(2, SECRET),
                new ToMember.OtherVersion(2, null),
                new ToMember.Refused(TEXT, SECRET),
                new ToValueServer.Open(STORED.id(), true, new UUID(3, 4), SECRET, caller),
                new ToValueServer.Put(3, huge, Long.MAX_VALUE - BYTES.length, BYTES),
                new ToValueServer.Get(5, huge, Long.MAX_VALUE),
                new ToValueServer.Stop(Long.MAX_VALUE),
                new ToValueClient.Opened(STORED.id(), new UUID(5, 6), caller),
                new ToValueClient.Closed(STORED.id()),
                new ToValueClient.SessionRefused(STORED.id(), TEXT),
                new ToValueClient.Has(3, Long.MAX_VALUE),
                new ToValueClient.Part(5, 7, BYTES),
                new ToValueClient.ValueDeferred(3, TEXT),
                new ToValueClient.ValueRefused(3, TEXT));
    }

    private static TaskSpec spec() {
        return TestTasks.spec(
                TEXT,
                Map.of("größe", Payload.of(BYTES), "empty", Payload.of(new byte[0]), "large", STORED),
                List.of("a", "größe"),
                new TaskOptions(
                        3,
                        true,
                        true,
                        true,
                        "RAM > 1",
                        TestTasks.spec("b"),
                        true,
                        false,
                        Map.of("", "name", "k", "größe")));
    }

    private static List<AttemptReport> reports() {
        return List.of(
                new AttemptReport(ONE, null),
                new AttemptReport(
                        HUGE,
                        TestTasks.result(
                                Outcome.SUCCEEDED, Map.of("x", Payload.of(BYTES), "large", STORED), null, TEXT, "", 2)),
                new AttemptReport(ONE, TestTasks.result(Outcome.FAILED, Map.of(), failure(), "", TEXT, 2)));
    }

    private static Failure failure() {
        Failure.Frame frame = new Failure.Frame("run", "Task7.groovy", 3);
        return new Failure(Failure.Kind.USER_CODE, "java.lang.Error", TEXT, 3, 1, List.of(frame), TEXT);
    }

    private static FinishedTask finished(long id, @org.jspecify.annotations.Nullable Failure failure) {
        TaskState state = failure == null ? TaskState.SUCCEEDED : TaskState.FAILED;
        List<Attempt> attempts =
                List.of(new Attempt(1, 0, Outcome.LOST, 1, 2, TEXT), new Attempt(2, 1, Outcome.SUCCEEDED, 3, 4, null));
        return TestTasks.finished(
                id,
                state,
                1,
                2,
                3,
                4,
                5,
                new ResultBody(failure, Map.of("x", Payload.of(BYTES), "large", STORED), TEXT, TEXT),
                attempts,
                Origin.of(spec()));
    }

    private static RunningAttempt running() {
        return new RunningAttempt(
                3, 7, TEXT, 1, 0, TaskProgress.of(0.5, TEXT), TEXT, TEXT, 1, Long.MAX_VALUE, TEXT, TEXT);
    }

    private static QueueStatus.Ids ids() {
        return new QueueStatus.Ids(List.of(0L), List.of(1L), List.of(2L), List.of(3L), List.of(Long.MAX_VALUE));
    }
}
