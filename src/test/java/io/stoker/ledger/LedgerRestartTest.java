package io.stoker.ledger;

import static io.stoker.ledger.Scene.once;
import static io.stoker.ledger.Scene.task;
import static io.stoker.ledger.Scene.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerRestartTest {
    private static final Duration RECLAIM_AFTER = Scene.SETTINGS.reclaimAfter();
    private final Scene scene = new Scene();

    @Test
    void everythingUnfinishedIsThereAgain() {
        long queued = scene.submit(task("a"));
        long running = scene.submit(task("b"));
        long done = scene.submit(task("c"));
        scene.run(running, "A");
        scene.abort(done, 1);
        OpenTask before = scene.open(running);
        Counts counts = scene.counts();
        scene.restart();
        assertThat(scene.open(running)).isEqualTo(before);
        assertThat(scene.open(queued).isQueued()).isTrue();
        assertThat(scene.counts()).isEqualTo(counts);
        assertThat(scene.submit(task("d"))).isEqualTo(3);
    }

    @Test
    void aRunningAttemptsReportIsTakenAfterARestart() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.run(id, "A");
        scene.restart();
        assertThat(use(scene.report("A", attempt, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.APPLIED);
        scene.pass(RECLAIM_AFTER);
        assertThat(scene.wake().events()).isEmpty();
    }

    @Test
    void whatNobodyReclaimsIsQueuedAgainFreeOfCharge() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.run(id, "A");
        scene.restart();
        scene.pass(RECLAIM_AFTER.minusNanos(1));
        assertThat(scene.wake().events()).isEmpty();
        scene.pass(Duration.ofNanos(1));
        scene.wake();
        assertThat(scene.open(id).isQueued()).isTrue();
        assertThat(scene.open(id).state().losses()).isZero();
        assertThat(scene.open(id).state().history())
                .extracting(Attempt::evidence)
                .first()
                .asString()
                .contains("did not reconnect within 20 s");
        assertThat(use(scene.report("A", attempt, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.LATE);
        assertThat(scene.wake().events()).as("only once").isEmpty();
    }

    @Test
    void whatAnEngineReclaimsGoesOn() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.run(id, "A");
        scene.restart();
        assertThat(scene.register("A", attempt)).isEmpty();
        scene.pass(RECLAIM_AFTER);
        assertThat(scene.wake().events()).isEmpty();
        assertThat(scene.open(id).attempt()).isEqualTo(attempt);
        assertThat(scene.open(id).isQueued()).isFalse();
    }

    @Test
    void whatMustRunAtMostOnceEndsWhenNobodyReclaimsIt() {
        long id = scene.submit(once());
        scene.run(id, "A");
        scene.restart();
        scene.pass(RECLAIM_AFTER);
        scene.wake();
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(scene.failure(id).kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
        assertThat(scene.failure(id).text()).contains("did not reconnect");
    }

    @Test
    void whatWasToBeAbortedEndsWhenNobodyReclaimsIt() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        scene.abort(id, 1);
        scene.restart();
        scene.pass(RECLAIM_AFTER);
        scene.wake();
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void aDeathConfirmedBeforeItIsReclaimedIsCounted() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        scene.restart();
        scene.engineDied("A");
        assertThat(scene.open(id).state().losses()).isOne();
        scene.pass(RECLAIM_AFTER);
        assertThat(scene.wake().events()).isEmpty();
    }

    @Test
    void aSuspendedTaskIsStillQueuedAfterARestart() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.run(id, "A");
        scene.suspect("A");
        scene.restart();
        assertThat(scene.open(id).isQueued()).isTrue();
        scene.register("A", attempt);
        assertThat(scene.open(id).isQueued()).isFalse();
    }

    @Test
    void aSupersededAttemptNobodyReclaimsIsForgotten() {
        long id = scene.submit(task("a"));
        long other = scene.submit(task("b"));
        scene.run(id, "A");
        scene.moveTo(id, "A", "B");
        scene.register("A");
        scene.run(other, "A");
        scene.moveTo(id, "B", "A");
        scene.restart();
        scene.pass(RECLAIM_AFTER);
        scene.wake();
        assertThat(scene.open(id).isQueued()).isTrue();
        assertThat(scene.open(id).state().losses()).isZero();
    }

    @Test
    void anEngineThatOnlyHadWhatWasGivenUpIsWaitedForNoLongerThanTheOthers() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        AttemptId current = scene.moveTo(id, "A", "B");
        scene.restart();
        scene.register("B", current);
        assertThat(scene.open(id).state().superseded()).hasSize(1);
        scene.pass(RECLAIM_AFTER);
        scene.wake();
        assertThat(scene.open(id).state().superseded()).isEmpty();
        assertThat(scene.open(id).state().losses()).isZero();
    }

    @Test
    void theNextWakeIsTheEndOfTheReclaimWhileSomethingIsUnclaimed() {
        long id = scene.submit(task("a"));
        long hour = scene.now().tick() + Duration.ofHours(1).toNanos();
        AttemptId attempt = scene.run(id, "A");
        assertThat(scene.ledger().nextWake()).hasValue(hour);
        scene.restart();
        assertThat(scene.ledger().nextWake()).hasValue(scene.now().tick() + RECLAIM_AFTER.toNanos());
        scene.register("A", attempt);
        assertThat(scene.ledger().nextWake()).hasValue(hour);
        scene.pass(Duration.ofHours(1));
        scene.wake();
        assertThat(scene.ledger().nextWake())
                .hasValue(hour + Duration.ofHours(1).toNanos());
    }

    @Test
    void theSameTaskMayBeHeldByOneEngineThatStaysAwayAndHaveLeftAnother() {
        long aborted = scene.submit(task("a"));
        long other = scene.submit(task("b"));
        scene.run(other, "B");
        scene.run(aborted, "B");
        scene.suspect("B");
        scene.run(aborted, "A");
        scene.abort(aborted, 1);
        scene.restart();
        scene.pass(RECLAIM_AFTER);
        scene.wake();
        assertThat(scene.finished(aborted).state()).isEqualTo(TaskState.ABORTED);
        assertThat(scene.open(other).isQueued()).isTrue();
    }

    @Test
    void theLineOfAnEngineIsKeptInTheOrderItWasAssigned() {
        long late = scene.submit(task("a"));
        long early = scene.submit(task("b"));
        scene.assign(early, "A");
        scene.pass(Duration.ofMillis(1));
        scene.assign(late, "A");
        scene.restart();
        assertThat(scene.ledger().heldBy("A")).containsExactly(early, late);
        scene.engineDied("A");
        assertThat(scene.open(early).state().losses())
                .as("the first in line may have started")
                .isOne();
        assertThat(scene.open(late).state().losses()).isZero();
    }

    @Test
    void theLineOfAnEngineIsKeptInItsOrderAlsoWhenTheNewestGoFirstAndAllAtOnce() {
        long oldest = scene.submit(task("a"));
        long middle = scene.submit(task("b"));
        long newest = scene.submit(task("c"));
        scene.assign(newest, "A");
        scene.assign(middle, "A");
        scene.assign(oldest, "A");
        scene.restart();
        scene.restart();
        assertThat(scene.ledger().heldBy("A")).containsExactly(newest, middle, oldest);
        scene.engineDied("A");
        assertThat(scene.open(newest).state().losses()).isOne();
        assertThat(scene.open(oldest).state().losses()).isZero();
    }

    @Test
    void aTickMayOverflow() {
        Now late = new Now(Long.MAX_VALUE - Duration.ofMinutes(1).toNanos(), 1);
        Ledger ledger = new Ledger(Scene.SETTINGS, Snapshot.EMPTY, late);
        Rows rows = new Rows();
        for (Command command : List.of(
                new Command.Submit(TestTasks.client("s"), 0, 1, List.of(task("a"))), new Command.Assign(0, "A", 0))) {
            rows.commit(Rows.Change.of(ledger.decide(command, late), ledger));
            rows.hold(ledger.takeChanges().held());
        }
        assertThat(new Ledger(Scene.SETTINGS, rows.snapshot(), late).nextWake())
                .hasValue(late.tick() + RECLAIM_AFTER.toNanos());
    }
}
