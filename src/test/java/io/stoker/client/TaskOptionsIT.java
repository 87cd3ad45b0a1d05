package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.TestCluster;
import io.stoker.task.Attempt;
import io.stoker.task.Outcome;
import io.stoker.task.PartlyClearedException;
import io.stoker.task.Task;
import io.stoker.task.TaskFailedException;
import io.stoker.task.TaskResult;
import io.stoker.task.UnknownTaskException;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rarer options and calls of the Task interface, on a controller and two engines. */
class TaskOptionsIT {
    private static final Duration SOON = Duration.ofMinutes(5);

    private static TestCluster cluster;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(2);
        tc = cluster.connect(2).taskClient();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static TaskResult result(Task task) {
        return tc.runAndGet(task, SOON);
    }

    @Test
    void aRecoveryTaskRunsUnderTheSameIdWhenTheRetriesAreUsedUp() {
        Task rescue = Task.of("b = 'rescued'").pull("b");
        long id = tc.run(Task.of("1 / 0").retries(1).recoveryTask(rescue));
        TaskResult result = tc.getTaskResult(id, SOON);
        assertThat(result.taskId()).isEqualTo(id);
        assertThat(result.get("b")).isEqualTo("rescued");
        assertThat(result.attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.SUCCEEDED);
    }

    @Test
    void aChainOfRecoveriesEndsWithTheFailureOfTheLast() {
        Task last = Task.of("throw new IllegalStateException('the last')");
        Task middle = Task.of("throw new IllegalStateException('the middle')").recoveryTask(last);
        TaskResult result =
                result(Task.of("throw new IllegalStateException('the first')").recoveryTask(middle));
        assertThatThrownBy(result::raiseException)
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("the last");
        assertThat(result.attempts()).hasSize(3);
    }

    @Test
    void clearedResultsAreUnknownAndItIsSaidWhenTheyWent() {
        long id = tc.run(Task.of("a = 1").pull("a"));
        tc.barrier(SOON, id);
        assertThat(tc.clear(id)).isEqualTo(1);
        assertThatThrownBy(() -> tc.getTaskResult(id, SOON))
                .isInstanceOf(UnknownTaskException.class)
                .hasMessageContaining("task " + id + " was finished and then removed at");
        assertThatThrownBy(() -> tc.peekTaskResult(id))
                .isInstanceOf(UnknownTaskException.class)
                .hasMessageContaining("by clear");
    }

    @Test
    void clearingWhatIsNotThereNamesItAndClearsTheRest() {
        long done = tc.run(Task.of(""));
        long open = tc.run(Task.of("sleep(600_000)"));
        tc.barrier(SOON, done);
        assertThatThrownBy(() -> tc.clear(done, open, 1_000_000))
                .isInstanceOf(PartlyClearedException.class)
                .hasMessage("cleared 1 results, but there are no finished tasks with the ids: " + open + ", 1000000");
        assertThatThrownBy(() -> tc.getTaskResult(done, SOON)).isInstanceOf(UnknownTaskException.class);
        tc.abort(open, TaskClient.AbortMode.INTERRUPT);
        assertThat(tc.clear(new long[0])).isZero();
    }

    @Test
    void manyScatteredResultsAreClearedAtOnce() {
        long[] ids = tc.runAll(Collections.nCopies(20_000, Task.of("")));
        tc.barrier(SOON, ids);
        long[] even = LongStream.of(ids).filter(id -> id % 2 == 0).toArray();
        assertThat(tc.clear(even)).isEqualTo(even.length);
        assertThat(tc.clearAsync(LongStream.of(ids).filter(id -> id % 2 != 0).toArray())
                        .join())
                .isEqualTo(ids.length - even.length);
    }

    @Test
    void allThatHasEndedIsCleared() {
        long[] ids = tc.runAll(Collections.nCopies(3, Task.of("")));
        tc.barrier(SOON, ids);
        assertThat(tc.clear()).isGreaterThanOrEqualTo(3);
        assertThat(tc.queueStatus().succeeded()).isZero();
        assertThat(tc.clear()).isZero();
        assertThatThrownBy(() -> tc.getTaskResult(ids[0], SOON)).isInstanceOf(UnknownTaskException.class);
    }

    /** The original's own test of its two options. */
    @Test
    void namesAreGoneAfterAClearBeforeAndAfterAClearAfter() {
        try (Stoker stoker = Stoker.local(1)) {
            TaskClient one = stoker.taskClient();
            one.runAndGet(Task.of("b = 1"), SOON);
            assertThat(one.runAndGet(Task.of("a = 2").clearBefore().pull("b"), SOON)
                            .failure())
                    .isNotNull();
            assertThat(one.runAndGet(Task.of("c = a").pull("c").clearAfter(), SOON)
                            .get("c"))
                    .isEqualTo(2);
            assertThat(one.runAndGet(Task.of("").pull("a"), SOON).failure()).isNotNull();
        }
    }

    /** The original's own test of its retries. */
    @Test
    void retriesAreCountedForEachRunOfATaskAnew() {
        try (Stoker stoker = Stoker.local(1)) {
            TaskClient one = stoker.taskClient();
            Task task = Task.of("assert i == 16").retries(10);
            one.runAndGet(Task.of("i = 15"), SOON);
            assertThat(one.runAndGet(task, SOON).attempts()).hasSize(11);
            one.runAndGet(Task.of("i = 16"), SOON);
            assertThat(one.runAndGet(task, SOON).failure()).isNull();
        }
    }

    @Test
    void spinningHandsOutNothingMoreThanWhatWasHandedOutAnyway() {
        assertThat(tc.spin()).isFalse();
    }

    @Test
    void runAndGetWaitsForTheResult() {
        assertThat(tc.runAndGet(Task.of("a = 5").pull("a")).get("a")).isEqualTo(5);
        assertThat(tc.runAndGetAsync(Task.of("a = 6").pull("a")).join().get("a"))
                .isEqualTo(6);
    }

    @Test
    void anIsolatedTaskLeavesNoNamesBehindHoweverItEnds() {
        assertThat(result(Task.of("c = seen = a").push("a", 6).pull("c").isolated())
                        .get("c"))
                .isEqualTo(6);
        assertThat(result(Task.of("left = 1; throw new Exception()").isolated()).failure())
                .isNotNull();
        for (int i = 0; i < 8; i++) {
            assertThat(result(Task.of("clean = !binding.hasVariable('seen') && !binding.hasVariable('left')")
                                    .pull("clean")
                                    .isolated())
                            .get("clean"))
                    .isEqualTo(true);
        }
    }
}
