package io.stoker.ledger;

import static io.stoker.ledger.Scene.SESSION;
import static io.stoker.ledger.Scene.refused;
import static io.stoker.ledger.Scene.retrying;
import static io.stoker.ledger.Scene.task;
import static io.stoker.ledger.Scene.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import org.junit.jupiter.api.Test;

class LedgerAbortTest {
    private static final Answer DONE = new Answer.Aborting(Answer.AbortStep.DONE);
    private static final Answer TELL_ENGINE = new Answer.Aborting(Answer.AbortStep.TELL_ENGINE);
    private final Scene scene = new Scene();

    @Test
    void aQueuedTaskEndsAtOnce() {
        long id = scene.submit(task("a"));
        assertThat(scene.abort(id, 1)).isEqualTo(DONE);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.ABORTED);
        assertThat(scene.failure(id).kind()).isEqualTo(Failure.Kind.INTERRUPTED);
        assertThat(scene.finished(id))
                .extracting(t -> t.engineId(), t -> t.attempts().size(), t -> t.started())
                .containsExactly(-1, 0, 0L);
        assertThat(scene.counts()).isEqualTo(new Counts(0, 0, 0, 0, 1));
    }

    @Test
    void aTaskQueuedForARetryEndsAtOnceWithItsHistory() {
        long id = scene.submit(retrying(1));
        scene.report("A", scene.run(id, "A"), Outcome.FAILED);
        assertThat(scene.abort(id, 1)).isEqualTo(DONE);
        assertThat(scene.finished(id).attempts()).extracting(Attempt::outcome).containsExactly(Outcome.FAILED);
        assertThat(scene.finished(id).engineId()).isZero();
    }

    @Test
    void anAssignedTaskEndsWhenItsEngineGivesItBack() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.assign(id, "A");
        assertThat(scene.abort(id, 1)).isEqualTo(TELL_ENGINE);
        assertThat(scene.open(id).state().state()).isEqualTo(TaskState.ASSIGNED);
        assertThat(use(scene.giveBack("A", attempt))).isEqualTo(Answer.Use.APPLIED);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.ABORTED);
        assertThat(scene.failure(id).message()).isEqualTo("aborted before it started");
    }

    @Test
    void aRunningTaskEndsAsAbortedWhateverItsEngineReports() {
        for (Outcome outcome : new Outcome[] {Outcome.ABORTED, Outcome.SUCCEEDED, Outcome.FAILED, Outcome.TIMED_OUT}) {
            long id = scene.submit(retrying(5));
            AttemptId attempt = scene.run(id, "A");
            assertThat(scene.abort(id, id + 1)).isEqualTo(TELL_ENGINE);
            assertThat(use(scene.report("A", attempt, outcome))).isEqualTo(Answer.Use.APPLIED);
            assertThat(scene.finished(id).state()).as("no retry after an abort").isEqualTo(TaskState.ABORTED);
            assertThat(scene.finished(id).values()).isEmpty();
            assertThat(scene.failure(id).message()).isEqualTo("aborted while it ran");
        }
    }

    @Test
    void aTaskThatRanWhenItWasAbortedHasStartedEvenIfThatWasNotTold() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.assign(id, "A");
        scene.abort(id, 1);

        scene.report("A", attempt, Outcome.ABORTED);

        assertThat(scene.finished(id).started()).isPositive();
    }

    @Test
    void aTaskThatWasGivenBackWhenItWasAbortedHasNotStarted() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.assign(id, "A");
        scene.abort(id, 1);

        scene.giveBack("A", attempt);

        assertThat(scene.finished(id).started()).isZero();
    }

    @Test
    void aTaskAbortedBeforeItsStartIsKnownMayStillSayThatItStarted() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.assign(id, "A");
        scene.abort(id, 1);
        scene.start("A", attempt);
        assertThat(scene.counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
        scene.report("A", attempt, Outcome.ABORTED);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void theOutcomeWinsWhenItIsFirst() {
        long id = scene.submit(task("a"));
        scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        assertThat(refused(scene.abort(id, 1)).reason()).isEqualTo(Answer.Refusal.ALREADY_COMPLETED);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void anotherAbortOfTheSameTaskIsRefused() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        scene.abort(id, 1);
        assertThat(refused(scene.abort(id, 2)).reason()).isEqualTo(Answer.Refusal.ALREADY_ABORTED);
        long queued = scene.submit(task("b"));
        scene.abort(queued, 3);
        assertThat(refused(scene.abort(queued, 4)).reason()).isEqualTo(Answer.Refusal.ALREADY_COMPLETED);
    }

    @Test
    void theSameAbortSentAgainIsAnsweredAgain() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.run(id, "A");
        assertThat(scene.abort(id, 1)).isEqualTo(TELL_ENGINE);
        assertThat(scene.abort(id, 1)).isEqualTo(TELL_ENGINE);
        scene.restart();
        assertThat(scene.abort(id, 1)).isEqualTo(TELL_ENGINE);
        scene.report("A", attempt, Outcome.ABORTED);
        assertThat(scene.abort(id, 1)).isEqualTo(DONE);
        long queued = scene.submit(task("b"));
        assertThat(scene.abort(queued, 2)).isEqualTo(DONE);
        scene.restart();
        assertThat(scene.abort(queued, 2)).isEqualTo(DONE);
    }

    @Test
    void theSameKeyForTheAbortOfAnotherTaskIsRefused() {
        long a = scene.submit(task("a"));
        long b = scene.submit(task("b"));
        scene.abort(a, 1);
        assertThat(refused(scene.abort(b, 1)).reason()).isEqualTo(Answer.Refusal.KEY_REUSED);
        assertThat(scene.open(b).isQueued()).isTrue();
    }

    @Test
    void whatDoesNotExistCannotBeAborted() {
        assertThat(refused(scene.abort(0, 1)).reason()).isEqualTo(Answer.Refusal.UNKNOWN_TASK);
        assertThat(refused(scene.abort(-1, 2)).message()).contains("-1");
    }

    @Test
    void anAbortAcknowledgesToo() {
        scene.send(SESSION, 0, 1, task("a"));
        Decision abort = scene.decide(new Command.Abort(SESSION, 1, 2, 0));
        assertThat(abort.events())
                .contains(new Event.Acknowledged(
                        new SessionMark(SESSION, 1, scene.now().millis())));
    }

    @Test
    void theDeathOfItsEngineEndsAnAbortedTask() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        scene.abort(id, 1);
        scene.engineDied("A");
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void aSuspendedTaskIsQueuedNoLongerAndWaitsForItsEngine() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.run(id, "A");
        scene.suspect("A");
        assertThat(scene.abort(id, 1)).isEqualTo(TELL_ENGINE);
        assertThat(scene.open(id).isQueued()).isFalse();
        assertThatThrownBy(() -> scene.assign(id, "B")).isInstanceOf(IllegalStateException.class);
        assertThat(scene.register("A", attempt))
                .as("it keeps it, to answer for it")
                .isEmpty();
        scene.report("A", attempt, Outcome.ABORTED);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void anAbortedTaskIsNotChargedForTheEngineItLeft() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        AttemptId second = scene.moveTo(id, "A", "B");
        scene.abort(id, 1);
        scene.engineDied("A");
        assertThat(scene.open(id).state().abort()).isTrue();
        scene.report("B", second, Outcome.ABORTED);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void aTaskWhoseEngineDiedOrForgotItWhileItRanIsNotCalledUnstarted() {
        long died = scene.submit(task("a"));
        long forgotten = scene.submit(task("b"));
        long unstarted = scene.submit(task("c"));
        scene.run(died, "A");
        scene.assign(unstarted, "A");
        scene.run(forgotten, "B");
        scene.abort(died, 1);
        scene.abort(forgotten, 2);
        scene.abort(unstarted, 3);
        scene.engineDied("A");
        scene.register("B");
        assertThat(scene.failure(died).message()).isEqualTo("aborted while it ran");
        assertThat(scene.failure(forgotten).message()).isEqualTo("aborted while it ran");
        assertThat(scene.failure(unstarted).message()).isEqualTo("aborted before it started");
    }
}
