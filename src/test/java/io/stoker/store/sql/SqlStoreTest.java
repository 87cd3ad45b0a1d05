package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.ledger.Changes;
import io.stoker.ledger.Event;
import io.stoker.ledger.IdSet;
import io.stoker.ledger.OpenTask;
import io.stoker.ledger.SessionMark;
import io.stoker.ledger.TestRows;
import io.stoker.store.Commit;
import io.stoker.store.FencedException;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.store.StoreException;
import io.stoker.task.Block;
import io.stoker.task.FinishedTask;
import io.stoker.task.Origin;
import io.stoker.task.Payload;
import io.stoker.task.ResultBody;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every database does for the ledger. */
abstract class SqlStoreTest implements OldLedgersTest, RemovedRowsTest, ListingTest, EventRowsTest {
    static final String OWNER = "akka://stoker@127.0.0.1:10113";

    private final TestRows rows = new TestRows();
    SqlStore store;

    @Override
    public final SqlStore open() {
        return open(64 << 20);
    }

    @Override
    public final SqlStore open(long keptEvents) {
        store = create(keptEvents);
        return store;
    }

    @Override
    public final SqlStore store() {
        return store;
    }

    @Override
    public final TestRows rows() {
        return rows;
    }

    /** Another store on the same ledger, which no longer has a store. */
    abstract SqlStore create(long keptEvents);

    /** What the database is going to do for a query. */
    abstract String plan(String query) throws Exception;

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    static Event.Accepted accepted(long first, TaskSpec... specs) {
        return new Event.Accepted(first, List.of(specs), 7, TestTasks.client("s"));
    }

    static TaskSpec task(String source) {
        return TestTasks.spec(source);
    }

    static Commit commit(TestRows rows, Opened opened, long batch, Event... events) {
        return new Commit(opened.epoch(), batch, batch, rows.of(events));
    }

    static FinishedTask finished(long id, Map<String, Payload> values) {
        return TestTasks.finished(
                id, TaskState.SUCCEEDED, 0, 7, 8, 9, 10, new ResultBody(null, values, "out", ""), List.of(), null);
    }

    @Test
    void whatWasCommittedIsThereAfterAnotherOpeningAndTheLedgerIsTheSame() {
        Opened first = join(open().open(OWNER));
        join(store.commit(commit(first, 1, accepted(0, task("a"), task("zero \0 byte")))));
        store.close();

        Opened second = join(open().open(OWNER));

        assertThat(second.ledgerId()).isEqualTo(first.ledgerId());
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(second.batch()).isEqualTo(1);
        assertThat(second.snapshot().open())
                .extracting(open -> TestTasks.source(open.spec()))
                .containsExactly("a", "zero \0 byte");
    }

    @Test
    void whoHadTheLeaseBeforeCommitsNoMore() {
        Opened first = join(open().open(OWNER));
        Opened second = join(store.open(OWNER));
        assertThatThrownBy(() -> join(store.commit(commit(first, 1, accepted(0, task("a"))))))
                .hasCauseInstanceOf(FencedException.class);
        Opened third = join(store.open(OWNER));
        assertThat(third.snapshot().open()).isEmpty();
        assertThat(third.epoch()).isGreaterThan(second.epoch());
        join(store.commit(commit(third, 1, accepted(0, task("b")))));
    }

    @Test
    void aCommitIsWholeOrNotAtAll() {
        Opened opened = join(open().open(OWNER));
        join(store.commit(commit(opened, 1, accepted(0, task("a")))));
        assertThatThrownBy(() -> join(store.commit(commit(opened, 2, accepted(1, task("b")), accepted(0, task("c"))))))
                .isInstanceOf(CompletionException.class);
        Opened again = join(store.open(OWNER));
        assertThat(again.batch()).isEqualTo(1);
        assertThat(again.snapshot().nextTask()).isEqualTo(1);
    }

    @Test
    void anErrorInTheMiddleOfACommitFailsItAndNothingOfItIsThere() {
        Opened opened = join(open().open(OWNER));
        Changes whole = rows.of(accepted(0, task("a")));
        List<OpenTask> broken = new AbstractList<>() {
            @Override
            public OpenTask get(int index) {
                if (index > 0) {
                    throw new NoClassDefFoundError("a class that is gone");
                }
                return whole.accepted().get(0);
            }

            @Override
            public int size() {
                return 2;
            }
        };
        var commit = store.commit(new Commit(opened.epoch(), 1, 1, withAccepted(whole, broken)));
        assertThatThrownBy(() -> commit.toCompletableFuture()
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join())
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("a class that is gone");
        Opened again = join(store.open(OWNER));
        assertThat(again.batch()).isZero();
        join(store.commit(commit(again, 1, accepted(0, task("b")))));
    }

    private static Changes withAccepted(Changes c, List<OpenTask> accepted) {
        return new Changes(
                c.nextTask(),
                c.counts(),
                accepted,
                c.ended(),
                c.states(),
                c.held(),
                c.answers(),
                c.marks(),
                c.forgotten(),
                c.used(),
                c.unused(),
                c.pinned(),
                c.unpinned(),
                c.removed(),
                c.removals(),
                c.submitted(),
                c.happenings());
    }

    @Test
    void aTaskHasOneResult() {
        Opened opened = join(open().open(OWNER));
        join(store.commit(commit(opened, 1, accepted(0, task("a")))));
        join(store.commit(commit(opened, 2, new Event.Finished(finished(0, Map.of())))));
        assertThatThrownBy(() -> join(store.commit(commit(opened, 3, new Event.Finished(finished(0, Map.of()))))))
                .hasCauseInstanceOf(StoreException.class);
    }

    @Test
    void aLargeTaskComesBackInOutlineAndWholeWhenItIsAskedFor() {
        Opened opened = join(open().open(OWNER));
        StoredValue stored = StoredValue.of(new byte[1_000]);
        join(store.values().write(stored, 0, new byte[1_000]));
        TaskSpec recovery = TestTasks.spec("r".repeat(2_000), Map.of("s", stored), List.of("r"), TaskOptions.NONE);
        TaskSpec large = TestTasks.spec(
                "x".repeat(50_000),
                Map.of("a", Payload.of(new byte[] {1}), "b", stored),
                List.of("c"),
                TaskOptions.NONE.withRetries(3).withDepend("cores > 1").withRecovery(recovery));
        join(store.commit(commit(opened, 1, accepted(0, task("small"), large))));
        store.close();

        List<OpenTask> tasks = join(open().open(OWNER)).snapshot().open();

        assertThat(tasks.get(0).spec()).isEqualTo(task("small"));
        TaskSpec outline = tasks.get(1).spec();
        assertThat(outline.size()).isLessThan(600);
        assertThat(tasks.get(1).size()).isEqualTo(large.size());
        assertThat(outline.stored()).isEqualTo(large.stored());
        assertThat(outline.options())
                .isEqualTo(large.options()
                        .withRecovery(new TaskSpec(Block.EMPTY, Block.EMPTY, List.of(stored), TaskOptions.NONE)));
        assertThat(join(store.specs(List.of(1L, 0L)))).isEqualTo(Map.of(0L, task("small"), 1L, large));
        assertThatThrownBy(() -> join(store.specs(List.of(1L, 2L))))
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("task 2 ");
    }

    @Test
    void aPersonCanAskTheTablesWhileTheyAreInUse() throws Exception {
        Opened opened = join(open().open(OWNER));
        String large = "ü".repeat(5_000);
        TaskSpec broken = new TaskSpec(Block.of(new byte[] {1, 2}, 1), Block.EMPTY, List.of(), TaskOptions.NONE);
        join(store.commit(commit(
                opened, 1, accepted(0, task("a = 1"), task("größe = 2"), task(large), task("z = '\0'"), broken))));
        join(store.commit(commit(opened, 2, new Event.Finished(finished(0, Map.of()), 7, "E: no\0text"))));
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, state, source, error FROM tasks ORDER BY id")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString("state")).isEqualTo("SUCCEEDED");
            assertThat(row.getString("source")).isEqualTo("a = 1");
            assertThat(row.getString("error")).isEqualTo("E: no text");
            assertThat(row.next()).isTrue();
            assertThat(row.getString("state")).isEqualTo("unfinished");
            assertThat(row.getString("source")).isEqualTo("größe = 2");
            assertThat(row.next()).isTrue();
            assertThat(row.getString("source")).isEqualTo(large.substring(0, Origin.LONGEST_SOURCE / 2));
            assertThat(row.next()).isTrue();
            assertThat(row.getString("source")).startsWith("z = '");
            assertThat(row.next()).as("bytes that nobody can run").isTrue();
            assertThat(row.getString("source")).isEmpty();
        }
    }

    @Test
    void largeValuesAreKeptForAsLongAsARowNeedsThemAlsoAfterARestart() {
        byte[] bytes = new byte[1_000];
        StoredValue argument = StoredValue.of(bytes);
        StoredValue result = StoredValue.of(bytes);
        Opened opened = join(open().open(OWNER));
        join(store.values().write(argument, 0, bytes));
        join(store.values().write(result, 0, bytes));
        TaskSpec spec = TestTasks.spec("", Map.of("x", argument), List.of(), TaskOptions.NONE);
        join(store.commit(commit(opened, 1, accepted(0, spec))));
        store.close();
        Opened again = join(open().open(OWNER));
        assertThat(join(store.values().sweep(Duration.ofDays(-1)))).isEqualTo(1);
        join(store.values().write(result, 0, bytes));
        join(store.commit(commit(again, 2, new Event.Finished(finished(0, Map.of("r", result))))));
        assertThat(join(store.values().sweep(Duration.ofDays(-1)))).isEqualTo(1);
        assertThat(join(store.values().read(result.id(), 0, 1_000))).isEqualTo(bytes);
    }

    @Test
    void aLargeValueThatTasksShareWithTheirRecoveriesStaysUntilTheLastOfThemHasEndedAlsoAfterARestart() {
        byte[] bytes = new byte[1_000];
        StoredValue shared = StoredValue.of(bytes);
        Opened opened = join(open().open(OWNER));
        join(store.values().write(shared, 0, bytes));
        TaskSpec recovery = TestTasks.spec("", Map.of("x", shared), List.of(), TaskOptions.NONE);
        TaskSpec spec = TestTasks.spec(
                "", Map.of("x", shared, "y", shared), List.of(), TaskOptions.NONE.withRecovery(recovery));
        join(store.commit(commit(opened, 1, accepted(0, spec, spec, spec))));
        join(store.commit(commit(opened, 2, new Event.Finished(finished(0, Map.of())))));
        assertThat(join(store.values().sweep(Duration.ofDays(-1)))).isZero();
        store.close();
        Opened again = join(open().open(OWNER));
        join(store.commit(commit(again, 3, new Event.Finished(finished(1, Map.of())))));
        assertThat(join(store.values().sweep(Duration.ofDays(-1)))).isZero();
        assertThat(join(store.values().read(shared.id(), 0, 1_000))).isEqualTo(bytes);
        join(store.commit(commit(again, 4, new Event.Finished(finished(2, Map.of())))));
        assertThat(join(store.values().sweep(Duration.ofDays(-1)))).isEqualTo(1);
    }

    static Event.Pinned pinning(boolean pinned, long from, long to) {
        return new Event.Pinned(IdSet.of(from, to), pinned);
    }

    static TaskSpec pinnedTask() {
        return task("a").with(TaskOptions.NONE.withPinned());
    }

    @Test
    void readingManyOutcomesTouchesNoResult() throws Exception {
        open();
        for (String query : List.of(SnapshotReader.ENDINGS, Oldest.TASKS, TaskDeletion.BYTES)) {
            assertThat(plan(query.replace("?", "7")))
                    .as(query)
                    .containsPattern("(?i)(covering index|only scan using) outcome_ends");
        }
    }

    @Test
    void aCommitThatDoesNotFollowIsRefusedAndChangesNothing() {
        Opened opened = join(open().open(OWNER));
        assertThatThrownBy(() -> join(store.commit(commit(opened, 2, accepted(0, task("a"))))))
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("batch 2 does not follow batch 0");
        assertThat(join(store.open(OWNER)).snapshot().open()).isEmpty();
    }

    @Test
    void aLateCommitOfAnEarlierOpeningDoesNotDisturbTheNextOne() {
        Opened first = join(open().open(OWNER));
        Opened second = join(store.open(OWNER));
        assertThatThrownBy(() -> join(store.commit(commit(first, 1, accepted(0, task("late"))))))
                .hasCauseInstanceOf(FencedException.class);
        join(store.commit(commit(second, 1, accepted(0, task("a")))));
    }

    @Test
    void aLeaseThatIsHeldCanBeRenewed() {
        Opened opened = join(open().open(OWNER));
        join(store.renew());
        join(store.commit(commit(opened, 1, accepted(0, task("a")))));
        join(store.renew());
    }

    @Test
    void manyResultsAreReadAtOnceAndWhatIsNotFinishedIsLeftOut() {
        Opened opened = join(open().open(OWNER));
        TaskSpec[] specs = new TaskSpec[200];
        Arrays.fill(specs, task("a"));
        join(store.commit(commit(opened, 1, accepted(0, specs))));
        Event[] ends = LongStream.range(0, 150)
                .mapToObj(id -> new Event.Finished(finished(id, Map.of())))
                .toArray(Event[]::new);
        join(store.commit(commit(opened, 2, ends)));
        List<Long> asked = LongStream.range(0, 300).boxed().toList();
        assertThat(join(store.results(asked)))
                .extracting(FinishedTask::taskId)
                .containsExactlyElementsOf(asked.subList(0, 150));
        assertThat(join(store.results(List.of(7L)))).hasSize(1);
        assertThat(join(store.results(List.of(7L))).get(0).origin()).isEqualTo(Origin.of(task("a")));
        assertThat(join(store.results(List.of()))).isEmpty();
    }

    @Test
    void ofASessionThatAcknowledgesTwiceInACommitTheLastWordCounts() {
        Opened opened = join(open().open(OWNER));
        join(store.commit(commit(
                opened,
                1,
                new Event.Acknowledged(new SessionMark("s", 1, 7)),
                new Event.Acknowledged(new SessionMark("s", 2, 8)))));
        assertThat(join(store.open(OWNER)).snapshot().marks()).containsExactly(new SessionMark("s", 2, 8));
    }
}
