package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.client.TaskClient.AbortMode;
import io.stoker.task.AlreadyAbortedException;
import io.stoker.task.AlreadyCompletedException;
import io.stoker.task.Attempt;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.PartlyAbortedException;
import io.stoker.task.QueueStatus;
import io.stoker.task.Task;
import io.stoker.task.TaskAbortedException;
import io.stoker.task.TaskFailedException;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import io.stoker.task.UnfinishedException;
import io.stoker.task.UnknownTaskException;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TaskInterfaceIT {
    private static final Duration SOON = Duration.ofMinutes(5);

    private static TestCluster cluster;
    private static Stoker stoker;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(2);
        stoker = cluster.connect(2);
        tc = stoker.taskClient();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static TaskResult result(Task task) {
        return tc.getTaskResult(tc.run(task), SOON);
    }

    @Test
    void aTaskPrintsItsResultAsTheOriginalDoes() {
        long id = tc.run(Task.of("a=10"));
        assertThat(tc.getTaskResult(id, SOON)).hasToString("TaskResult[ID:" + id + "]:{}");
        TaskResult pulled = result(Task.of("a=73").pull("a"));
        assertThat(pulled).hasToString("TaskResult[ID:" + pulled.taskId() + "]:{'a': 73}");
    }

    @Test
    void idsFollowEachOther() {
        long first = tc.run(Task.of(""));
        long[] more = tc.runAll(Collections.nCopies(5_000, Task.of("")));
        assertThat(more).isEqualTo(LongStream.range(first + 1, first + 5_001).toArray());
        tc.barrier(SOON, more);
    }

    @Test
    void pushedValuesAreThereAndPulledValuesComeBack() {
        TaskResult result =
                result(Task.of("c = a * b").push("a", 6).push("b", 7).pull("c", "a"));
        assertThat(result.ns().get("c")).isEqualTo(42);
        assertThat(result.keys()).containsExactly("c", "a");
        assertThat(result.get("a")).isEqualTo(6);
    }

    @Test
    void aMissingNameFailsTheTaskAndIsNamed() {
        TaskResult result = result(Task.of("x = 1").pull("nowhere"));
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().kind()).isEqualTo(Failure.Kind.PULL);
        assertThat(result.failure().text()).contains("nowhere");
        assertThat(result.results()).isEmpty();
    }

    @Test
    void aFailureTellsItsLineAndIsThrownWhereTheResultIsUsed() {
        TaskResult result = result(Task.of("x = 1\ny = x / 0"));
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().line()).isEqualTo(2);
        assertThat(result.failure().text()).contains("ArithmeticException");
        assertThatThrownBy(result::ns)
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("ArithmeticException");
        assertThatThrownBy(() -> result.get("y")).isInstanceOf(TaskFailedException.class);
        assertThatThrownBy(result::raiseException).isInstanceOf(TaskFailedException.class);
        assertThat(result.attempts()).extracting(Attempt::outcome).containsExactly(Outcome.FAILED);
    }

    @Test
    void aTaskIsTriedAgainAsOftenAsItSays() {
        TaskResult failed =
                result(Task.of("throw new IllegalStateException('no')").retries(2));
        assertThat(failed.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
        assertThat(failed.failure()).isNotNull();
    }

    @Test
    void aRetryThatSucceedsIsASuccess() {
        String countsUp = "n = binding.hasVariable('n') ? n + 1 : 1; if (n < 3) throw new RuntimeException('not yet')";
        TaskResult result = result(Task.of(countsUp).retries(10).pull("n"));
        assertThat(result.failure()).isNull();
        assertThat(result.attempts()).hasSizeGreaterThan(2);
    }

    @Test
    void whatIsPrintedComesWithTheResult() {
        TaskResult result = result(Task.of("println 'hello'; System.err.println('oh')"));
        assertThat(result.stdout()).isEqualTo("hello\n");
        assertThat(result.stderr()).isEqualTo("oh\n");
    }

    @Test
    void timesMeanWhatTheySay() {
        TaskResult result = result(Task.of("sleep(50)"));
        assertThat(result.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        assertThat(result.started()).isBetween(result.submitted(), result.completed());
    }

    @Test
    void anyClientMayAskForAnyTask() {
        long id = tc.run(Task.of("a = 5").pull("a"));
        try (Stoker other = cluster.connect()) {
            assertThat(other.taskClient().getTaskResult(id, SOON).get("a")).isEqualTo(5);
            assertThat(other.taskClient().peekTaskResult(id)).isPresent();
        }
    }

    @Test
    void aResultTellsWhatItIsTheResultOf() {
        long id = tc.run(Task.of("b = a / 0").push("a", List.of(1, 2)).push("more", new byte[2_000]));
        try (Stoker other = cluster.connect()) {
            TaskResult failed = other.taskClient().getTaskResult(id, SOON);
            assertThat(failed.state()).isEqualTo(TaskState.FAILED);
            assertThat(failed.source()).isEqualTo("b = a / 0");
            assertThat(failed.arguments()).containsEntry("a", List.of(1, 2)).containsKey("more");
            assertThat(String.valueOf(failed.arguments().get("more"))).matches("\\(a value of 20\\d\\d bytes\\)");
        }
    }

    @Test
    void peekingDoesNotWait() {
        long id = tc.run(Task.of("sleep(60_000)"));
        assertThat(tc.peekTaskResult(id)).isEmpty();
        tc.abort(id, AbortMode.INTERRUPT);
        assertThat(tc.getTaskResult(id, SOON).state()).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void waitingForAResultEndsInTimeAndSaysHowTheTaskStands() {
        long id = tc.run(Task.of("sleep(60_000)"));
        // A busy controller may not say in time how the task stands.
        await().untilAsserted(() -> assertThatThrownBy(() -> tc.getTaskResult(id, Duration.ofMillis(300)))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("task " + id)
                .hasMessageContaining("engine"));
        tc.abort(id, AbortMode.INTERRUPT);
        tc.barrier(SOON, id);
    }

    @Test
    void unknownIdsAreSaidToBeUnknown() {
        assertThatThrownBy(() -> tc.getTaskResult(1_000_000_000L, SOON))
                .isInstanceOf(UnknownTaskException.class)
                .hasMessageContaining("1000000000");
        assertThatThrownBy(() -> tc.peekTaskResult(-1)).isInstanceOf(UnknownTaskException.class);
        assertThatThrownBy(() -> tc.abort(1_000_000_000L)).isInstanceOf(UnknownTaskException.class);
    }

    @Test
    void aBarrierWithAnUnknownIdFailsAtOnce() {
        long id = tc.run(Task.of("sleep(600_000)"));
        assertThatThrownBy(() -> tc.barrier(id, 1_000_000_000L)).isInstanceOf(UnknownTaskException.class);
        tc.abort(id, AbortMode.INTERRUPT, SOON);
        tc.barrier(SOON, id);
    }

    @Test
    void whoWaitsForTooManyEnginesHearsHowManyThereAre() {
        assertThatThrownBy(() -> stoker.waitForEngines(3, Duration.ofSeconds(3)))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("only 2 of 3 engines have registered within 3 s");
    }

    @Test
    void everyQuestionCanBeAskedWithoutWaiting() {
        long id = tc.run(Task.of("a = 5").pull("a"));
        tc.barrierAsync(id).join();
        assertThat(tc.peekTaskResultAsync(id).join()).isPresent();
        assertThat(tc.queueStatusAsync(true).join().ids().succeeded()).contains(id);
        assertThat(stoker.enginesAsync().join()).hasSize(2);
    }

    @Test
    void aTaskThatWaitsIsAbortedAtOnce() {
        long[] busy = tc.runAll(Collections.nCopies(2, Task.of("sleep(60_000)")));
        await().atMost(SOON).until(() -> tc.queueStatus().pending() >= 2);
        long id = tc.run(Task.of("ran = true"));
        tc.abort(id);
        assertThatThrownBy(() -> tc.getTaskResult(id, SOON).raiseException())
                .isInstanceOf(TaskAbortedException.class)
                .hasMessage("task " + id + " was aborted before it started");
        assertThatThrownBy(() -> tc.abort(id)).isInstanceOf(AlreadyCompletedException.class);
        LongStream.of(busy).forEach(one -> tc.abort(one, AbortMode.INTERRUPT));
        tc.barrier(SOON, busy);
    }

    @Test
    void aTaskThatRunsIsDiscardedWhenItHasEnded() {
        long id = tc.run(Task.of("sleep(1_500)"));
        await().atMost(SOON).until(() -> tc.queueStatus(true).ids().pending().contains(id));
        tc.abort(id);
        assertThatThrownBy(() -> tc.abort(id)).isInstanceOf(AlreadyAbortedException.class);
        assertThat(tc.getTaskResult(id, SOON).state()).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void anEndlessLoopIsInterruptedWhenToldTo() {
        long id = tc.run(Task.of("while (true) {}"));
        await().atMost(SOON).until(() -> tc.queueStatus(true).ids().pending().contains(id));
        tc.abort(id, AbortMode.INTERRUPT);
        assertThat(tc.getTaskResult(id, SOON).state()).isEqualTo(TaskState.ABORTED);
        assertThat(result(Task.of("a = 1").pull("a")).get("a")).isEqualTo(1);
    }

    @Test
    void theFiveCountsSumToAllTasks() {
        long[] ids = tc.runAll(List.of(Task.of(""), Task.of("throw new Exception()"), Task.of("")));
        tc.barrier(SOON, ids);
        QueueStatus status = tc.queueStatus(true);
        assertThat(status.total())
                .isEqualTo(status.ids().succeeded().size()
                        + status.ids().failed().size()
                        + status.ids().aborted().size()
                        + status.ids().pending().size()
                        + status.ids().scheduled().size());
        assertThat(status.ids().succeeded()).contains(ids[0], ids[2]);
        assertThat(status.ids().failed()).contains(ids[1]);
        assertThat(tc.queueStatus().total()).isGreaterThanOrEqualTo(status.total());
    }

    @Test
    void aBarrierWaitsForSuccessesAndFailuresAlike() {
        long[] ids = tc.runAll(IntStream.range(0, 200)
                .mapToObj(i -> Task.of(i % 3 == 0 ? "throw new Exception('x')" : "sleep(1)"))
                .toList());
        tc.barrier(SOON, ids);
        QueueStatus.Ids status = tc.queueStatus(true).ids();
        assertThat(LongStream.of(ids))
                .allMatch(
                        id -> status.failed().contains(id) || status.succeeded().contains(id));
    }

    @Test
    void aBarrierTellsHowFarItIsAndInTheEndOfAll() {
        List<Progress> heard = new ArrayList<>();
        long[] ids = tc.runAll(IntStream.range(0, 90)
                .mapToObj(i -> Task.of(i % 3 == 0 ? "throw new Exception('x')" : "sleep(20)"))
                .toList());
        tc.barrier(heard::add, ids);
        assertThat(heard)
                .hasSizeGreaterThanOrEqualTo(2)
                .extracting(Progress::done)
                .isSorted();
        Progress last = heard.get(heard.size() - 1);
        assertThat(last.done()).isEqualTo(90);
        assertThat(last.failed()).isEqualTo(30);
        assertThat(last.total()).hasValue(90);
        heard.clear();
        assertThatThrownBy(() -> tc.barrier(heard::add, ids[0], 999_999)).isInstanceOf(UnknownTaskException.class);
    }

    @Test
    void futuresCompleteOnThreadsThatMayBlock() {
        TaskResult nested = tc.runAsync(Task.of("a = 1").pull("a"))
                .thenApply(id -> tc.getTaskResult(id, SOON))
                .join();
        assertThat(nested.get("a")).isEqualTo(1);
    }

    @Test
    void whatCannotTravelIsRefusedWhereItIsPushed() {
        assertThatThrownBy(() -> Task.of("").push("p", List.of(1, new Thread())))
                .isInstanceOf(UnsendableValueException.class)
                .hasMessageContaining("p[1]")
                .hasMessageContaining("java.lang.Thread");
    }

    @Test
    void noConnectionIsReportedWithTheReasonAndTheRemedy() {
        assertThatThrownBy(
                        () -> TestConnect.to("localhost", 9, java.util.Map.of("stoker.client.connect-timeout", "1s")))
                .hasMessageContaining("localhost:9")
                .hasMessageContaining("nothing listens")
                .hasMessageEndingWith("scripts/stoker cluster -n 4");
    }

    @Test
    void aClientListensWhereOthersReachItOnlyWhenAllowedTo() {
        assertThatThrownBy(() -> Stoker.connect("192.0.2.1", 10113, java.util.Map.of("stoker.tls", "off")))
                // A machine without a route there says that instead.
                .hasMessageMatching("(?s).*192\\.0\\.2\\.1.*(stoker\\.allow-insecure-bind|no route).*");
    }

    @Test
    void aTaskThatWasAbortedHasAResultThatSaysSo() {
        long id = tc.run(Task.of("sleep(60_000)"));
        tc.abort(id, AbortMode.INTERRUPT);
        TaskResult result = tc.getTaskResult(id, SOON);
        assertThat(result.state()).isEqualTo(TaskState.ABORTED);
        assertThat(result.failure()).isNotNull();
        assertThatThrownBy(result::ns).isInstanceOf(TaskAbortedException.class);
        assertThatThrownBy(() -> result.get("a")).isInstanceOf(TaskAbortedException.class);
        assertThat(tc.peekTaskResult(id)).get().extracting(TaskResult::state).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void manyResultsComeTogetherInTheOrderOfTheIds() throws Exception {
        long[] ids = tc.runAll(IntStream.range(0, 100)
                .mapToObj(i -> Task.of("a = " + i).pull("a"))
                .toList());
        long[] wanted = {ids[99], ids[0], ids[50], ids[0]};
        assertThat(tc.getTaskResults(SOON, wanted))
                .extracting(result -> result.get("a"))
                .containsExactly(99, 0, 50, 0);
        assertThat(tc.getTaskResultsAsync(wanted).get(5, TimeUnit.MINUTES))
                .extracting(TaskResult::taskId)
                .containsExactly(ids[99], ids[0], ids[50], ids[0]);
        assertThat(tc.getTaskResults()).isEmpty();
        assertThatThrownBy(() -> tc.getTaskResults(SOON, ids[0], Long.MAX_VALUE - 1))
                .isInstanceOf(UnknownTaskException.class);
    }

    @Test
    void aBarrierWhoseTimeIsUpSaysHowManyAreLeftAndWhich() {
        long[] ids = tc.runAll(Collections.nCopies(2, Task.of("sleep(60_000)")));
        assertThatThrownBy(() -> tc.barrier(Duration.ofMillis(10), ids))
                .isInstanceOfSatisfying(
                        UnfinishedException.class,
                        e -> assertThat(e.unfinished()).isEqualTo(ids))
                .hasMessage("2 tasks have not ended within 10 ms: " + ids[0] + "-" + ids[1]);
        tc.abort(AbortMode.INTERRUPT, ids);
        tc.barrier(SOON, ids);
    }

    @Test
    void severalTasksAreAbortedTogetherAndThoseThatCouldNotBeAreNamed() {
        long[] ids = tc.runAll(List.of(Task.of(""), Task.of("sleep(60_000)"), Task.of("sleep(60_000)")));
        tc.barrier(SOON, ids[0]);
        assertThatThrownBy(() -> tc.abort(AbortMode.INTERRUPT, ids))
                .isInstanceOfSatisfying(
                        PartlyAbortedException.class,
                        e -> assertThat(e.notAborted()).containsExactly(ids[0]))
                .hasMessageContaining("aborted 2 of 3 tasks; not aborted: " + ids[0]);
        assertThat(tc.getTaskResults(SOON, ids[1], ids[2]))
                .extracting(TaskResult::state)
                .containsOnly(TaskState.ABORTED);
        tc.abort(new long[0]);
    }

    @Test
    void aFutureThatIsCancelledOrTimesOutIsNotKeptUntilItsTaskEnds() {
        long id = tc.run(Task.of("sleep(60_000)"));
        List<CompletableFuture<?>> futures = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            futures.add(tc.getTaskResultAsync(id));
            futures.add(tc.barrierAsync(id));
            futures.add(tc.getTaskResultsAsync(id));
        }
        assertThat(stoker.session().results().awaited()).isEqualTo(300);
        futures.subList(0, 150).forEach(future -> future.cancel(true));
        futures.subList(150, 300).forEach(future -> future.completeExceptionally(new TimeoutException()));
        assertThat(stoker.session().results().awaited()).isZero();
        tc.abort(id, AbortMode.INTERRUPT);
        tc.barrier(SOON, id);
    }
}
