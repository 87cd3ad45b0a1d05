package io.stoker.ledger;

import static io.stoker.ledger.Scene.retrying;
import static io.stoker.ledger.Scene.task;
import static io.stoker.ledger.Scene.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Engines that fall silent first, and whose death is confirmed after their tasks were given to others. */
class LedgerSlowDeathTest {
    private final Scene scene = new Scene();

    @Test
    void whatWaitedBehindTheRunningOneIsFreeThoughItWasGivenToAnotherEngine() {
        long running = scene.submit(task("a"));
        long waiting = scene.submit(task("b"));
        scene.run(running, "A");
        scene.assign(waiting, "A");
        scene.moveTo(waiting, "A", "B");
        scene.moveTo(running, "A", "C");
        scene.engineDied("A");
        assertThat(scene.open(running).state().losses()).isOne();
        assertThat(scene.open(waiting).state().losses()).isZero();
        assertThat(scene.open(waiting).state().history())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.LOST);
    }

    @Test
    void theFirstInLineIsCountedThoughItWasGivenToAnotherEngineWhenNoneIsKnownToHaveStarted() {
        long first = scene.submit(task("a"));
        long second = scene.submit(task("b"));
        long third = scene.submit(task("c"));
        scene.assign(first, "A");
        scene.assign(second, "A");
        scene.assign(third, "A");
        scene.moveTo(second, "A", "B");
        scene.moveTo(first, "A", "B");
        scene.engineDied("A");
        assertThat(scene.open(first).state().losses()).isOne();
        assertThat(scene.open(second).state().losses()).isZero();
        assertThat(scene.open(third).state().losses())
                .as("the one before it is the suspect")
                .isZero();
    }

    @Test
    void whatIsLeftOnADeadEngineIsFreeWhenTheRunningOneHadBeenGivenToAnother() {
        long running = scene.submit(task("a"));
        long waiting = scene.submit(task("b"));
        scene.run(running, "A");
        scene.assign(waiting, "A");
        scene.moveTo(running, "A", "B");
        scene.engineDied("A");
        assertThat(scene.open(running).state().losses()).isOne();
        assertThat(scene.open(waiting).state().losses()).isZero();
    }

    /** Two tasks on A, of which the first, which ran there, was given to B; both were suspended. */
    private long leftBehindOnA(Scene world, TaskSpec first) {
        long running = world.submit(first);
        long waiting = world.submit(task("b"));
        world.run(running, "A");
        world.assign(waiting, "A");
        world.start("B", world.moveTo(running, "A", "B"));
        return waiting;
    }

    @Test
    void whatIsLeftOnADeadEngineIsFreeWhenTheOneThatRanThereHasEndedElsewhereMeanwhile() {
        for (Outcome end : List.of(Outcome.SUCCEEDED, Outcome.FAILED, Outcome.TIMED_OUT)) {
            Scene strict = new Scene(new LedgerSettings(1, Duration.ofSeconds(20), 100));
            long waiting = leftBehindOnA(strict, task("a"));
            strict.report("B", strict.open(waiting - 1).attempt(), end);
            strict.engineDied("A");
            assertThat(strict.open(waiting).state().losses()).isZero();
            assertThat(strict.open(waiting).isQueued()).isTrue();
        }
    }

    @Test
    void whatIsLeftOnADeadEngineIsFreeWhenTheOneThatRanThereWasAbortedOrRecoversMeanwhile() {
        long besideAborted = leftBehindOnA(scene, task("a"));
        scene.abort(besideAborted - 1, 1);
        scene.report("B", scene.open(besideAborted - 1).attempt(), Outcome.ABORTED);
        scene.engineDied("A");
        assertThat(scene.open(besideAborted).state().losses()).isZero();

        Scene other = new Scene();
        TaskSpec recovering = TestTasks.spec("a", Map.of(), List.of(), TaskOptions.NONE.withRecovery(task("r")));
        long besideRecovering = leftBehindOnA(other, recovering);
        other.report("B", other.open(besideRecovering - 1).attempt(), Outcome.FAILED);
        other.engineDied("A");
        assertThat(other.open(besideRecovering).state().losses()).isZero();
        assertThat(other.open(besideRecovering - 1).state().losses()).isZero();
    }

    @Test
    void anEngineThatCameBackOrReportsWhatWasGivenUpRunsWhatWaitsThere() {
        long waiting = leftBehindOnA(scene, task("a"));
        scene.report("B", scene.open(waiting - 1).attempt(), Outcome.SUCCEEDED);
        scene.register("A", scene.open(waiting).attempt());
        scene.engineDied("A");
        assertThat(scene.open(waiting).state().losses()).isOne();

        Scene other = new Scene();
        long next = leftBehindOnA(other, task("a"));
        other.report("B", other.open(next - 1).attempt(), Outcome.SUCCEEDED);
        assertThat(use(other.report("A", new AttemptId(next - 1, 1), Outcome.SUCCEEDED)))
                .isEqualTo(Answer.Use.LATE);
        other.engineDied("A");
        assertThat(other.open(next).state().losses()).isOne();
    }

    @Test
    void afterARestartOnlyWhatIsUnfinishedTellsWhoRanOnADeadEngine() {
        long waiting = leftBehindOnA(scene, task("a"));
        scene.restart();
        scene.report("B", scene.open(waiting - 1).attempt(), Outcome.SUCCEEDED);
        scene.engineDied("A");
        assertThat(scene.open(waiting).state().losses()).isZero();
    }

    /** Three engines have died of the task by the time the fourth has it. */
    private long spentOnD() {
        long id = scene.submit(retrying(9));
        scene.run(id, "A");
        for (String next : new String[] {"B", "C", "D"}) {
            String last = String.valueOf((char) (next.charAt(0) - 1));
            scene.start(next, scene.moveTo(id, last, next));
            scene.engineDied(last);
        }
        assertThat(scene.open(id).state().losses()).isEqualTo(3);
        return id;
    }

    private void expectLost(long id) {
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(scene.failure(id).kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
        assertThat(scene.failure(id).text()).contains("engine A exited", "engine B exited", "engine C exited");
    }

    @Test
    void theAttemptThatRunsWhenTheLimitIsReachedIsTheLastAndMaySucceed() {
        long id = spentOnD();
        assertThat(use(scene.report("D", scene.open(id).attempt(), Outcome.SUCCEEDED)))
                .isEqualTo(Answer.Use.APPLIED);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void theLastAttemptIsNotGivenToAnotherEngineOnMereSuspicion() {
        long id = spentOnD();
        assertThat(scene.suspect("D").events()).isEmpty();
        assertThat(scene.open(id).isQueued()).isFalse();
        scene.engineDied("D");
        expectLost(id);
        assertThat(scene.failure(id).text()).contains("engine D exited");
    }

    @Test
    void aTaskThatReachesTheLimitWhileItIsSuspendedIsQueuedNoLonger() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        for (String next : new String[] {"B", "C", "D"}) {
            scene.start(next, scene.moveTo(id, String.valueOf((char) (next.charAt(0) - 1)), next));
        }
        scene.suspect("D");
        scene.engineDied("A");
        scene.engineDied("B");
        assertThat(scene.open(id).isQueued()).isTrue();
        scene.engineDied("C");
        assertThat(scene.open(id).isQueued()).isFalse();
        scene.register("D", scene.open(id).attempt());
        scene.report("D", scene.open(id).attempt(), Outcome.SUCCEEDED);
        assertThat(scene.finished(id).state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void whatTheLastEngineLostOrGaveBackEndsTheTask() {
        long lost = spentOnD();
        scene.register("D");
        expectLost(lost);
        long givenBack = spentOnD();
        scene.giveBack("D", scene.open(givenBack).attempt());
        expectLost(givenBack);
    }

    @Test
    void aLastAttemptThatFailsEndsItsTaskByItsOwnFailure() {
        long id = spentOnD();
        scene.report("D", scene.open(id).attempt(), Outcome.FAILED);
        assertThat(scene.failure(id).kind()).isEqualTo(Failure.Kind.USER_CODE);
        assertThat(scene.finished(id).attempts()).hasSize(4);
    }

    @Test
    void oneDeathCountsOnceThoughTwoAttemptsOnTheEngineWereGivenUp() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        scene.start("B", scene.moveTo(id, "A", "B"));
        scene.start("A", scene.moveTo(id, "B", "A"));
        scene.start("C", scene.moveTo(id, "A", "C"));
        scene.engineDied("A");
        assertThat(scene.open(id).state().losses()).isOne();
        scene.engineDied("B");
        assertThat(scene.open(id).state().losses()).isEqualTo(2);
    }
}
