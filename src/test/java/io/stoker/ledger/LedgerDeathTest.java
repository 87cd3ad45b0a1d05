package io.stoker.ledger;

import static io.stoker.ledger.Scene.once;
import static io.stoker.ledger.Scene.retrying;
import static io.stoker.ledger.Scene.task;
import static io.stoker.ledger.Scene.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.Failure;
import io.stoker.task.FinishedTask;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerDeathTest {
    private final Scene scene = new Scene();

    @Test
    void whatRanOnADeadEngineIsQueuedAgainAndTheDeathIsCounted() {
        long id = scene.submit(retrying(1));
        AttemptId attempt = scene.run(id, "A");
        scene.engineDied("A");
        OpenState state = scene.open(id).state();
        assertThat(state.state()).isEqualTo(TaskState.QUEUED);
        assertThat(state)
                .extracting(OpenState::losses, OpenState::retriesUsed, OpenState::exclusive)
                .containsExactly(1, 0, true);
        assertThat(state.history()).extracting(Attempt::evidence).containsExactly("engine A exited with code 137");
        assertThat(scene.open(id).runsAlone()).isTrue();
        assertThat(use(scene.report("A", attempt, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.LATE);
        assertThat(scene.ledger().heldBy("A")).isEmpty();
        assertThat(scene.engineDied("A").events()).as("twice").isEmpty();
    }

    @Test
    void whatWaitedBehindTheRunningOneIsFree() {
        long running = scene.submit(task("a"));
        long waiting = scene.submit(task("b"));
        scene.assign(waiting, "A");
        scene.run(running, "A");
        scene.engineDied("A");
        assertThat(scene.open(running).state().losses()).isOne();
        assertThat(scene.open(waiting).state().losses()).isZero();
        assertThat(scene.open(waiting).isQueued()).isTrue();
    }

    @Test
    void theFirstInLineIsCountedWhenNoneIsKnownToHaveStarted() {
        long first = scene.submit(task("a"));
        long second = scene.submit(task("b"));
        long third = scene.submit(task("c"));
        scene.assign(second, "A");
        scene.assign(first, "A");
        scene.assign(third, "A");
        scene.engineDied("A");
        assertThat(scene.open(second).state().losses()).isOne();
        assertThat(scene.open(first).state().losses()).isZero();
        assertThat(scene.open(third).state().losses()).isZero();
    }

    @Test
    void atTheLimitTheTaskFailsWithTheEvidenceOfEveryAttempt() {
        long id = scene.submit(retrying(7));
        for (String engine : new String[] {"A", "B", "C"}) {
            scene.run(id, engine);
            scene.engineDied(engine);
        }
        FinishedTask done = scene.finished(id);
        assertThat(done.state()).isEqualTo(TaskState.FAILED);
        assertThat(scene.failure(id).kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
        assertThat(scene.failure(id).text())
                .contains(
                        "3 times",
                        "stoker.engine-loss-limit",
                        "attempt 1 on engine 0: engine A exited",
                        "attempt 2 on engine 1: engine B exited",
                        "attempt 3 on engine 2: engine C exited");
        assertThat(done.attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.LOST, Outcome.LOST, Outcome.LOST);
        assertThat(scene.counts()).isEqualTo(new Counts(0, 0, 0, 1, 0));
    }

    @Test
    void lossesAndRetriesAreCountedApart() {
        long id = scene.submit(retrying(1));
        scene.run(id, "A");
        scene.engineDied("A");
        scene.report("B", scene.run(id, "B"), Outcome.FAILED);
        assertThat(scene.open(id).state())
                .extracting(OpenState::losses, OpenState::retriesUsed)
                .containsExactly(1, 1);
        scene.report("C", scene.run(id, "C"), Outcome.FAILED);
        assertThat(scene.finished(id).attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.LOST, Outcome.FAILED, Outcome.FAILED);
    }

    @Test
    void aSuspendedAttemptWhoseEngineDiesIsCounted() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        scene.suspect("A");
        scene.engineDied("A");
        assertThat(scene.open(id).state())
                .extracting(OpenState::losses, OpenState::suspended, OpenState::held)
                .containsExactly(1, false, null);
    }

    @Test
    void aSupersededAttemptIsCountedWhenItsEnginesDeathIsConfirmedLater() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        AttemptId second = scene.moveTo(id, "A", "B");
        scene.engineDied("A");
        OpenState state = scene.open(id).state();
        assertThat(state.losses()).isOne();
        assertThat(state.exclusive()).isTrue();
        assertThat(state.superseded()).isEmpty();
        assertThat(state.history()).extracting(Attempt::evidence).containsExactly("engine A exited with code 137");
        assertThat(scene.open(id).attempt()).as("the next goes on").isEqualTo(second);
        assertThat(use(scene.report("B", second, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.APPLIED);
    }

    @Test
    void aQueuedTaskFailsWhenTheDeathsConfirmedLaterReachTheLimit() {
        long id = scene.submit(retrying(9));
        scene.run(id, "A");
        scene.moveTo(id, "A", "B");
        scene.start("B", scene.open(id).attempt());
        scene.moveTo(id, "B", "C");
        scene.start("C", scene.open(id).attempt());
        AttemptId last = scene.moveTo(id, "C", "D");
        scene.report("D", last, Outcome.FAILED);
        scene.engineDied("C");
        scene.engineDied("A");
        assertThat(scene.open(id).state().losses()).isEqualTo(2);
        scene.engineDied("B");
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(scene.finished(id).engineId()).isEqualTo(3);
        assertThat(scene.failure(id).text())
                .contains("engine A exited", "engine B exited", "engine C exited", "attempt 4 on engine 3");
    }

    @Test
    void whatMustRunAtMostOnceEndsWithTheFirstDeath() {
        for (boolean startKnown : new boolean[] {true, false}) {
            long id = scene.submit(once());
            String engine = startKnown ? "A" : "B";
            AttemptId attempt = scene.assign(id, engine);
            if (startKnown) {
                scene.start(engine, attempt);
            }
            scene.engineDied(engine);
            assertThat(scene.finished(id).state()).isEqualTo(TaskState.FAILED);
            assertThat(scene.failure(id).kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
            assertThat(scene.failure(id).text()).contains("at most once", "attempt 1", "engine " + engine + " exited");
        }
    }

    /** The task runs first on B, and on A since it was given up there. */
    private long movedToA(long waiting) {
        long moved = scene.submit(task("a"));
        scene.run(moved, "B");
        scene.moveTo(moved, "B", "A");
        scene.assign(waiting, "A");
        return moved;
    }

    @Test
    void whatBecomesOfAnEarlierAttemptChangesNothingInTheLineOfTheEngineThatHasTheTask() {
        long waiting = scene.submit(task("w"));
        long moved = movedToA(waiting);
        scene.engineDied("B");
        assertThat(scene.ledger().heldBy("A")).containsExactly(moved, waiting);
        scene.engineDied("A");
        assertThat(scene.open(moved).state().losses()).isEqualTo(2);
        assertThat(scene.open(waiting).state().losses()).isZero();
    }

    @Test
    void anEarlierAttemptThatIsForgottenChangesNothingInThatLineEither() {
        long waiting = scene.submit(task("w"));
        long moved = movedToA(waiting);
        scene.register("B");
        assertThat(scene.open(moved).state().superseded()).isEmpty();
        scene.engineDied("A");
        assertThat(scene.open(moved).state().losses()).isOne();
        assertThat(scene.open(waiting).state().losses()).isZero();
    }

    /**
     * The engine was silent, came back, answered an old {@code Identify}, and got the task again that it may still
     * have.
     */
    private static long twiceOn(Scene scene, String engine) {
        long id = scene.submit(task("a"));
        scene.run(id, engine);
        scene.suspect(engine);
        scene.decide(new Command.Register(engine, Set.of(), -1));
        scene.run(id, engine);
        assertThat(scene.open(id).state().superseded()).hasSize(1);
        return id;
    }

    @Test
    void whatMustRunAtMostOnceEndsAlsoWhereAnotherTaskWasGivenUpOnceOnTheDeadEngine() {
        long earlier = twiceOn(scene, "A");
        scene.report("A", scene.open(earlier).attempt(), Outcome.REJECTED);
        long id = scene.submit(once());
        scene.assign(id, "A");
        scene.engineDied("A");
        assertThat(scene.failure(id).kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
    }

    @Test
    void theDeathOfAnEngineThatHadTwoAttemptsOfATaskCountsOnce() {
        long id = twiceOn(scene, "A");
        scene.engineDied("A");
        assertThat(scene.open(id).state())
                .extracting(OpenState::losses, state -> state.superseded().size())
                .containsExactly(1, 0);
    }

    @Test
    void atTheLimitATaskEndsAlsoWhenTheDeadEngineHadTwoAttemptsOfIt() {
        Scene limited = new Scene(new LedgerSettings(1, Duration.ofSeconds(20), 100));
        long id = twiceOn(limited, "A");
        limited.engineDied("A");
        assertThat(limited.failure(id).kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
    }

    @Test
    void theDeathOfAnUnknownEngineChangesNothing() {
        scene.run(scene.submit(task("a")), "A");
        assertThat(scene.engineDied("B").events()).isEmpty();
    }
}
