package io.stoker.ledger;

import static io.stoker.ledger.Scene.once;
import static io.stoker.ledger.Scene.retrying;
import static io.stoker.ledger.Scene.task;
import static io.stoker.ledger.Scene.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerRegisterTest {
    private final Scene scene = new Scene();

    @Test
    void aNewEngineIsToldNothing() {
        Decision decision = scene.decide(new Command.Register("A", Set.of(), Long.MAX_VALUE));
        assertThat(decision.events()).isEmpty();
        assertThat(((Answer.Drop) decision.answer()).attempts()).isEmpty();
    }

    @Test
    void whatItHoldsAndIsCurrentItKeeps() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.run(id, "A");
        OpenTask before = scene.open(id);
        assertThat(scene.register("A", attempt)).isEmpty();
        assertThat(scene.open(id)).isSameAs(before);
    }

    @Test
    void whatHasEndedOrMovedOrWasNeverKnownItDrops() {
        long ended = scene.submit(task("a"));
        long retried = scene.submit(retrying(1));
        AttemptId endedAttempt = scene.run(ended, "A");
        scene.report("A", endedAttempt, Outcome.SUCCEEDED);
        AttemptId retriedAttempt = scene.run(retried, "A");
        scene.report("A", retriedAttempt, Outcome.FAILED);
        AttemptId unknown = new AttemptId(77, 1);
        AttemptId current = scene.assign(retried, "B");
        assertThat(scene.register("A", endedAttempt, retriedAttempt, unknown, current))
                .containsExactlyInAnyOrder(endedAttempt, retriedAttempt, unknown, current);
        assertThat(scene.open(retried).attempt()).as("another engine's").isEqualTo(current);
    }

    @Test
    void whatItNeverReceivedIsQueuedAgainFreeOfCharge() {
        long id = scene.submit(task("a"));
        scene.assign(id, "A");
        assertThat(scene.register("A")).isEmpty();
        assertThat(scene.open(id).isQueued()).isTrue();
        assertThat(scene.open(id).state().losses()).isZero();
        assertThat(scene.open(id).state().history()).as("nothing was tried").isEmpty();
        assertThat(scene.open(id).runsAlone()).isFalse();
        assertThat(scene.assign(id, "A").number()).isEqualTo(2);
    }

    @Test
    void whatMustRunAtMostOnceAndWasNeverReceivedMayStillRun() {
        long id = scene.submit(once());
        scene.assign(id, "A");
        scene.register("A");
        assertThat(scene.open(id).isQueued()).isTrue();
    }

    @Test
    void whatWasToBeAbortedAndNeverReceivedIsAborted() {
        long id = scene.submit(task("a"));
        scene.assign(id, "A");
        scene.abort(id, 1);
        scene.register("A");
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void anEngineThatReturnsWithoutAnAttemptThatMovedOnIsHarmless() {
        long id = scene.submit(task("a"));
        AttemptId first = scene.run(id, "A");
        AttemptId second = scene.moveTo(id, "A", "B");
        assertThat(scene.register("A")).isEmpty();
        assertThat(scene.open(id).attempt()).isEqualTo(second);
        assertThat(use(scene.report("A", first, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.LATE);
    }

    @Test
    void whatMustRunAtMostOnceAndHadStartedDoesNotRunAgainWhenItsEngineHasLostIt() {
        long id = scene.submit(once());
        scene.run(id, "A");
        scene.register("A");
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(scene.failure(id).kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
        assertThat(scene.failure(id).text()).contains("at most once", "attempt 1 on engine 0");
    }

    @Test
    void whatWasSentBeforeTheEngineWasAskedAndIsNotThereWasNeverReceivedAndWhatIsSentLaterMayBe() {
        long before = scene.submit(task("a"));
        long after = scene.submit(task("b"));
        scene.assign(before, "A");
        long boundary = scene.ledger().boundary();
        scene.assign(after, "A");
        scene.decide(new Command.Register("A", Set.of(), boundary));
        assertThat(scene.open(before).isQueued()).isTrue();
        assertThat(scene.open(after).isHeldBy("A")).isTrue();
    }
}
