package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.Seeds;
import io.stoker.TestCluster;
import io.stoker.client.TaskClient.AbortMode;
import io.stoker.controller.ControllerListener;
import io.stoker.store.CommitFaults;
import io.stoker.store.HeldStore;
import io.stoker.store.InjectedFaults;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.store.ValueFiles;
import io.stoker.task.Durations;
import io.stoker.task.QueueStatus;
import io.stoker.task.RefusedException;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import io.stoker.task.ValueTooLargeException;
import io.stoker.task.WaitTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large values when something goes wrong on their way. */
class LargeValuesTroubleIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final byte[] LARGE = ClientLargeValuesIT.bytes(1_000_000);

    @TempDir
    Path folder;

    private final HeldStore held = new HeldStore(new MemoryStore());

    private static TestCluster start(LedgerStore store, Map<String, ?> overrides) {
        return TestCluster.start(1, overrides, store, ControllerListener.NONE);
    }

    private void awaitHeld() {
        await().atMost(LONG).until(() -> held.held() > 0);
    }

    private static void assertRunsOn(TaskClient tc) {
        assertThat(tc.getTaskResult(tc.run(Task.of("n = 1").pull("n"), LONG), LONG)
                        .get("n"))
                .isEqualTo(1);
    }

    @Test
    void aTaskWhoseArgumentsAreFetchedHasNotStartedAndCanBeAborted() {
        try (TestCluster cluster = start(held, Map.of());
                Stoker stoker = cluster.connect(1)) {
            TaskClient tc = stoker.taskClient();
            held.holdReads();
            long id = tc.run(Task.of("").push("a", LARGE), LONG);
            awaitHeld();
            assertThat(tc.queueStatus()).isEqualTo(new QueueStatus(1, 0, 0, 0, 0, null));
            tc.abort(id);
            assertThat(tc.getTaskResult(id, LONG).state()).isEqualTo(TaskState.ABORTED);
            assertRunsOn(tc);
            held.release();
            assertThat(tc.getTaskResult(
                                    tc.run(
                                            Task.of("n = a.length")
                                                    .push("a", LARGE)
                                                    .pull("n"),
                                            LONG),
                                    LONG)
                            .get("n"))
                    .isEqualTo(LARGE.length);
        }
    }

    @Test
    void aTaskWhoseResultIsOnItsWayCanBeInterrupted() {
        try (TestCluster cluster = start(held, Map.of());
                Stoker stoker = cluster.connect(1)) {
            TaskClient tc = stoker.taskClient();
            held.holdWrites();
            long id = tc.run(Task.of("a = new byte[1_000_000]").pull("a"));
            awaitHeld();
            tc.abort(id, AbortMode.INTERRUPT);
            assertThat(tc.getTaskResult(id, LONG).state()).isEqualTo(TaskState.ABORTED);
            assertRunsOn(tc);
            held.release();
        }
    }

    @Test
    void aCallWhoseValueIsStuckEndsAndSmallTasksGoOnMeanwhile() {
        try (TestCluster cluster = start(held, Map.of());
                Stoker stoker = cluster.connect(1)) {
            TaskClient tc = stoker.taskClient();
            held.holdWrites();
            Task large = Task.of("").push("a", LARGE);
            assertThatThrownBy(() -> tc.run(large, Duration.ofMillis(300)))
                    .isInstanceOf(WaitTimeoutException.class)
                    .hasMessageContaining("not brought to the store within " + Durations.text(Duration.ofMillis(300)))
                    .hasMessageContaining("nothing was submitted");
            assertRunsOn(tc);
            held.release();
            assertThat(tc.getTaskResult(tc.run(large, LONG), LONG).failure()).isNull();
            assertThat(tc.queueStatus().succeeded()).isEqualTo(2);
        }
    }

    @Test
    void ofATaskThatIsCancelledTheValuesAreBroughtNoFurtherAndTheStoreForgetsThem() {
        try (TestCluster cluster = start(held, Map.of());
                Stoker stoker = cluster.connect(1)) {
            TaskClient tc = stoker.taskClient();
            for (Supplier<CompletableFuture<?>> running : List.<Supplier<CompletableFuture<?>>>of(
                    () -> tc.runAsync(Task.of("").push("a", LARGE)),
                    () -> tc.runAllAsync(List.of(Task.of("").push("a", LARGE))),
                    () -> tc.runAndGetAsync(Task.of("").push("a", LARGE)))) {
                int before = held.discards();
                held.holdWrites();
                CompletableFuture<?> cancelled = running.get();
                awaitHeld();
                cancelled.cancel(false);
                await().atMost(LONG).until(() -> held.discards() > before);
                held.release();
            }
            assertRunsOn(tc);
            assertThat(tc.queueStatus().total()).isEqualTo(1);
        }
    }

    @Test
    void aTaskWaitsForTheStoreToSayThatItsValuesAreThere() {
        try (TestCluster cluster = start(held, Map.of());
                Stoker stoker = cluster.connect(1)) {
            TaskClient tc = stoker.taskClient();
            held.holdAnswers();
            var large = tc.runAsync(Task.of("b = a").push("a", LARGE).pull("b"));
            awaitHeld();
            assertThat(tc.queueStatus().total()).isZero();
            held.release();
            assertThat(tc.getTaskResult(large.join(), LONG).get("b")).isEqualTo(LARGE);
        }
    }

    @Test
    void valuesArriveAsTheyAreWhileTheControllerRestartsAgainAndAgain() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Seeds.each(2, seed -> failures.addAndGet(runWithFailures(seed)));
        assertThat(failures).hasPositiveValue();
    }

    /** Returns how many commits have failed. */
    private static int runWithFailures(long seed) {
        InjectedFaults faults = new InjectedFaults(new SplittableRandom(seed), 0.08, 0.08, 5);
        try (TestCluster cluster = start(new MemoryStore(faults), Map.of());
                Stoker stoker = cluster.connect(1)) {
            TaskClient tc = stoker.taskClient();
            long[] ids = tc.runAll(
                    IntStream.range(0, 8)
                            .mapToObj(i -> i % 3 == 0
                                    ? Task.of("b = a")
                                            .push("a", ClientLargeValuesIT.bytes(900_000 + i))
                                            .pull("b")
                                    : Task.of("b = " + i).pull("b"))
                            .toList(),
                    LONG);
            for (int i = 0; i < ids.length; i++) {
                assertRunsOn(tc);
                assertThat(tc.getTaskResult(ids[i], LONG).get("b"))
                        .isEqualTo(i % 3 == 0 ? ClientLargeValuesIT.bytes(900_000 + i) : i);
            }
            int failures = faults.failures();
            faults.clear();
            return failures;
        }
    }

    @Test
    void whatTheControllerRefusesFailsWithItsFigures() {
        MemoryStore small = new MemoryStore(CommitFaults.FAIR, ValueFiles.scratch(folder.resolve("values"), 1_500_000));
        try (TestCluster cluster = start(small, Map.of("stoker.max-value-size", 1_200_000));
                Stoker stoker = cluster.connect(1)) {
            TaskClient tc = stoker.taskClient();
            Task first = Task.of("").push("a", LARGE);
            assertThat(tc.getTaskResult(tc.run(first), LONG).failure()).isNull();
            assertThatThrownBy(() -> tc.run(first))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("the store is full")
                    .hasMessageContaining("1000005 of 1500000 bytes");
            assertThatThrownBy(() -> tc.run(Task.of("").push("a", new byte[1_200_000])))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("1200005 bytes")
                    .hasMessageContaining("1200000 (stoker.max-value-size)");
            TaskResult full =
                    tc.getTaskResult(tc.run(Task.of("b = new byte[900_000]").pull("b")), LONG);
            assertThat(full.failure()).isNotNull();
            assertThat(full.failure().text()).contains("cannot be stored", "the store is full");
            TaskResult large =
                    tc.getTaskResult(tc.run(Task.of("b = new byte[1_300_000]").pull("b")), LONG);
            assertThat(large.failure()).isNotNull();
            assertThat(large.failure().text())
                    .contains("b takes 1300000 bytes", "1200000 bytes per value (stoker.max-value-size)");
            assertRunsOn(tc);
        }
    }

    @Test
    void aValueAboveTheClientsLimitIsRefusedAtTheCall() {
        try (TestCluster cluster = start(held, Map.of());
                Stoker stoker = TestConnect.to(
                        "127.0.0.1", cluster.controller().port(), Map.of("stoker.max-value-size", 500_000))) {
            TaskClient tc = stoker.taskClient();
            assertThatThrownBy(() -> tc.run(Task.of("").push("a", LARGE)))
                    .isInstanceOf(ValueTooLargeException.class)
                    .hasMessageContaining("cannot push 'a': a takes 1000005 bytes")
                    .hasMessageContaining("500000 (stoker.max-value-size)");
            assertThat(tc.queueStatus().total()).isZero();
        }
    }
}
