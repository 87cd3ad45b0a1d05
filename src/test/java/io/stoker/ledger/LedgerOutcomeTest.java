package io.stoker.ledger;

import static io.stoker.ledger.Scene.retrying;
import static io.stoker.ledger.Scene.task;
import static io.stoker.ledger.Scene.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.Failure;
import io.stoker.task.FinishedTask;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerOutcomeTest {
    private final Scene scene = new Scene();

    @Test
    void aTaskIsScheduledUntilItsStartIsKnownAndPendingFromThenOn() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.assign(id, "A");
        assertThat(attempt).isEqualTo(new AttemptId(id, 1));
        assertThat(scene.open(id).state().state()).isEqualTo(TaskState.ASSIGNED);
        assertThat(scene.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
        assertThat(scene.ledger().heldBy("A")).containsExactly(id);
        scene.start("A", attempt);
        assertThat(scene.open(id).state().state()).isEqualTo(TaskState.RUNNING);
        assertThat(scene.counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
    }

    @Test
    void whatSucceededIsKeptWithItsValuesAndTimes() {
        long submitted = scene.now().millis();
        long id = scene.submit(task("a"));
        scene.pass(Duration.ofSeconds(1));
        AttemptId attempt = scene.assign(id, "B");
        scene.pass(Duration.ofSeconds(1));
        scene.start("B", attempt);
        scene.pass(Duration.ofSeconds(1));
        assertThat(use(scene.report("B", attempt, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.APPLIED);
        FinishedTask done = scene.finished(id);
        assertThat(done.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(TestTasks.body(done).values()).containsKey("a");
        assertThat(List.of(done.submitted(), done.started(), done.completed()))
                .containsExactly(submitted, submitted + 2_000, submitted + 3_000);
        assertThat(done.attempts())
                .containsExactly(new Attempt(1, 1, Outcome.SUCCEEDED, submitted + 1_000, submitted + 3_000, null));
        assertThat(done).extracting(FinishedTask::engineId, FinishedTask::nanos).containsExactly(1, 42L);
        assertThat(TestTasks.body(done).stdout()).isEqualTo("out");
        assertThat(TestTasks.body(done).stderr()).isEqualTo("err");
        assertThat(scene.counts()).isEqualTo(new Counts(0, 0, 1, 0, 0));
        assertThat(scene.ledger().heldBy("B")).isEmpty();
    }

    @Test
    void aReportMayComeBeforeTheNewsOfTheStart() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.assign(id, "A");
        scene.report("A", attempt, Outcome.SUCCEEDED);
        assertThat(scene.finished(id).started()).isPositive();
        scene.start("A", attempt);
        assertThat(scene.finished(id)).isNotNull();
    }

    @Test
    void whatFailedWithoutRetriesFailsItsTask() {
        long id = scene.submit(task("a"));
        scene.report("A", scene.run(id, "A"), Outcome.FAILED);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(scene.failure(id).kind()).isEqualTo(Failure.Kind.USER_CODE);
        assertThat(scene.finished(id).attempts())
                .extracting(Attempt::evidence)
                .containsExactly("java.lang.Oops: it broke");
        assertThat(scene.counts()).isEqualTo(new Counts(0, 0, 0, 1, 0));
    }

    @Test
    void nRetriesAreNPlusOneRuns() {
        long id = scene.submit(retrying(2));
        for (int number = 1; number <= 2; number++) {
            scene.report("A", scene.run(id, "A"), Outcome.FAILED);
            assertThat(scene.open(id).state().state()).isEqualTo(TaskState.QUEUED);
            assertThat(scene.open(id).isQueued()).isTrue();
            assertThat(scene.open(id).state().history())
                    .extracting(Attempt::number)
                    .last()
                    .isEqualTo(number);
            assertThat(scene.open(id).state().losses()).isZero();
        }
        scene.report("B", scene.run(id, "B"), Outcome.FAILED);
        FinishedTask done = scene.finished(id);
        assertThat(done.state()).isEqualTo(TaskState.FAILED);
        assertThat(done.attempts())
                .extracting(Attempt::number, Attempt::outcome, Attempt::engineId)
                .containsExactly(tuple(1, Outcome.FAILED, 0), tuple(2, Outcome.FAILED, 0), tuple(3, Outcome.FAILED, 1));
    }

    @Test
    void aRetryThatSucceedsEndsTheTaskWell() {
        long id = scene.submit(retrying(1));
        scene.report("A", scene.run(id, "A"), Outcome.FAILED);
        scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(scene.finished(id).attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.FAILED, Outcome.SUCCEEDED);
    }

    @Test
    void longEvidenceOfARetryIsCut() {
        long id = scene.submit(retrying(1));
        AttemptId attempt = scene.run(id, "A");
        Failure failure = Failure.of(Failure.Kind.USER_CODE, "Oops", "x".repeat(10_000));
        scene.decide(new Command.Report("A", attempt, TestTasks.result(Outcome.FAILED, Map.of(), failure, "", "", 1)));
        assertThat(scene.open(id).state().history().get(0).evidence())
                .hasSizeLessThan(600)
                .endsWith("characters in all)");
    }

    @Test
    void theHistoryOfEndlessRetriesIsBounded() {
        long id = scene.submit(retrying(1_000));
        for (int i = 0; i < 200; i++) {
            scene.report("A", scene.run(id, "A"), Outcome.FAILED);
        }
        assertThat(scene.open(id).state().history())
                .hasSize(50)
                .last()
                .extracting(Attempt::number)
                .isEqualTo(200);
    }

    @Test
    void aTimedOutAttemptEndsItsTaskAndIsCountedAsFailed() {
        long id = scene.submit(task("a"));
        scene.report("A", scene.run(id, "A"), Outcome.TIMED_OUT);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.TIMED_OUT);
        assertThat(scene.counts().failed()).isOne();
    }

    @Test
    void aReportOfAnOldAttemptIsLate() {
        long id = scene.submit(retrying(5));
        AttemptId first = scene.run(id, "A");
        scene.report("A", first, Outcome.FAILED);
        scene.run(id, "A");
        expectLate(id, "A", first);
    }

    @Test
    void aReportFromAnotherEngineIsLate() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.run(id, "A");
        expectLate(id, "B", attempt);
    }

    @Test
    void aReportOfATaskThatWaitsInTheQueueIsLate() {
        long id = scene.submit(retrying(1));
        AttemptId attempt = scene.run(id, "A");
        scene.report("A", attempt, Outcome.FAILED);
        expectLate(id, "A", attempt);
        assertThat(scene.open(id).state().retriesUsed()).isOne();
    }

    private void expectLate(long id, String engine, AttemptId attempt) {
        OpenTask before = scene.open(id);
        Decision late = scene.report(engine, attempt, Outcome.SUCCEEDED);
        assertThat(use(late)).isEqualTo(Answer.Use.LATE);
        assertThat(late.events()).isEmpty();
        assertThat(scene.open(id)).isSameAs(before);
    }

    @Test
    void aReportOfAFinishedOrUnknownTaskIsLate() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.run(id, "A");
        scene.report("A", attempt, Outcome.SUCCEEDED);
        FinishedTask done = scene.finished(id);
        Decision again = scene.report("A", attempt, Outcome.FAILED);
        assertThat(use(again)).isEqualTo(Answer.Use.LATE);
        assertThat(again.events()).isEmpty();
        assertThat(scene.finished(id)).isSameAs(done);
        assertThat(use(scene.report("A", new AttemptId(77, 1), Outcome.SUCCEEDED)))
                .isEqualTo(Answer.Use.LATE);
    }

    @Test
    void whatIsGivenBackUnstartedIsQueuedAgainAsIfNothingHadBeen() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.assign(id, "A");
        assertThat(use(scene.giveBack("A", attempt))).isEqualTo(Answer.Use.APPLIED);
        assertThat(scene.open(id).isQueued()).isTrue();
        assertThat(scene.open(id).state())
                .extracting(OpenState::history, OpenState::losses, OpenState::retriesUsed, OpenState::exclusive)
                .containsExactly(List.of(), 0, 0, false);
        assertThat(use(scene.giveBack("A", attempt))).isEqualTo(Answer.Use.LATE);
        assertThat(scene.assign(id, "B")).as("numbers only grow").isEqualTo(new AttemptId(id, 2));
    }

    @Test
    void theStartOfWhatIsNotCurrentChangesNothing() {
        long id = scene.submit(retrying(1));
        AttemptId first = scene.assign(id, "A");
        assertThat(scene.decide(new Command.Start("B", first)).events()).isEmpty();
        scene.giveBack("A", first);
        assertThat(scene.decide(new Command.Start("A", first)).events()).isEmpty();
        AttemptId second = scene.run(id, "A");
        assertThat(scene.decide(new Command.Start("A", first)).events()).isEmpty();
        assertThat(scene.decide(new Command.Start("A", second)).events())
                .as("twice")
                .isEmpty();
        assertThat(scene.decide(new Command.Start("A", new AttemptId(9, 1))).events())
                .isEmpty();
    }

    @Test
    void onlyWhatIsQueuedCanBeAssigned() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.assign(id, "A");
        assertThatThrownBy(() -> scene.assign(id, "B")).isInstanceOf(IllegalStateException.class);
        scene.report("A", attempt, Outcome.SUCCEEDED);
        assertThatThrownBy(() -> scene.assign(id, "B")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> scene.assign(77, "B")).isInstanceOf(IllegalStateException.class);
    }
}
