package io.stoker.ledger;

import static io.stoker.ledger.Scene.once;
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

/** JVMs that end with several engines. */
class LedgerSharedDeathTest {
    private final Scene scene = new Scene();

    /** It may have run there: it has a JVM to itself from then on. */
    private void expectNotCharged(long id, String evidence) {
        assertThat(scene.open(id).runsAloneInItsJvm()).isTrue();
        expectLost(id, evidence);
    }

    /** It cannot have run there, as far as is known: it has an engine to itself, which may have neighbours. */
    private void expectCleared(long id, String evidence) {
        assertThat(scene.open(id).runsAloneInItsJvm()).isFalse();
        assertThat(scene.open(id).runsAlone()).isTrue();
        expectLost(id, evidence);
    }

    private void expectLost(long id, String evidence) {
        OpenState state = scene.open(id).state();
        assertThat(state.losses()).isZero();
        assertThat(state.superseded()).isEmpty();
        assertThat(state.history()).isNotEmpty().allSatisfy(attempt -> {
            assertThat(attempt.outcome()).isEqualTo(Outcome.LOST);
            assertThat(attempt.evidence()).contains("exited with code 137").contains(evidence);
        });
    }

    private void expectCharged(long id) {
        OpenState state = scene.open(id).state();
        assertThat(state.losses()).isOne();
        assertThat(scene.open(id).runsAloneInItsJvm()).isTrue();
        assertThat(state.history()).extracting(Attempt::evidence).containsOnly("the JVM exited with code 137");
    }

    @Test
    void ofSeveralTasksThatRanNoneIsChargedAndEachHasAJvmToItselfFromThenOn() {
        long one = scene.submit(retrying(1));
        long other = scene.submit(task("b"));
        long waiting = scene.submit(task("c"));
        scene.run(one, "A");
        scene.run(other, "B");
        scene.assign(waiting, "B");
        AttemptId late = scene.open(other).attempt();
        scene.jvmDied("A", "B", "C");
        expectNotCharged(one, "2 tasks ran in its JVM, so none of them is charged");
        expectNotCharged(other, "2 tasks ran in its JVM, so none of them is charged");
        expectCleared(waiting, "2 tasks ran in its JVM, so none of them is charged");
        for (long id : new long[] {one, other, waiting}) {
            assertThat(scene.open(id).state().state()).isEqualTo(TaskState.QUEUED);
        }
        assertThat(scene.open(one).state().retriesUsed()).isZero();
        assertThat(use(scene.report("B", late, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.LATE);
        assertThat(scene.jvmDied("C", "B", "A").events()).as("twice").isEmpty();
    }

    @Test
    void theOnlyTaskThatRanIsChargedAndWhatWaitedBehindItIsNot() {
        long running = scene.submit(task("a"));
        long waiting = scene.submit(task("b"));
        scene.run(running, "A");
        scene.assign(waiting, "A");
        scene.jvmDied("A", "B");
        expectCharged(running);
        expectCleared(waiting, "JVM");
        assertThat(scene.open(waiting).state().history())
                .extracting(Attempt::evidence)
                .containsExactly("the JVM exited with code 137");
    }

    @Test
    void theFirstInTheLineOfEachEngineMayHaveRunWhenNoneIsKnownToHaveStarted() {
        long onA = scene.submit(task("a"));
        long onB = scene.submit(task("b"));
        scene.run(onA, "A");
        scene.assign(onB, "B");
        scene.jvmDied("A", "B");
        expectNotCharged(onA, "2 tasks");
        expectNotCharged(onB, "2 tasks");
    }

    @Test
    void noTaskIsChargedWhereSomethingElseRan() {
        long id = scene.submit(task("a"));
        scene.run(id, "A");
        scene.jvmDiedBesideACall("A", "B");
        expectNotCharged(id, "something else than tasks ran in its JVM too, so no task is charged");

        long behind = scene.submit(task("b"));
        scene.run(behind, "C");
        scene.moveTo(behind, "C", "D");
        scene.jvmDiedBesideACall("C");
        expectNotCharged(behind, "something else");
    }

    @Test
    void aTaskThatEndsItsJvmFailsAfterTheLimitAndItsNeighboursPayNothing() {
        long killer = scene.submit(task("exit"));
        long neighbour = scene.submit(task("b"));
        scene.run(killer, "A");
        scene.run(neighbour, "B");
        scene.jvmDied("A", "B");
        for (String engine : new String[] {"C", "D", "E"}) {
            scene.run(killer, engine);
            scene.jvmDied(engine, engine + "2");
        }
        assertThat(scene.failure(killer).kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
        assertThat(scene.failure(killer).text())
                .contains("3 times", "attempt 1 on engine 0", "2 tasks ran in its JVM", "attempt 4 on engine 4");
        scene.report("F", scene.run(neighbour, "F"), Outcome.SUCCEEDED);
        assertThat(scene.finished(neighbour).state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(scene.finished(neighbour).attempts())
                .extracting(Attempt::evidence)
                .first()
                .asString()
                .contains("none of them is charged");
    }

    /** The task runs on the first engine, is given up there, and then runs on the other. */
    private long movedOn(String from, String to) {
        long id = scene.submit(task("moved"));
        scene.run(id, from);
        scene.start(to, scene.moveTo(id, from, to));
        return id;
    }

    @Test
    void aSupersededAttemptThatSharedItsJvmIsNotChargedButItsTaskRunsAloneAndKeepsTheEvidence() {
        long moved = movedOn("A", "C");
        long neighbour = scene.submit(task("b"));
        scene.run(neighbour, "B");
        AttemptId current = scene.open(moved).attempt();
        scene.jvmDied("A", "B");
        expectNotCharged(moved, "2 tasks");
        expectNotCharged(neighbour, "2 tasks");
        assertThat(scene.open(moved).attempt()).as("the next goes on").isEqualTo(current);
        assertThat(scene.jvmDied("A", "B").events()).isEmpty();
        assertThat(use(scene.report("C", current, Outcome.SUCCEEDED))).isEqualTo(Answer.Use.APPLIED);
    }

    @Test
    void aSupersededAttemptThatAloneRanInItsJvmIsCharged() {
        long moved = movedOn("A", "C");
        scene.jvmDied("A", "B");
        expectCharged(moved);
    }

    @Test
    void oneDeathCountsOnceThoughTwoEnginesOfTheJvmHadAttemptsOfTheTask() {
        long id = movedOn("A", "B");
        scene.jvmDied("A", "B");
        expectCharged(id);
        assertThat(scene.open(id).state().history()).hasSize(2);
        assertThat(scene.open(id).isQueued()).isTrue();

        long given = movedOn("C", "D");
        scene.start("E", scene.moveTo(given, "D", "E"));
        scene.jvmDied("C", "D");
        expectCharged(given);
        assertThat(scene.open(given).isHeldBy("E")).isTrue();
    }

    @Test
    void anAttemptGivenUpOfATaskThatHasEndedSinceIsUnderSuspicionToo() {
        long ended = movedOn("A", "C");
        scene.report("C", scene.open(ended).attempt(), Outcome.SUCCEEDED);
        long neighbour = scene.submit(task("b"));
        scene.run(neighbour, "B");
        scene.jvmDied("A", "B");
        expectNotCharged(neighbour, "2 tasks");
    }

    @Test
    void anAttemptGivenUpOfWhatARecoveryHasReplacedIsNotHeldAgainstTheRecovery() {
        TaskSpec recovering = TestTasks.spec("a", Map.of(), List.of(), TaskOptions.NONE.withRecovery(task("r")));
        long id = scene.submit(recovering);
        scene.run(id, "A");
        scene.report("C", scene.moveTo(id, "A", "C"), Outcome.FAILED);
        scene.assign(id, "A");
        scene.jvmDied("A", "B");
        assertThat(scene.open(id).state().losses()).isZero();
        assertThat(scene.open(id).runsAlone()).isTrue();
    }

    @Test
    void whatHasStartedSinceAnotherWasGivenUpOnItsEngineIsTheOneThatRan() {
        long given = scene.submit(task("a"));
        long next = scene.submit(task("b"));
        scene.run(given, "A");
        AttemptId behind = scene.assign(next, "A");
        scene.moveTo(given, "A", "C");
        scene.start("A", behind);
        scene.jvmDied("A", "B");
        expectCharged(next);
        expectCleared(given, "JVM");
    }

    @Test
    void whatMustRunAtMostOnceEndsWithItsJvmAndIsUnderSuspicionLikeOthers() {
        long once = scene.submit(once());
        long neighbour = scene.submit(task("b"));
        long unstarted = scene.submit(once());
        scene.run(once, "A");
        scene.run(neighbour, "B");
        scene.assign(unstarted, "B");
        scene.jvmDied("A", "B");
        assertThat(scene.failure(once).kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
        assertThat(scene.failure(once).text()).contains("at most once", "2 tasks ran in its JVM");
        expectNotCharged(neighbour, "2 tasks");
        expectCleared(unstarted, "2 tasks");
    }

    @Test
    void whatIsBeingAbortedEndsAbortedAndIsUnderSuspicionLikeOthers() {
        long aborted = scene.submit(task("a"));
        long neighbour = scene.submit(task("b"));
        scene.run(aborted, "A");
        scene.run(neighbour, "B");
        scene.abort(aborted, 1);
        scene.jvmDied("A", "B");
        assertThat(scene.finished(aborted).state()).isEqualTo(TaskState.ABORTED);
        expectNotCharged(neighbour, "2 tasks");
    }

    @Test
    void theLastAttemptOfASpentTaskEndsItAlsoWhenItsJvmWasShared() {
        long spent = scene.submit(task("a"));
        scene.run(spent, "A");
        for (String next : new String[] {"B", "C", "D"}) {
            String last = String.valueOf((char) (next.charAt(0) - 1));
            scene.start(next, scene.moveTo(spent, last, next));
            scene.engineDied(last);
        }
        long neighbour = scene.submit(task("b"));
        scene.run(neighbour, "E");
        scene.jvmDied("D", "E");
        assertThat(scene.failure(spent).kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
        expectNotCharged(neighbour, "2 tasks");
    }

    @Test
    void enginesThatStayAwayAfterARestartChargeNobody() {
        long one = scene.submit(task("a"));
        long moved = movedOn("B", "C");
        scene.run(one, "A");
        scene.restart();
        scene.register("C", scene.open(moved).attempt());
        scene.pass(Duration.ofSeconds(21));
        scene.wake();
        assertThat(scene.open(one).state().losses()).isZero();
        assertThat(scene.open(one).isQueued()).isTrue();
        assertThat(scene.open(moved).state())
                .extracting(OpenState::losses, OpenState::exclusive)
                .containsExactly(0, false);
    }

    @Test
    void aDeathThatBecomesKnownEndsTheWaitForAllEnginesOfTheJvm() {
        long one = scene.submit(task("a"));
        long other = scene.submit(task("b"));
        scene.run(one, "A");
        scene.run(other, "B");
        scene.restart();
        scene.jvmDied("A", "B");
        assertThat(scene.ledger().isUnclaimed("A")).isFalse();
        assertThat(scene.ledger().isUnclaimed("B")).isFalse();
        expectNotCharged(one, "2 tasks");
        expectNotCharged(other, "2 tasks");
    }

    @Test
    void thatATaskRunsAloneIsRememberedAfterARestart() {
        long one = scene.submit(task("a"));
        long other = movedOn("B", "C");
        scene.run(one, "A");
        scene.jvmDied("A", "B");
        scene.restart();
        assertThat(scene.open(one).runsAloneInItsJvm()).isTrue();
        assertThat(scene.open(other).runsAloneInItsJvm()).isTrue();
    }
}
