package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.stoker.ledger.Changes;
import io.stoker.ledger.Event;
import io.stoker.ledger.FinishedRun;
import io.stoker.ledger.Holding;
import io.stoker.ledger.IdSet;
import io.stoker.ledger.KeyRun;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.ledger.Removal;
import io.stoker.ledger.RetentionCandidates;
import io.stoker.ledger.SessionMark;
import io.stoker.ledger.Snapshot;
import io.stoker.ledger.TestRows;
import io.stoker.store.Commit;
import io.stoker.store.DamagedException;
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
import io.stoker.task.TaskResult;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import io.stoker.task.Utf8;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every database does for the ledger. */
abstract class SqlStoreTest {
    static final String OWNER = "akka://stoker@127.0.0.1:10113";

    private final TestRows rows = new TestRows();
    SqlStore store;

    SqlStore open() {
        store = create();
        return store;
    }

    /** Another store on the same ledger, which no longer has a store. */
    abstract SqlStore create();

    /** Puts the {@link KeptLedger} of this version in place. */
    abstract void restore(int version) throws Exception;

    /** What the database is going to do for a query. */
    abstract String plan(String query) throws Exception;

    /** A connection as a person has it. */
    abstract Connection connect() throws Exception;

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
        return new Event.Accepted(first, List.of(specs), 7);
    }

    static TaskSpec task(String source) {
        return TestTasks.spec(source);
    }

    final Commit commit(Opened opened, long batch, Event... events) {
        return commit(rows, opened, batch, events);
    }

    static Commit commit(TestRows rows, Opened opened, long batch, Event... events) {
        return new Commit(opened.epoch(), batch, rows.of(events));
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
        var commit = store.commit(new Commit(opened.epoch(), 1, withAccepted(whole, broken)));
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
                c.removals());
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
    void aLedgerOfALaterVersionIsRefused() throws Exception {
        open().close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO stoker_schema VALUES (99)");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("use the Stoker that wrote it");
    }

    private void update(String statement, Object... values) throws Exception {
        try (Connection connection = connect();
                PreparedStatement update = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            assertThat(update.executeUpdate()).as(statement).isOne();
        }
    }

    /** Two tasks, of which the first is on an engine, and its session's answer. */
    private void ledgerWithOneOfEach() {
        Opened opened = join(open().open(OWNER));
        TaskSpec spec = TestTasks.spec("", Map.of("x", Payload.of(new byte[] {1})), List.of(), TaskOptions.NONE);
        join(store.commit(commit(
                opened,
                1,
                accepted(0, spec, task("b")),
                new Event.Answered(new KeyRun("s", 1, 0, new long[] {7}, 7, new long[0])))));
        Holding holding = new Holding(0, 1, new OpenState.Held("engine", 0, 7, 8));
        OpenState state = OpenState.FRESH.with(holding).apart();
        join(store.commit(changing(opened, 2, Map.of(1L, state), Map.of("engine", List.of(holding)))));
        store.close();
    }

    @Test
    void whatIsInAColumnAndCannotBeUnderstoodIsDamageAndNamedWithTheRemedy() throws Exception {
        ledgerWithOneOfEach();
        misread("open_task", "state", "id = 1", "the state of task 1");
        misread("task", "options", "id = 0", "task 0");
        update("UPDATE task SET code_head = 1000 WHERE id = 0");
        assertThatThrownBy(() -> join(open().open(OWNER)))
                .hasCauseInstanceOf(DamagedException.class)
                .hasMessageContaining("task 0 cannot be read from the ledger: a head of 1000 bytes is not in");
        update("UPDATE task SET code_head = 6 WHERE id = 0");
        store.close();
        misread("held", "attempts", "engine = 'engine'", "BufferUnderflow");
    }

    private void misread(String table, String column, String where, String what) throws Exception {
        String update = "UPDATE " + table + " SET " + column + " = ? WHERE " + where;
        byte[] before = bytes("SELECT " + column + " FROM " + table + " WHERE " + where);
        update(update, new byte[] {(byte) 0x9f, 1, 2});
        assertThatThrownBy(() -> join(open().open(OWNER)))
                .hasCauseInstanceOf(DamagedException.class)
                .hasMessageContaining("is damaged: restore a copy of it")
                .hasMessageContaining(what);
        assertThat(store.trouble())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("the ledger could not be opened: ")
                        .contains("is damaged"));
        update(update, before);
        assertThat(join(store.open(OWNER)).snapshot().open()).hasSize(2);
        assertThat(store.trouble()).isEmpty();
        store.close();
    }

    private byte[] bytes(String query) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getBytes(1);
        }
    }

    @Test
    void aTaskThatAnEngineHoldsAndThatIsNotUnfinishedIsDamage() throws Exception {
        ledgerWithOneOfEach();
        update("DELETE FROM open_task WHERE id = 0");
        assertThatThrownBy(() -> join(open().open(OWNER)))
                .hasCauseInstanceOf(DamagedException.class)
                .hasMessageContaining("an engine holds task 0, which is not unfinished");
    }

    /** Takes away what the seventh and eighth version have added; each task then has the source "a". */
    private static void undoSeventhAndEighth(Statement statement) throws SQLException {
        statement.executeUpdate("DROP VIEW tasks");
        for (String column : List.of("code_head", "arguments_head", "code", "arguments", "options")) {
            statement.executeUpdate("ALTER TABLE task DROP COLUMN " + column);
        }
        statement.executeUpdate("UPDATE outcome SET result = body"); // as long as one, though not as it was
        for (String column : List.of("body_head", "history", "body")) {
            statement.executeUpdate("ALTER TABLE outcome DROP COLUMN " + column);
        }
        statement.executeUpdate("UPDATE task SET source = 'a'");
        statement.executeUpdate("CREATE VIEW tasks AS SELECT id FROM task");
    }

    @Test
    void aLedgerOfTheFirstVersionGoesOnWithAnEstimateOfWhatItsResultsTake() throws Exception {
        Opened opened = join(open().open(OWNER));
        join(store.commit(commit(opened, 1, accepted(0, task("a"), task("b")))));
        join(store.commit(commit(opened, 2, new Event.Finished(finished(0, Map.of())))));
        store.close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            undoSeventhAndEighth(statement);
            statement.executeUpdate("DROP INDEX outcome_ends");
            statement.executeUpdate("ALTER TABLE outcome DROP COLUMN bytes");
            statement.executeUpdate("ALTER TABLE lease DROP COLUMN bytes");
            statement.executeUpdate("DROP TABLE pin");
            statement.executeUpdate("DROP TABLE held");
            statement.executeUpdate("DROP TABLE backlog");
            statement.executeUpdate("ALTER TABLE removed DROP COLUMN since");
            statement.executeUpdate("DELETE FROM stoker_schema WHERE version >= 2");
        }

        join(open().open(OWNER));

        RetentionCandidates candidates = join(store.oldest(0, 10));
        assertThat(candidates.oldest())
                .singleElement()
                .satisfies(old -> assertThat(old.bytes()).isGreaterThan(128).isEqualTo(candidates.bytes()));
    }

    @Test
    void whatAnEngineHoldsIsTakenFromItsRowAndInLedgersOfTheSecondVersionFromThatOfTheTask() throws Exception {
        Opened opened = join(open().open(OWNER));
        join(store.commit(commit(opened, 1, accepted(0, task("a"), task("b"), task("c")))));
        OpenState.Held there = new OpenState.Held("there", 3, 7, 0);
        OpenState old = OpenState.FRESH.with(new Holding(0, 1, there));
        join(store.commit(changing(opened, 2, Map.of(0L, old), Map.of("gone", List.of(new Holding(2, 1, there))))));
        Holding here = new Holding(1, 2, new OpenState.Held("here", 4, 8, 9));
        join(store.commit(changing(opened, 3, Map.of(), Map.of("gone", List.of(), "here", List.of(here)))));

        Snapshot snapshot = join(store.open(OWNER)).snapshot();
        assertThat(snapshot.held())
                .isEqualTo(Map.of("there", List.of(new Holding(0, 1, there)), "here", List.of(here)));
        assertThat(snapshot.open())
                .extracting(OpenTask::state)
                .containsExactly(old.apart(), OpenState.FRESH, OpenState.FRESH);
    }

    private Commit changing(Opened opened, long batch, Map<Long, OpenState> tasks, Map<String, List<Holding>> held) {
        return new Commit(opened.epoch(), batch, rows.of(tasks, held));
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

    private static Event.Pinned pinning(boolean pinned, long from, long to) {
        return new Event.Pinned(IdSet.of(from, to), pinned);
    }

    private static TaskSpec pinnedTask() {
        return task("a").with(TaskOptions.NONE.withPinned());
    }

    private Commit ending(Opened opened, long batch, long id, Event... events) {
        Event.Finished end = new Event.Finished(finished(id, Map.of()), 100 + id, null);
        List<Event> all = new ArrayList<>(List.of(end));
        all.addAll(List.of(events));
        return commit(opened, batch, all.toArray(Event[]::new));
    }

    @Test
    void whatPinnedTasksTakeIsLeftOutOfWhatAllTakeWheneverTheyWerePinned() {
        Opened opened = join(open().open(OWNER));
        join(store.commit(commit(opened, 1, accepted(0, task("a"), pinnedTask(), task("c"), task("d")))));
        join(store.commit(ending(opened, 2, 0)));
        join(store.commit(ending(opened, 3, 1)));
        assertThat(join(store.oldest(0, 10)).bytes()).isEqualTo(100);
        join(store.commit(ending(opened, 4, 2, pinning(true, 2, 3))));
        join(store.commit(ending(opened, 5, 3)));
        assertThat(join(store.oldest(0, 10)).bytes()).isEqualTo(100);
        store.close();
        Opened again = join(open().open(OWNER));
        assertThat(again.snapshot().pinned()).isEqualTo(IdSet.of(1, 3));
        assertThat(join(store.oldest(0, 10)).bytes()).isEqualTo(100);
        join(store.commit(commit(again, 6, pinning(false, 1, 2))));
        assertThat(join(store.oldest(0, 10)))
                .extracting(
                        RetentionCandidates::bytes,
                        candidates -> candidates.oldest().size())
                .containsExactly(100L + 101 + 102, 3);
    }

    @Test
    void aLedgerOfTheThirdVersionLearnsWhatItsPinnedResultsTake() throws Exception {
        Opened opened = join(open().open(OWNER));
        join(store.commit(commit(opened, 1, accepted(0, task("a"), task("b"), task("c")))));
        join(store.commit(ending(opened, 2, 0)));
        join(store.commit(ending(opened, 3, 1, pinning(true, 1, 2))));
        store.close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            undoSeventhAndEighth(statement);
            statement.executeUpdate("DROP INDEX outcome_ends");
            statement.executeUpdate("ALTER TABLE pin DROP COLUMN bytes");
            statement.executeUpdate("DROP TABLE backlog");
            statement.executeUpdate("ALTER TABLE removed DROP COLUMN since");
            statement.executeUpdate("DELETE FROM stoker_schema WHERE version >= 4");
        }

        Opened again = join(open().open(OWNER));

        assertThat(again.snapshot().pinned()).isEqualTo(IdSet.of(1, 2));
        assertThat(join(store.oldest(0, 10)).bytes()).isEqualTo(100);
    }

    @Test
    void aLedgerOfTheFifthVersionIsReadWholeAndGoesOn() throws Exception {
        restore(5);
        Opened opened = join(open().open(OWNER));
        Snapshot snapshot = opened.snapshot();
        KeptLedger.check(snapshot);
        assertThat(rows("stoker_schema WHERE version = 8")).isOne();
        assertThat(rows("value_use WHERE role = 0")).isOne();
        assertThat(join(store.results(List.of(0L, 5L, 6L, 7L, 10L))))
                .extracting(FinishedTask::taskId, FinishedTask::state)
                .containsExactly(
                        tuple(0L, TaskState.SUCCEEDED), tuple(5L, TaskState.FAILED), tuple(10L, TaskState.SUCCEEDED));
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(rows("outcome")).isEqualTo(3);
        Commit next = KeptLedger.next(opened);
        join(store.commit(next));
        store.close();

        Snapshot again = join(open().open(OWNER)).snapshot();
        assertThat(endings(again)).containsExactlyInAnyOrder(0L, 5L, 9L, 10L);
        assertThat(rows("value_use WHERE role = 0")).isOne();
    }

    @Test
    void tasksOfTheSixthVersionAreWhatTheyWereAndSoIsWhatResultsTellOfThem() throws Exception {
        restore(6);
        Opened opened = join(open().open(OWNER));
        assertThat(rows("task WHERE code IS NOT NULL"))
                .as("none is written anew")
                .isZero();
        Map<Long, TaskSpec> tasks = KeptTasks.open();
        assertThat(join(store.specs(List.copyOf(tasks.keySet())))).isEqualTo(tasks);
        assertThat(opened.snapshot().open())
                .extracting(open -> open.spec().stored())
                .containsExactlyElementsOf(
                        tasks.values().stream().map(TaskSpec::stored).toList());
        TaskResult product = result(0);
        assertThat(product.source()).isEqualTo("c = a * b");
        assertThat(product.arguments().toString()).isEqualTo("{a=6, b=7, big=(a value of 2003 bytes)}");
        assertThat(product.get("c")).isEqualTo(42);
        assertThat(result(6).source()).isEqualTo(Utf8.head("s".repeat(5_000), Origin.LONGEST_SOURCE));
        join(store.commit(commit(opened, opened.batch() + 1, new Event.Finished(finished(2, Map.of())))));
        store.close();
        assertThat(join(open().open(OWNER)).snapshot().open()).hasSize(6);
        assertThat(result(2).arguments()).isEqualTo(Map.of("x", List.of(1, "zwei")));
    }

    private TaskResult result(long id) {
        return new TaskResult(join(store.results(List.of(id))).get(0), Map.of());
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

    private static final int MANY = 2 * IdSet.CHUNK + 5;

    /** Tasks, all but the last of which have ended. */
    private Opened many() {
        Opened opened = join(open().open(OWNER));
        TaskSpec[] specs = new TaskSpec[MANY];
        Arrays.fill(specs, task("a"));
        join(store.commit(commit(opened, 1, accepted(0, specs))));
        Event[] ends = new Event[MANY - 1];
        Arrays.setAll(ends, id -> new Event.Finished(finished(id, Map.of())));
        join(store.commit(commit(opened, 2, ends)));
        return opened;
    }

    final long rows(String query) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Set<Long> endings(Snapshot snapshot) {
        Set<Long> ids = new HashSet<>();
        for (FinishedRun run : snapshot.finished()) {
            for (int i = 0; i < run.states().length; i++) {
                ids.add(run.first() + i);
            }
        }
        return ids;
    }

    @Test
    void whatIsClearedAtOnceIsGoneWithTheCommitAndItsRowsAreGoneSoon() throws Exception {
        Opened opened = many();
        IdSet all = IdSet.of(0, MANY - 3);
        all.set(7, false);
        join(store.commit(commit(
                opened, 3, new Event.Removed(all), new Event.RemovalNoted(new Removal(0, MANY - 3, 7, "clear")))));
        assertThat(join(store.results(List.of(0L, 7L, MANY - 3L))))
                .extracting(FinishedTask::taskId)
                .containsExactly(7L);
        store.close();

        Snapshot snapshot = join(open().open(OWNER)).snapshot();
        assertThat(endings(snapshot)).containsExactlyInAnyOrder(7L, MANY - 2L);
        assertThat(snapshot.removed()).containsExactly(new Removal(0, MANY - 3, 7, "clear"));
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(rows("outcome")).isEqualTo(2);
        assertThat(rows("task")).isEqualTo(3);
        RetentionCandidates candidates = join(store.oldest(0, 10));
        assertThat(candidates.oldest())
                .extracting(RetentionCandidates.Old::task)
                .containsExactly(7L, MANY - 2L);
        assertThat(candidates.bytes())
                .as("the sum is right again")
                .isEqualTo(candidates.oldest().stream()
                        .mapToLong(RetentionCandidates.Old::bytes)
                        .sum());
        assertThat(endings(join(store.open(OWNER)).snapshot())).containsExactlyInAnyOrder(7L, MANY - 2L);
    }

    @Test
    void whatIsPinnedAtOnceIsPinnedWithTheCommitAndTheLastWordCounts() throws Exception {
        Opened opened = many();
        IdSet all = IdSet.of(0, MANY - 1);
        join(store.commit(commit(opened, 3, new Event.Pinned(all, true), new Event.Pinned(IdSet.of(5, 6), false))));
        join(store.commit(commit(opened, 4, new Event.Pinned(IdSet.of(8, 8), false))));
        IdSet expected = IdSet.of(0, MANY - 1);
        expected.set(5, 6, false);
        expected.set(8, false);
        store.close();
        assertThat(join(open().open(OWNER)).snapshot().pinned()).isEqualTo(expected);
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(rows("pin")).isEqualTo(MANY - 3);
        assertThat(join(store.open(OWNER)).snapshot().pinned()).isEqualTo(expected);
        assertThat(join(store.oldest(0, 10)).oldest())
                .extracting(RetentionCandidates.Old::task)
                .containsExactly(5L, 6L, 8L);
    }

    @Test
    void othersAreServedWhileRowsGo() throws Exception {
        Opened opened = many();
        join(store.commit(commit(opened, 3, new Event.Removed(IdSet.of(0, MANY - 2)))));
        for (int i = 0; i < 5; i++) {
            join(store.commit(commit(opened, 4 + i, accepted(MANY + i, task("b")))));
        }
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(join(store.open(OWNER)).snapshot().open()).hasSize(6);
        assertThat(rows("outcome")).isZero();
    }

    @Test
    void whatACrashHasLeftUndoneIsDoneWhenTheLedgerIsOpenedAgain() throws Exception {
        many();
        store.close();
        BitSet chunk = new BitSet();
        chunk.set(3, IdSet.CHUNK);
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO backlog VALUES (17, ?, ?, ?)")) {
            insert.setLong(1, Chores.What.REMOVE.code);
            insert.setInt(2, 1);
            insert.setBytes(3, chunk.toByteArray());
            insert.executeUpdate();
        }
        Set<Long> expected = LongStream.range(0, MANY - 1)
                .filter(id -> id / IdSet.CHUNK != 1 || id % IdSet.CHUNK < 3)
                .boxed()
                .collect(Collectors.toSet());
        Opened again = join(open().open(OWNER));
        assertThat(endings(again.snapshot())).isEqualTo(expected);
        join(store.commit(commit(again, 3, accepted(MANY, task("b")))));
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(rows("outcome")).isEqualTo(expected.size());
        assertThat(endings(join(store.open(OWNER)).snapshot())).isEqualTo(expected);
    }

    @Test
    void whatIsUnpinnedWhileAPinIsHalfDoneStaysUnpinned() throws Exception {
        Opened opened = many();
        IdSet few = IdSet.of(IdSet.CHUNK - 5, IdSet.CHUNK - 1); // which come last in their chunk
        CompletionStage<Void> pin = store.commit(commit(opened, 3, new Event.Pinned(IdSet.of(0, MANY - 1), true)));
        CompletionStage<Void> unpin = store.commit(commit(opened, 4, new Event.Pinned(few, false)));
        join(pin);
        join(unpin);
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(rows("pin")).isEqualTo(MANY - 5);
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
