package io.stoker.ledger;

import static io.stoker.ledger.Scene.once;
import static io.stoker.ledger.Scene.retrying;
import static io.stoker.ledger.Scene.task;
import static io.stoker.ledger.Scene.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import org.junit.jupiter.api.Test;

class LedgerSuspicionTest {
    private final Scene scene = new Scene();

    @Test
    void whatASuspectedEngineHoldsIsQueuedAgainAndStaysCurrent() {
        long running = scene.submit(task("a"));
        long waiting = scene.submit(task("b"));
        AttemptId first = scene.run(running, "A");
        scene.assign(waiting, "A");
        assertThat(scene.suspect("A").events())
                .containsExactly(new Event.Suspended(first), new Event.Suspended(new AttemptId(waiting, 1)));
        assertThat(scene.open(running).isQueued()).isTrue();
        assertThat(scene.open(waiting).isQueued()).isTrue();
        assertThat(scene.open(running).attempt()).isEqualTo(first);
        assertThat(scene.open(running).isHeldBy("A")).isTrue();
        assertThat(scene.counts()).as("it may well run on").isEqualTo(new Counts(1, 1, 0, 0, 0));
    }

    @Test
    void suspectingTwiceSuspendsOnce() {
        scene.run(scene.submit(task("a")), "A");
        scene.suspect("A");
        assertThat(scene.suspect("A").events()).isEmpty();
        assertThat(scene.suspect("unknown").events()).isEmpty();
    }

    @Test
    void theFirstReportBeforeTheNextAssignmentWins() {
        long id = scene.submit(task("a"));
        AttemptId first = scene.run(id, "A");
        scene.suspect("A");
        assertThat(use(scene.report("A", first, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.APPLIED);
        assertThat(scene.finished(id).attempts()).extracting(Attempt::number).containsExactly(1);
    }

    @Test
    void aFailureReportedByASuspectedEngineUsesARetry() {
        long id = scene.submit(retrying(1));
        AttemptId first = scene.run(id, "A");
        scene.suspect("A");
        scene.report("A", first, Outcome.FAILED);
        assertThat(scene.open(id).state())
                .extracting(OpenState::suspended, OpenState::retriesUsed, OpenState::held)
                .containsExactly(false, 1, null);
        assertThat(scene.assign(id, "B").number()).isEqualTo(2);
    }

    @Test
    void afterTheNextAssignmentTheFirstReportIsLate() {
        long id = scene.submit(task("a"));
        AttemptId first = scene.run(id, "A");
        AttemptId second = scene.moveTo(id, "A", "B");
        assertThat(second).isEqualTo(new AttemptId(id, 2));
        assertThat(scene.open(id).isQueued()).isFalse();
        assertThat(scene.open(id).state().superseded()).containsExactly(new OpenState.Superseded(1, "A"));
        assertThat(scene.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
        assertThat(use(scene.report("A", first, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.LATE);
        assertThat(scene.open(id).state().superseded()).as("its engine lives").isEmpty();
        scene.report("B", second, Outcome.SUCCEEDED);
        assertThat(scene.finished(id).attempts())
                .extracting(Attempt::number, Attempt::outcome)
                .containsExactly(tuple(1, Outcome.LOST), tuple(2, Outcome.SUCCEEDED));
        assertThat(scene.finished(id).attempts().get(0).evidence()).contains("engine 0", "silent or unreachable");
    }

    @Test
    void theStartOfASuspendedAttemptIsNewsAndLeavesItQueued() {
        long id = scene.submit(task("a"));
        AttemptId first = scene.assign(id, "A");
        scene.suspect("A");
        scene.start("A", first);
        assertThat(scene.open(id).state().state()).isEqualTo(TaskState.RUNNING);
        assertThat(scene.open(id).isQueued()).isTrue();
    }

    @Test
    void whatASuspendedEngineGivesBackIsSimplyQueued() {
        long id = scene.submit(task("a"));
        AttemptId first = scene.assign(id, "A");
        scene.suspect("A");
        assertThat(use(scene.giveBack("A", first))).isEqualTo(Answer.Use.APPLIED);
        assertThat(scene.open(id).state())
                .extracting(OpenState::suspended, OpenState::held)
                .containsExactly(false, null);
    }

    @Test
    void anEngineThatReturnsGoesOnWithWhatNobodyElseGot() {
        long kept = scene.submit(task("a"));
        long moved = scene.submit(task("b"));
        AttemptId keptAttempt = scene.run(kept, "A");
        AttemptId movedAttempt = scene.assign(moved, "A");
        AttemptId second = scene.moveTo(moved, "A", "B");
        assertThat(scene.register("A", keptAttempt, movedAttempt)).containsExactly(movedAttempt);
        assertThat(scene.open(kept).isQueued()).isFalse();
        assertThat(scene.open(kept).attempt()).isEqualTo(keptAttempt);
        assertThat(scene.open(moved).attempt()).isEqualTo(second);
        assertThat(scene.open(moved).state().superseded()).isEmpty();
        assertThat(use(scene.report("A", keptAttempt, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.APPLIED);
    }

    @Test
    void anEngineMayBeSuspectedAgainAfterItsReturn() {
        long id = scene.submit(task("a"));
        AttemptId first = scene.run(id, "A");
        scene.suspect("A");
        scene.register("A", first);
        scene.suspect("A");
        assertThat(scene.open(id).isQueued()).isTrue();
    }

    @Test
    void whatMustRunAtMostOnceWaitsForCertainty() {
        long id = scene.submit(once());
        scene.assign(id, "A");
        assertThat(scene.suspect("A").events()).isEmpty();
        assertThat(scene.open(id).isQueued()).isFalse();
    }

    @Test
    void whatIsBeingAbortedWaitsForCertainty() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        scene.abort(id, 1);
        assertThat(scene.suspect("A").events()).isEmpty();
        assertThat(scene.open(id).isQueued()).isFalse();
    }

    @Test
    void aChainOfSilentEnginesCostsNothingWhenAllOfThemReturn() {
        long id = scene.submit(task("a"));
        AttemptId onA = scene.run(id, "A");
        AttemptId onB = scene.moveTo(id, "A", "B");
        AttemptId onC = scene.moveTo(id, "B", "C");
        assertThat(scene.register("A", onA)).containsExactly(onA);
        assertThat(scene.register("B", onB)).containsExactly(onB);
        assertThat(scene.open(id).state().superseded()).isEmpty();
        assertThat(scene.open(id).state().losses()).isZero();
        assertThat(use(scene.report("C", onC, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.APPLIED);
    }
}
