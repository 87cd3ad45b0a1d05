package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.EventBody;
import io.stoker.task.Failure;
import io.stoker.task.FinishedTask;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.StokerEvent;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ledger whose every decision is committed, a clock that moves only when told, and short words for the commands.
 * Engines are named A, B, C…
 */
final class Scene {
    static final String SESSION = "session-1";
    static final LedgerSettings SETTINGS = new LedgerSettings(3, Duration.ofSeconds(20), 100);

    final Rows rows = new Rows();
    private final LedgerSettings settings;
    private Ledger ledger;
    private Now now = new Now(-5_000_000_000L, 1_700_000_000_000L);
    private long nextKey = 1;
    private final List<Happening> happenings = new ArrayList<>();

    Scene() {
        this(SETTINGS);
    }

    Scene(LedgerSettings settings) {
        this.settings = settings;
        this.ledger = new Ledger(settings, Snapshot.EMPTY, now);
    }

    static TaskSpec task(String source) {
        return TestTasks.spec(source);
    }

    static TaskSpec retrying(int retries) {
        return TestTasks.spec("retry", Map.of(), List.of(), TaskOptions.NONE.withRetries(retries));
    }

    static TaskSpec once() {
        return TestTasks.spec("once", Map.of(), List.of(), TaskOptions.NONE.withAtMostOnce());
    }

    static AttemptResult result(Outcome outcome) {
        Failure failure =
                outcome == Outcome.SUCCEEDED ? null : Failure.of(Failure.Kind.USER_CODE, "java.lang.Oops", "it broke");
        Map<String, Payload> values = outcome == Outcome.SUCCEEDED ? Map.of("a", Payload.of(new byte[] {7})) : Map.of();
        return TestTasks.result(outcome, values, failure, "out", "err", 42);
    }

    /** Decides, commits, and sees that the five counts are all tasks. */
    Decision decide(Command command) {
        Decision decision = ledger.decide(command, now);
        rows.commit(Rows.Change.of(decision, ledger));
        Changes changes = ledger.takeChanges();
        rows.hold(changes.held());
        happenings.addAll(changes.happenings());
        assertThat(ledger.counts().status().total())
                .as("sum of the counts")
                .isEqualTo(ledger.nextTask() - rows.removed());
        return decision;
    }

    /** What is told of all that was decided. */
    List<StokerEvent> events() {
        EventBody told = new Happenings().of(1, now.millis(), happenings);
        return told == null ? List.of() : told.events();
    }

    Decision send(String session, long acknowledged, long firstKey, TaskSpec... specs) {
        return decide(new Command.Submit(TestTasks.client(session), acknowledged, firstKey, List.of(specs)));
    }

    /** Submits under keys of its own that no other word here uses. */
    long submit(TaskSpec spec) {
        Answer answer = send("scene", 0, nextKey++, spec).answer();
        return ((Answer.Accepted) answer).ids()[0];
    }

    AttemptId assign(long task, String engine) {
        decide(new Command.Assign(task, engine, engine.charAt(0) - 'A'));
        return open(task).attempt();
    }

    void start(String engine, AttemptId attempt) {
        decide(new Command.Start(engine, attempt));
    }

    AttemptId run(long task, String engine) {
        AttemptId attempt = assign(task, engine);
        start(engine, attempt);
        return attempt;
    }

    Decision report(String engine, AttemptId attempt, Outcome outcome) {
        return decide(new Command.Report(engine, attempt, result(outcome)));
    }

    Decision giveBack(String engine, AttemptId attempt) {
        return decide(new Command.Report(engine, attempt, null));
    }

    Decision suspect(String engine) {
        return decide(new Command.Suspect(engine));
    }

    Decision engineDied(String engine) {
        return decide(new Command.EnginesDied(Set.of(engine), false, "engine " + engine + " exited with code 137"));
    }

    /** The JVM of these engines ended. */
    Decision jvmDied(String... engines) {
        return decide(new Command.EnginesDied(Set.of(engines), false, "the JVM exited with code 137"));
    }

    /** As {@link #jvmDied}, while a direct call ran there. */
    Decision jvmDiedBesideACall(String... engines) {
        return decide(new Command.EnginesDied(Set.of(engines), true, "the JVM exited with code 137"));
    }

    List<AttemptId> register(String engine, AttemptId... holds) {
        return ((Answer.Drop) decide(new Command.Register(engine, Set.of(holds), Long.MAX_VALUE))
                        .answer())
                .attempts();
    }

    Answer abort(long task, long key) {
        return decide(new Command.Abort(SESSION, 0, key, task)).answer();
    }

    /** Silence of one engine, assignment to the other: the first attempt is superseded. */
    AttemptId moveTo(long task, String from, String to) {
        suspect(from);
        return assign(task, to);
    }

    void restart() {
        ledger = new Ledger(settings, rows.snapshot(), now);
    }

    void pass(Duration time) {
        now = new Now(now.tick() + time.toNanos(), now.millis() + time.toMillis());
    }

    /** Somebody sets the clock, forward or (negative) back. */
    void set(Duration by) {
        now = new Now(now.tick(), now.millis() + by.toMillis());
    }

    Decision wake() {
        return decide(new Command.Wake());
    }

    OpenTask open(long task) {
        OpenTask found = ledger.find(task);
        assertThat(found).as("open task %s", task).isNotNull();
        return found;
    }

    @Nullable
    FinishedTask finished(long task) {
        assertThat(ledger.find(task)).as("open task %s", task).isNull();
        return rows.finished.get(task);
    }

    /** Why a task failed that has ended. */
    @Nullable
    Failure failure(long task) {
        return TestTasks.body(finished(task)).failure();
    }

    Ledger ledger() {
        return ledger;
    }

    Counts counts() {
        return ledger.counts();
    }

    Now now() {
        return now;
    }

    static Answer.Use use(Decision decision) {
        return ((Answer.Reported) decision.answer()).use();
    }

    static long[] ids(Decision decision) {
        return ((Answer.Accepted) decision.answer()).ids();
    }

    static Answer.Refused refused(Answer answer) {
        return (Answer.Refused) answer;
    }
}
