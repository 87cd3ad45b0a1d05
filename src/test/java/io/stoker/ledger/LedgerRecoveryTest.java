package io.stoker.ledger;

import static io.stoker.ledger.Scene.SESSION;
import static io.stoker.ledger.Scene.retrying;
import static io.stoker.ledger.Scene.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.Failure;
import io.stoker.task.FinishedTask;
import io.stoker.task.Outcome;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerRecoveryTest {
    private final Scene scene = new Scene();

    private static TaskSpec with(TaskSpec task, TaskOptions options) {
        return task.with(options);
    }

    private static TaskSpec rescued(String source, TaskSpec recovery) {
        return with(task(source), TaskOptions.NONE.withRecovery(recovery));
    }

    private void fail(long id) {
        scene.report("A", scene.run(id, "A"), Outcome.FAILED);
    }

    @Test
    void aRecoveryRunsUnderTheSameIdAndItsResultIsTheTasks() {
        long id = scene.submit(rescued("a", task("b")));
        fail(id);
        assertThat(TestTasks.source(scene.open(id).current())).isEqualTo("b");
        scene.report("B", scene.run(id, "B"), Outcome.SUCCEEDED);
        FinishedTask result = scene.finished(id);
        assertThat(result.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(result.attempts())
                .extracting(Attempt::number, Attempt::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, Outcome.FAILED),
                        org.assertj.core.groups.Tuple.tuple(2, Outcome.SUCCEEDED));
    }

    @Test
    void aRecoveryHasRetriesOfItsOwnAndComesAfterTheTasksAreUsedUp() {
        TaskSpec recovery = with(task("b"), TaskOptions.NONE.withRetries(1));
        long id = scene.submit(with(task("a"), TaskOptions.NONE.withRetries(1).withRecovery(recovery)));
        fail(id);
        assertThat(TestTasks.source(scene.open(id).current())).isEqualTo("a");
        fail(id);
        assertThat(TestTasks.source(scene.open(id).current())).isEqualTo("b");
        fail(id);
        assertThat(TestTasks.source(scene.open(id).current())).isEqualTo("b");
        fail(id);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(scene.finished(id).attempts()).hasSize(4);
    }

    @Test
    void aChainOfRecoveriesIsGoneThroughToItsEndAlsoAfterARestart() {
        long id = scene.submit(rescued("a", rescued("b", rescued("c", task("d")))));
        fail(id);
        scene.restart();
        fail(id);
        fail(id);
        assertThat(TestTasks.source(scene.open(id).current())).isEqualTo("d");
        fail(id);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.FAILED);
    }

    @Test
    void aRecoveryTakesOverWhenTheTaskHasKilledItsEnginesAndHasALossBudgetOfItsOwn() {
        long id = scene.submit(rescued("a", task("b")));
        for (String engine : new String[] {"A", "B", "C"}) {
            scene.run(id, engine);
            scene.engineDied(engine);
        }
        assertThat(TestTasks.source(scene.open(id).current())).isEqualTo("b");
        assertThat(scene.open(id).state().losses()).isZero();
        assertThat(scene.open(id).runsAlone()).isFalse();
        scene.run(id, "D");
        scene.engineDied("D");
        assertThat(scene.open(id).state().losses()).isEqualTo(1);
    }

    @Test
    void anAbortedTaskIsNotRecovered() {
        long id = scene.submit(rescued("a", task("b")));
        AttemptId attempt = scene.run(id, "A");
        scene.abort(id, 1);
        scene.report("A", attempt, Outcome.FAILED);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void aRejectionUsesUpNothingAndIsRemembered() {
        long id = scene.submit(with(task("a"), TaskOptions.NONE.withRecovery(task("b"))));
        for (int i = 0; i < 5; i++) {
            scene.report("A", scene.run(id, "A"), Outcome.REJECTED);
        }
        OpenTask open = scene.open(id);
        assertThat(open.isQueued()).isTrue();
        assertThat(TestTasks.source(open.current())).isEqualTo("a");
        assertThat(open.state().history()).hasSize(5).allMatch(a -> a.outcome() == Outcome.REJECTED);
        scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        assertThat(scene.finished(id).attempts()).hasSize(6);
    }

    /** Its engine was silent and is dead, which is known while the second attempt, which is to be the last, runs. */
    private AttemptId lastAttempt(Scene limited, long id) {
        limited.run(id, "A");
        AttemptId last = limited.moveTo(id, "A", "B");
        limited.start("B", last);
        limited.engineDied("A");
        return last;
    }

    private static Scene oneLossAtMost() {
        return new Scene(new LedgerSettings(1, Duration.ofSeconds(20), 100));
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"REJECTED", "FAILED", "TIMED_OUT"})
    void aRecoveryTakesOverHoweverTheLastAttemptEndedWithoutSuccess(Outcome outcome) {
        Scene limited = oneLossAtMost();
        long id = limited.submit(with(task("a"), TaskOptions.NONE.withRetries(5).withRecovery(task("b"))));
        limited.report("B", lastAttempt(limited, id), outcome);
        limited.restart();
        assertThat(TestTasks.source(limited.open(id).current())).isEqualTo("b");
        assertThat(limited.open(id).state())
                .extracting(OpenState::losses, OpenState::exclusive)
                .containsExactly(0, false);
        limited.report("B", limited.run(id, "B"), Outcome.SUCCEEDED);
        assertThat(limited.finished(id).state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void aRecoveryTakesOverWhenTheLastAttemptIsLostOrGivenBack() {
        for (boolean lost : new boolean[] {true, false}) {
            Scene limited = oneLossAtMost();
            long id = limited.submit(rescued("a", task("b")));
            AttemptId last = lastAttempt(limited, id);
            if (lost) {
                limited.engineDied("B");
            } else {
                limited.giveBack("B", last);
            }
            assertThat(TestTasks.source(limited.open(id).current())).isEqualTo("b");
        }
    }

    @Test
    void aRecoveryTakesOverWhenTheDeathIsKnownOnlyAfterTheRejection() {
        Scene limited = oneLossAtMost();
        long id = limited.submit(rescued("a", task("b")));
        limited.run(id, "A");
        limited.report("B", limited.moveTo(id, "A", "B"), Outcome.REJECTED);
        assertThat(TestTasks.source(limited.open(id).current())).isEqualTo("a");
        limited.engineDied("A");
        assertThat(TestTasks.source(limited.open(id).current())).isEqualTo("b");
    }

    @Test
    void aLastAttemptThatIsRejectedAndHasNoRecoveryFails() {
        Scene limited = oneLossAtMost();
        long id = limited.submit(task("a"));
        limited.report("B", lastAttempt(limited, id), Outcome.REJECTED);
        assertThat(limited.finished(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(limited.finished(id).attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.LOST, Outcome.REJECTED);
    }

    @Test
    void anAbortOrASuccessOfTheLastAttemptLeavesNothingToRecover() {
        for (Outcome outcome : List.of(Outcome.ABORTED, Outcome.SUCCEEDED)) {
            Scene limited = oneLossAtMost();
            long id = limited.submit(rescued("a", task("b")));
            limited.report("B", lastAttempt(limited, id), outcome);
            assertThat(limited.finished(id).state().name()).isEqualTo(outcome.name());
        }
        Scene limited = oneLossAtMost();
        long id = limited.submit(rescued("a", task("b")));
        AttemptId last = lastAttempt(limited, id);
        limited.abort(id, 1);
        limited.report("B", last, Outcome.REJECTED);
        assertThat(limited.finished(id).state()).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void whatNoEngineCouldRunTimesOutWithTheReasonAndIsNotRecovered() {
        long id = scene.submit(rescued("a", task("b")));
        scene.decide(new Command.Expire(id, "no engine has had RAM > 5 for 30 s"));
        FinishedTask result = scene.finished(id);
        assertThat(result.state()).isEqualTo(TaskState.TIMED_OUT);
        assertThat(scene.failure(id).kind()).isEqualTo(Failure.Kind.UNMET_DEPENDENCY);
        assertThat(scene.failure(id).message()).contains("RAM > 5");
        assertThat(result.started()).isZero();
    }

    @Test
    void whatIsOnAnEngineDoesNotExpire() {
        long id = scene.submit(task("a"));
        scene.assign(id, "A");
        assertThat(scene.decide(new Command.Expire(id, "late")).events()).isEmpty();
        assertThat(scene.decide(new Command.Expire(77, "unknown")).events()).isEmpty();
        assertThat(scene.open(id).state().state()).isEqualTo(TaskState.ASSIGNED);
    }

    @Test
    void anAbortOfWhatWaitsForItsRecoveryEndsItAtOnce() {
        long id = scene.submit(rescued("a", task("b")));
        fail(id);
        assertThat(scene.decide(new Command.Abort(SESSION, 0, 9, id)).answer())
                .isEqualTo(new Answer.Aborting(Answer.AbortStep.DONE));
        assertThat(scene.finished(id).attempts()).hasSize(1);
    }

    @Test
    void aRejectionUsesUpNoRetry() {
        long id = scene.submit(retrying(1));
        scene.report("A", scene.run(id, "A"), Outcome.REJECTED);
        scene.report("A", scene.run(id, "A"), Outcome.REJECTED);
        scene.report("A", scene.run(id, "A"), Outcome.FAILED);
        assertThat(scene.open(id).isQueued()).isTrue();
        scene.report("A", scene.run(id, "A"), Outcome.FAILED);
        assertThat(scene.finished(id).attempts()).hasSize(4);
    }
}
