package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.TestCluster;
import io.stoker.controller.ControllerListener;
import io.stoker.store.ValueFiles;
import io.stoker.store.sql.SqlStore;
import io.stoker.task.Labels;
import io.stoker.task.Query;
import io.stoker.task.RefusedException;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import io.stoker.task.TaskSummary;
import io.stoker.task.UnknownTaskException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retries tasks one by one, and retries or aborts all that a query finds, with an engine and a ledger in a file. */
class RetryIT {
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final int LARGE = 300_000;

    @TempDir
    private static Path folder;

    private static TestCluster cluster;
    private static ValueFiles values;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        values = ValueFiles.scratch(folder.resolve("values"), 100 << 20);
        SqlStore store = SqlStore.sqlite(folder.resolve("ledger"), values);
        cluster =
                TestCluster.start(1, Map.of("stoker.unmet-dependency-timeout", "10m"), store, ControllerListener.NONE);
        tc = cluster.connect(1).taskClient();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static long ended(Task task) {
        long id = tc.run(task);
        tc.barrier(SOON, id);
        return id;
    }

    private static List<Long> ids(Query query) {
        return tc.find(query).map(TaskSummary::taskId).toList();
    }

    /** Lets go of all values that nothing refers to, as an hour would. */
    private static void forgetUnusedValues() {
        values.sweep(Duration.ofDays(-1)).toCompletableFuture().join();
    }

    @Test
    void aTaskOfAnyStateIsSubmittedAgainAsANewOne() {
        Task task = Task.of("c = a * b")
                .push("a", 6)
                .push("b", 7)
                .pull("c")
                .label("of", "any")
                .named("product");
        long first = ended(task);

        long second = tc.retry(first);
        assertThat(second).isGreaterThan(first);
        assertThat(tc.getTaskResult(second, SOON).get("c")).isEqualTo(42);
        assertThat(tc.getTaskResult(first, SOON).get("c")).isEqualTo(42);
        assertThat(tc.find(Query.all().retriesOf(first))).singleElement().satisfies(found -> {
            assertThat(found.taskId()).isEqualTo(second);
            assertThat(found.name()).isEqualTo("product");
            assertThat(found.labels()).isEqualTo(Map.of("of", "any", "stoker/retry-of", String.valueOf(first)));
        });
        long third = tc.retry(second);
        assertThat(ids(Query.all().retriesOf(second))).containsExactly(third);
        long waits = tc.run(Task.of("a = 1").depend("never"));
        long again = tc.retry(waits, free -> free.depend("not has never"));
        assertThat(tc.getTaskResult(again, SOON).state()).isEqualTo(TaskState.SUCCEEDED);
        tc.abort(waits);
    }

    @Test
    void editsChangeWhatTheyNameAndKeepTheRest() {
        long first = ended(Task.of("throw new IllegalStateException('first')")
                .push(Map.of("a", 6, "b", 7))
                .pull("c")
                .retries(1));

        long second =
                tc.retry(first, task -> task.source("c = a * b").push("a", 10).retries(0));
        assertThat(tc.getTaskResult(second, SOON).get("c")).isEqualTo(70);
        assertThatThrownBy(() -> tc.retry(first, task -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the edits of a retry must give a task");
    }

    @Test
    void anUnsuccessfulTaskKeepsItsFunctionAndItsLargeValuesForARetry() {
        byte[] large = new byte[LARGE];
        int[] captured = IntStream.range(0, LARGE).toArray();
        long source = ended(Task.of("n = large.length; if (bad) throw new IllegalStateException('bad')")
                .push("large", large)
                .push("bad", true)
                .pull("n"));
        long function = ended(Task.call(() -> {
            if (captured.length > 0) {
                throw new IllegalStateException("length " + captured.length);
            }
            return 0;
        }));
        forgetUnusedValues();

        long again = tc.retry(source, task -> task.push("bad", false));
        tc.clear(source);
        forgetUnusedValues();
        assertThat(tc.getTaskResult(again, SOON).get("n")).isEqualTo(LARGE);
        TaskResult failed = tc.getTaskResult(tc.retry(function), SOON);
        assertThat(failed.failure().message()).contains("length " + LARGE);
    }

    @Test
    void aSuccessfulTaskIsRetriedWhileTheStoreHasItsValuesAndRefusedInWordsAfterwards() {
        long first =
                ended(Task.of("n = large.length").push("large", new byte[LARGE]).pull("n"));
        long second = tc.retry(first);
        assertThat(tc.getTaskResult(second, SOON).get("n")).isEqualTo(LARGE);
        forgetUnusedValues();
        assertThatThrownBy(() -> tc.retry(first))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the store no longer has the values");
    }

    @Test
    void whatCannotBeSubmittedAgainHoldsUpNoneOfTheOthers() {
        Task plain = Task.of("a = 1").label("some", "yes");
        long[] ids = tc.runAll(List.of(plain, plain.push("large", new byte[LARGE]), plain));
        tc.barrier(SOON, ids);
        forgetUnusedValues();
        Query query = Query.all().label("some", "yes").state(Query.State.SUCCEEDED);
        assertThatThrownBy(() -> tc.retryAll(query))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.acceptedIds()).hasSize(2))
                .hasMessageContaining("2 tasks were submitted again, and others could not be: ")
                .hasMessageContaining("the store no longer has the values");
    }

    @Test
    void aTaskThatIsNotThereCannotBeRetriedAndItIsSaidWhy() {
        long gone = ended(Task.of("a = 1"));
        tc.clear(gone);
        assertThatThrownBy(() -> tc.retry(gone))
                .isInstanceOf(UnknownTaskException.class)
                .hasMessageContaining("by clear");
        assertThatThrownBy(() -> tc.retry(1L << 40)).isInstanceOf(UnknownTaskException.class);
    }

    @Test
    void allThatAQueryFindsAreRetriedOnceHoweverOftenThatIsAskedFor() {
        Task bad = Task.of("throw new IllegalStateException(String.valueOf(i))").label("sweep", "all");
        long[] failed = tc.runAll(
                IntStream.range(0, 900).mapToObj(i -> bad.push("i", i)).toList());
        long[] well = tc.runAll(Collections.nCopies(3, Task.of("a = 1").label("sweep", "all")));
        tc.barrier(SOON, failed);
        tc.barrier(SOON, well);

        Query query = Query.all().label("sweep", "all");
        long[] retries = tc.retryAll(query);
        assertThat(retries).hasSize(900).doesNotHaveDuplicates();
        tc.barrier(SOON, retries);
        assertThat(tc.getTaskResult(retries[0], SOON).failure().message()).contains("899");
        long[] retriesOfThese = tc.retryAll(query);
        assertThat(retriesOfThese)
                .as("the failed retries take the places of the first")
                .hasSize(900);
        tc.barrier(SOON, retriesOfThese);
        assertThat(ids(Query.all().retriesOf(failed[0]))).hasSize(1);
        assertThat(tc.retryAll(query.state(Query.State.SUCCEEDED, Query.State.UNFINISHED)))
                .hasSize(3);
        assertThat(tc.retryAll(query.state(Query.State.UNFINISHED))).isEmpty();
        assertThat(tc.retryAll(Query.all().label("sweep", "none"))).isEmpty();
    }

    @Test
    void allThatAQueryFindsAreRetriedOnceWhenTwoProgramsAskForThatAtOnce() {
        Task bad = Task.of("throw new IllegalStateException()").label("sweep", "two");
        long[] failed = tc.runAll(Collections.nCopies(1_000, bad));
        tc.barrier(SOON, failed);
        Query query = Query.all().label("sweep", "two");

        TaskClient other = cluster.connect(1).taskClient();
        CompletableFuture<long[]> mine = tc.retryAllAsync(query);
        CompletableFuture<long[]> others = other.retryAllAsync(query);
        Set<Long> retries = new HashSet<>();
        LongStream.concat(LongStream.of(mine.join()), LongStream.of(others.join()))
                .forEach(retries::add);

        assertThat(retries).hasSize(1_000);
        assertThat(ids(query.label(Labels.RETRY_OF))).hasSize(1_000).containsExactlyInAnyOrderElementsOf(retries);
    }

    @Test
    void allUnfinishedTasksOfAQueryAreAborted() {
        Task waiting = Task.of("a = 1").depend("never").label("abort", "all");
        long[] waits = tc.runAll(Collections.nCopies(1_000, waiting));
        long other = tc.run(Task.of("a = 1").depend("never"));
        long well = ended(Task.of("a = 1").label("abort", "all"));
        Query query = Query.all().label("abort", "all").fromOldest();

        assertThat(tc.abortAll(query.state(Query.State.SUCCEEDED))).isZero();
        assertThat(tc.abortAll(query)).isEqualTo(1_000);
        assertThat(tc.abortAll(query)).isZero();
        assertThat(ids(query.state(Query.State.ABORTED)))
                .containsExactlyElementsOf(LongStream.of(waits).boxed().toList());
        assertThat(tc.getTaskResult(well, SOON).state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(tc.peekTaskResult(other)).isEmpty();
        tc.abort(other);
        assertThatThrownBy(() -> tc.abortAll(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tc.retryAll(null)).isInstanceOf(IllegalArgumentException.class);
    }
}
