package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import akka.actor.testkit.typed.javadsl.TestInbox;
import com.typesafe.config.ConfigFactory;
import io.stoker.ledger.Command;
import io.stoker.store.MemoryStore;
import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.Failure;
import io.stoker.task.FinishedTask;
import io.stoker.task.Outcome;
import io.stoker.task.RunningAttempt;
import io.stoker.task.Task;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import io.stoker.wire.AttemptProgress;
import io.stoker.wire.Question;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client is told of a task in each state, by a controller whose ledger and clock are driven by hand. */
class ExplanationsTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final long PATIENCE = AttemptQuestions.PATIENCE.toNanos();

    private final MemoryStore store = new MemoryStore();
    private Instant time = NOON;
    private final CommitPipeline pipeline = new CommitPipeline(
            ControllerSettings.from(ConfigFactory.load()),
            store,
            store.open("test").toCompletableFuture().join(),
            ControllerMetrics.NONE,
            () -> time);
    private final Roster roster = new Roster(Map.of(), 1);
    private final TestInbox<Frame<ToClient>> inbox = TestInbox.create();
    private final Client client = new Client(
            new ToController.Open(
                    UUID.randomUUID(),
                    1,
                    1,
                    "client",
                    TestSecrets.key("client"),
                    TestSecrets.PASS,
                    "host",
                    "user",
                    inbox.getRef()),
            new Audit.Who("address", null),
            Audit.NONE,
            Links.AKKA,
            touched -> {},
            self -> new Delivery((ids, then) -> {}, self, id -> ""));
    private @Nullable Throwable unreadable;
    private final Explanations explanations = new Explanations(
            pipeline,
            roster,
            (tasks, then) -> {
                if (unreadable == null) {
                    then.accept(store.results(tasks).toCompletableFuture().join(), null);
                } else {
                    then.accept(null, unreadable);
                }
            },
            "memory");
    private long key;

    @AfterEach
    void close() {
        store.close();
    }

    /** Accepts a task and commits it; the first has the id 0. */
    private void submit(Task task) {
        pipeline.decide(new Command.Submit(TestTasks.client("s"), 0, ++key, List.of(TestTasks.spec(task))));
        commit();
    }

    private void commit() {
        for (var commit = pipeline.commit(); commit != null; commit = pipeline.commit()) {
            commit.toCompletableFuture().join();
            pipeline.release(roster, new Watchers());
        }
    }

    private void engine(String instance) {
        Engine engine = Engines.register(roster, Engines.hello(instance, -1), instance);
        pipeline.dispatcher().engineJoined(instance, instance, engine.properties(), System.nanoTime());
    }

    private void handOut() {
        pipeline.handOut(roster);
        commit();
    }

    private void start(String instance, int attempt) {
        pipeline.decide(new Command.Start(instance, new AttemptId(0, attempt)));
        commit();
    }

    private void end(String instance, int attempt, Outcome outcome, @Nullable Failure failure) {
        pipeline.report(
                instance,
                new AttemptId(0, attempt),
                TestTasks.result(outcome, Map.of(), failure, "out", "", 5_000_000));
        commit();
    }

    private void ask(long task) {
        explanations.explain(client, new Question.Explain(1, task, true), 0);
    }

    private List<ToClient> told() {
        client.flush(0);
        List<ToClient> items = new ArrayList<>();
        inbox.getAllReceived().forEach(frame -> frame.items().forEach(items::add));
        return items;
    }

    private ToClient answer(long task) {
        ask(task);
        commit();
        explanations.look(PATIENCE);
        List<ToClient> told = told();
        assertThat(told).hasSize(1);
        return told.get(0);
    }

    private ToClient.Explained explained() {
        return (ToClient.Explained) answer(0);
    }

    private static Failure failure() {
        return Failure.of(Failure.Kind.USER_CODE, "E", "no");
    }

    @Test
    void shouldSayThatThereIsNoEngineAndThatTheTaskWaitsForOne() {
        submit(Task.of("a"));
        time = NOON.plusSeconds(10);
        ToClient.Explained explained = explained();
        assertThat(explained.state()).isEqualTo(TaskState.QUEUED);
        assertThat(explained.at() - explained.submitted()).isEqualTo(10_000);
        assertThat(explained.running()).isNull();
        assertThat(explained.why())
                .containsExactly(
                        "no engine is registered",
                        "it waits without a limit until an engine comes: start one with stoker engine");
    }

    @Test
    void shouldSayWhatTheEnginesLackAndWhenTheTaskFailsForThat() {
        engine("a");
        submit(Task.of("a").depend("gpu"));
        assertThat(explained().why())
                .contains("none of 1 engine meets gpu: gpu is missing on 1 engine")
                .anyMatch(line -> line.startsWith("if none does, it fails in "));
    }

    @Test
    void shouldSayThatTheEnginesAreBusyAndHowManyTasksAreBefore() {
        engine("a");
        submit(Task.of("a"));
        handOut();
        submit(Task.of("b"));
        submit(Task.of("c"));
        assertThat(((ToClient.Explained) answer(2)).why())
                .containsExactly("it waits for the one engine: 1 busy", "1 task is before it in the queue");
    }

    @Test
    void shouldSayThatEnginesAreSilent() {
        engine("a");
        submit(Task.of("a"));
        roster.mark(roster.find("a").orElseThrow(), true);
        pipeline.dispatcher().engineLeft("a");
        assertThat(explained().why())
                .containsExactly(
                        "all 1 of 1 registered engines are silent, and get no tasks: they are frozen or cannot be"
                                + " reached");
    }

    @Test
    void shouldNameTheEngineThatHasRejectedTheTask() {
        engine("a");
        submit(Task.of("a"));
        handOut();
        end("a", 1, Outcome.REJECTED, Failure.of(Failure.Kind.REJECTED, "Rejected", "no GPU"));
        ToClient.Explained explained = explained();
        assertThat(explained.why())
                .anyMatch(line -> line.startsWith("engine 0 has rejected it, and may be given it again"));
        assertThat(explained.attempts()).extracting(Attempt::outcome).containsExactly(Outcome.REJECTED);
    }

    @Test
    void shouldSayThatATaskHasAnEngineToItselfAndWhy() {
        submit(Task.of("a").atMostOnce());
        assertThat(explained().why()).contains("it gets an engine to itself, because it must run at most once");
        engine("a");
        submit(Task.of("b"));
        pipeline.decide(new Command.Assign(1, "a", 0));
        pipeline.decide(new Command.Start("a", new AttemptId(1, 1)));
        pipeline.decide(new Command.EnginesDied(Set.of("a"), false, "killed"));
        commit();
        ToClient.Explained after = (ToClient.Explained) answer(1);
        assertThat(after.why())
                .contains(
                        "it gets a JVM to itself, because it may have run in one that died, and the culprit is to be found",
                        "1 death of an engine counts against it; it fails at 3 (stoker.engine-loss-limit)");
        assertThat(after.attempts())
                .singleElement()
                .satisfies(lost -> assertThat(lost.evidence()).contains("killed"));
    }

    @Test
    void shouldSayWhereATaskWasSentAndWhatIsBeforeItThere() {
        engine("a");
        submit(Task.of("a"));
        submit(Task.of("b"));
        pipeline.decide(new Command.Assign(0, "a", 0));
        pipeline.decide(new Command.Assign(1, "a", 0));
        commit();
        ToClient.Explained explained = (ToClient.Explained) answer(1);
        assertThat(explained.state()).isEqualTo(TaskState.ASSIGNED);
        RunningAttempt running = Objects.requireNonNull(explained.running());
        assertThat(running.started()).isZero();
        assertThat(explained.why())
                .containsExactly(
                        "it starts there when what the engine got before has ended: task 0 is the first of that");
        assertThat(explained().why()).as("the first one there").isEmpty();
    }

    @Test
    void shouldSayWhereATaskRunsAndHowFarItIsAlsoIfTheEngineDoesNotAnswer() {
        engine("a");
        submit(Task.of("a"));
        handOut();
        start("a", 1);
        roster.told("a", new AttemptProgress(new AttemptId(0, 1), TaskProgress.of(0.4, "reading")));
        time = NOON.plusSeconds(5);
        ToClient.Explained explained = explained();
        assertThat(explained.state()).isEqualTo(TaskState.RUNNING);
        RunningAttempt running = Objects.requireNonNull(explained.running());
        assertThat(running.process()).isEqualTo("pid 4711 on hut");
        assertThat(running.started()).isEqualTo(NOON.toEpochMilli());
        assertThat(running.progress()).isEqualTo(TaskProgress.of(0.4, "reading"));
        assertThat(running.note()).contains("its engine has not said within 1 s");
        assertThat(explained.why()).isEmpty();
    }

    @Test
    void shouldSayThatATaskIsSlowComparedWithOthersOnItsEngine() {
        engine("a");
        submit(Task.of("a"));
        handOut();
        end("a", 1, Outcome.SUCCEEDED, null);
        submit(Task.of("b"));
        handOut();
        pipeline.decide(new Command.Start("a", new AttemptId(1, 1)));
        assertThat(((ToClient.Explained) answer(1)).why())
                .containsExactly("tasks on this engine have lately taken 0.005 s");
        time = NOON.plusSeconds(2);
        assertThat(((ToClient.Explained) answer(1)).why())
                .containsExactly("it is slow: tasks on this engine have lately taken 0.005 s");
    }

    @Test
    void shouldTellTheAttemptsOfATaskThatIsRetried() {
        engine("a");
        submit(Task.of("a").retries(2));
        handOut();
        end("a", 1, Outcome.FAILED, failure());
        ToClient.Explained explained = explained();
        assertThat(explained.why()).contains("1 of its 2 retries are used up");
        assertThat(explained.attempts())
                .extracting(Attempt::outcome, Attempt::evidence)
                .containsExactly(tuple(Outcome.FAILED, "E: no"));
    }

    @Test
    void shouldSayThatATaskIsARecovery() {
        engine("a");
        submit(Task.of("a").recoveryTask(Task.of("b")));
        handOut();
        end("a", 1, Outcome.FAILED, failure());
        assertThat(explained().why()).contains("it is recovery 1 of the task, which has failed for good before");
    }

    @Test
    void shouldSayThatARunningTaskIsAborted() {
        engine("a");
        submit(Task.of("a"));
        handOut();
        start("a", 1);
        pipeline.decide(new Command.Abort("s", 0, ++key, 0));
        assertThat(explained().why()).contains("it was aborted, and ends as aborted when its attempt ends");
    }

    @Test
    void shouldSayThatTheEngineOfATaskIsSilent() {
        engine("a");
        submit(Task.of("a"));
        handOut();
        start("a", 1);
        roster.mark(roster.find("a").orElseThrow(), true);
        assertThat(explained().why()).contains("its engine is silent: it is frozen or cannot be reached");
        pipeline.decide(new Command.Suspect("a"));
        pipeline.dispatcher().engineLeft("a");
        commit();
        assertThat(explained().why())
                .anyMatch(line -> line.startsWith("its engine 0 is silent, so the task is queued again"));
        roster.remove("a");
    }

    @Test
    void shouldBringWhatTheStoreHasOfATaskThatHasEnded() {
        for (Outcome outcome : List.of(Outcome.SUCCEEDED, Outcome.FAILED)) {
            boolean good = outcome == Outcome.SUCCEEDED;
            submit(Task.of("a"));
            long id = pipeline.ledger().nextTask() - 1;
            pipeline.decide(new Command.Assign(id, "a", 0));
            pipeline.report(
                    "a",
                    new AttemptId(id, 1),
                    TestTasks.result(outcome, Map.of(), good ? null : failure(), "out", "", 5));
            commit();
            ToClient.Explained explained = (ToClient.Explained) answer(id);
            FinishedTask finished = Objects.requireNonNull(explained.finished());
            assertThat(explained.state()).isEqualTo(good ? TaskState.SUCCEEDED : TaskState.FAILED);
            assertThat(finished.attempts()).extracting(Attempt::outcome).containsExactly(outcome);
            assertThat(TestTasks.body(finished).stdout()).isEqualTo("out");
        }
    }

    @Test
    void shouldBringTheReasonOfATaskThatWasAbortedOrTimedOut() {
        submit(Task.of("a"));
        pipeline.decide(new Command.Abort("s", 0, ++key, 0));
        commit();
        assertThat(explained().state()).isEqualTo(TaskState.ABORTED);
        submit(Task.of("b").depend("gpu"));
        pipeline.decide(new Command.Expire(1, "no gpu"));
        commit();
        ToClient.Explained unmet = (ToClient.Explained) answer(1);
        assertThat(unmet.state()).isEqualTo(TaskState.TIMED_OUT);
        assertThat(TestTasks.body(Objects.requireNonNull(unmet.finished()))
                        .failure()
                        .message())
                .contains("no gpu");
    }

    @Test
    void shouldSayWhenAndWhyATaskWasRemoved() {
        submit(Task.of("a"));
        pipeline.decide(new Command.Abort("s", 0, ++key, 0));
        commit();
        pipeline.decide(new Command.Clear("s", 0, ++key, new long[] {0, 0}));
        ToClient.Explained explained = explained();
        assertThat(explained.state()).isNull();
        assertThat(explained.why())
                .singleElement()
                .asString()
                .startsWith("task 0 was finished and then removed at 2026");
    }

    @Test
    void shouldSayOfAnIdThatNoTaskEverHadWhatAQuestionForItsResultSays() {
        submit(Task.of("a"));
        for (long id : new long[] {1, -1, Long.MAX_VALUE}) {
            assertThat(answer(id))
                    .isEqualTo(ToClient.TaskAnswer.still(
                            1, null, null, pipeline.ledger().absence(id)));
        }
    }

    @Test
    void shouldSayThatWhatBecameOfATaskCannotBeRead() {
        submit(Task.of("a"));
        pipeline.decide(new Command.Abort("s", 0, ++key, 0));
        commit();
        unreadable = new IllegalStateException("the disk is gone");
        assertThat(answer(0))
                .isInstanceOfSatisfying(
                        ToClient.NoAnswer.class,
                        none -> assertThat(none.reason()).contains("task 0 has ended", "the disk is gone"));
    }

    @Test
    void shouldSayThatTheControllerStandsStillWhenNoCommitIsConfirmed() {
        submit(Task.of("a"));
        pipeline.decide(new Command.Submit(TestTasks.client("s"), 0, ++key, List.of(TestTasks.spec(Task.of("b")))));
        var unconfirmed = pipeline.commit();
        ask(0);
        explanations.look(Explanations.STILL.toNanos() - 1);
        assertThat(told()).isEmpty();
        explanations.look(Explanations.STILL.toNanos());
        assertThat(told()).singleElement().isInstanceOfSatisfying(ToClient.Explained.class, explained -> {
            assertThat(explained.state()).isNull();
            assertThat(explained.why())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "task 0 cannot be explained for the moment, as the controller stands still: its ledger (memory) has not confirmed a commit for more than 2 s");
        });
        Objects.requireNonNull(unconfirmed).toCompletableFuture().join();
        pipeline.release(roster, new Watchers());
        commit();
        assertThat(told()).as("once").isEmpty();
    }

    @Test
    void shouldTellAClientThatHasGoneNothing() {
        submit(Task.of("a"));
        ask(0);
        explanations.gone(client);
        commit();
        explanations.look(Explanations.STILL.toNanos());
        assertThat(told()).isEmpty();
    }
}
