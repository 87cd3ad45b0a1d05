package io.stoker.store.sql;

import static io.stoker.store.sql.RemovedRowsTest.endings;
import static io.stoker.store.sql.SqlStoreTest.OWNER;
import static io.stoker.store.sql.SqlStoreTest.accepted;
import static io.stoker.store.sql.SqlStoreTest.finished;
import static io.stoker.store.sql.SqlStoreTest.join;
import static io.stoker.store.sql.SqlStoreTest.pinning;
import static io.stoker.store.sql.SqlStoreTest.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.stoker.ledger.Event;
import io.stoker.ledger.Holding;
import io.stoker.ledger.IdSet;
import io.stoker.ledger.KeyRun;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.ledger.RetentionCandidates;
import io.stoker.ledger.Snapshot;
import io.stoker.store.Commit;
import io.stoker.store.DamagedException;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.store.StoreException;
import io.stoker.task.FinishedTask;
import io.stoker.task.Origin;
import io.stoker.task.Payload;
import io.stoker.task.Query;
import io.stoker.task.Task;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TaskSummary;
import io.stoker.task.TestTasks;
import io.stoker.task.Utf8;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ledgers of earlier and later versions, and such that cannot be understood. */
interface OldLedgersTest extends StoreOfTest {
    @Test
    default void aLedgerOfALaterVersionIsRefused() throws Exception {
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
        join(store().commit(commit(
                opened,
                1,
                accepted(0, spec, task("b")),
                new Event.Answered(new KeyRun("s", 1, 0, new long[] {7}, 7, new long[0])))));
        Holding holding = new Holding(0, 1, new OpenState.Held("engine", 0, 7, 8));
        OpenState state = OpenState.FRESH.with(holding).apart();
        join(store().commit(changing(opened, 2, Map.of(1L, state), Map.of("engine", List.of(holding)))));
        store().close();
    }

    @Test
    default void whatIsInAColumnAndCannotBeUnderstoodIsDamageAndNamedWithTheRemedy() throws Exception {
        ledgerWithOneOfEach();
        misread("open_task", "state", "id = 1", "the state of task 1");
        misread("task", "options", "id = 0", "task 0");
        update("UPDATE task SET code_head = 1000 WHERE id = 0");
        assertThatThrownBy(() -> join(open().open(OWNER)))
                .hasCauseInstanceOf(DamagedException.class)
                .hasMessageContaining("task 0 cannot be read from the ledger: a head of 1000 bytes is not in");
        update("UPDATE task SET code_head = 6 WHERE id = 0");
        store().close();
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
        assertThat(store().trouble())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("the ledger could not be opened: ")
                        .contains("is damaged"));
        update(update, before);
        assertThat(join(store().open(OWNER)).snapshot().open()).hasSize(2);
        assertThat(store().trouble()).isEmpty();
        store().close();
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
    default void aTaskThatAnEngineHoldsAndThatIsNotUnfinishedIsDamage() throws Exception {
        ledgerWithOneOfEach();
        update("DELETE FROM open_task WHERE id = 0");
        assertThatThrownBy(() -> join(open().open(OWNER)))
                .hasCauseInstanceOf(DamagedException.class)
                .hasMessageContaining("an engine holds task 0, which is not unfinished");
    }

    /** Takes away what the ninth version has added. */
    private static void undoNinth(Statement statement) throws SQLException {
        statement.executeUpdate("DROP VIEW tasks");
        for (String table : List.of("label", "submission", "submitter", "event")) {
            statement.executeUpdate("DROP TABLE " + table);
        }
        for (String index : List.of("outcome_unsuccessful", "outcome_completed", "task_submitted")) {
            statement.executeUpdate("DROP INDEX " + index);
        }
        statement.executeUpdate("DELETE FROM stoker_schema WHERE version >= 9");
        statement.executeUpdate("CREATE VIEW tasks AS SELECT id FROM task");
    }

    @Test
    default void tasksOfTheEighthVersionAreListedWithoutWhatWasNotNotedThen() throws Exception {
        Opened opened = join(open().open(OWNER));
        join(store().commit(commit(opened, 1, accepted(0, task("a"), task("b"), task("c")))));
        join(store().commit(ending(opened, 2, 1)));
        store().close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            undoNinth(statement);
        }

        Opened again = join(open().open(OWNER));
        TaskSpec labelled = TestTasks.spec(Task.of("d").label("k", "v").named("n"));
        join(store().commit(commit(again, 3, accepted(3, labelled))));

        assertThat(join(store().listing().page(Query.all(), null, 10)).tasks())
                .extracting(
                        TaskSummary::taskId, TaskSummary::state, TaskSummary::name, task -> task.submitter() != null)
                .containsExactly(
                        tuple(3L, TaskState.QUEUED, "n", true),
                        tuple(2L, TaskState.QUEUED, null, false),
                        tuple(1L, TaskState.SUCCEEDED, null, false),
                        tuple(0L, TaskState.QUEUED, null, false));
        assertThat(join(store().listing().page(Query.all().completed(Instant.EPOCH, Instant.MAX), null, 10))
                        .tasks())
                .extracting(TaskSummary::taskId)
                .containsExactly(1L);
        assertThat(rows("tasks WHERE name = 'n'")).isOne();
    }

    /** Takes away what the seventh to ninth version have added; each task then has the source "a". */
    private static void undoSeventhToNinth(Statement statement) throws SQLException {
        undoNinth(statement);
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
    default void aLedgerOfTheFirstVersionGoesOnWithAnEstimateOfWhatItsResultsTake() throws Exception {
        Opened opened = join(open().open(OWNER));
        join(store().commit(commit(opened, 1, accepted(0, task("a"), task("b")))));
        join(store().commit(commit(opened, 2, new Event.Finished(finished(0, Map.of())))));
        store().close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            undoSeventhToNinth(statement);
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

        RetentionCandidates candidates = join(store().oldest(0, 10));
        assertThat(candidates.oldest())
                .singleElement()
                .satisfies(old -> assertThat(old.bytes()).isGreaterThan(128).isEqualTo(candidates.bytes()));
    }

    @Test
    default void whatAnEngineHoldsIsTakenFromItsRowAndInLedgersOfTheSecondVersionFromThatOfTheTask() throws Exception {
        Opened opened = join(open().open(OWNER));
        join(store().commit(commit(opened, 1, accepted(0, task("a"), task("b"), task("c")))));
        OpenState.Held there = new OpenState.Held("there", 3, 7, 0);
        OpenState old = OpenState.FRESH.with(new Holding(0, 1, there));
        join(store().commit(changing(opened, 2, Map.of(0L, old), Map.of("gone", List.of(new Holding(2, 1, there))))));
        Holding here = new Holding(1, 2, new OpenState.Held("here", 4, 8, 9));
        join(store().commit(changing(opened, 3, Map.of(), Map.of("gone", List.of(), "here", List.of(here)))));

        Snapshot snapshot = join(store().open(OWNER)).snapshot();
        assertThat(snapshot.held())
                .isEqualTo(Map.of("there", List.of(new Holding(0, 1, there)), "here", List.of(here)));
        assertThat(snapshot.open())
                .extracting(OpenTask::state)
                .containsExactly(old.apart(), OpenState.FRESH, OpenState.FRESH);
    }

    @Test
    default void aLedgerOfTheThirdVersionLearnsWhatItsPinnedResultsTake() throws Exception {
        Opened opened = join(open().open(OWNER));
        join(store().commit(commit(opened, 1, accepted(0, task("a"), task("b"), task("c")))));
        join(store().commit(ending(opened, 2, 0)));
        join(store().commit(ending(opened, 3, 1, pinning(true, 1, 2))));
        store().close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            undoSeventhToNinth(statement);
            statement.executeUpdate("DROP INDEX outcome_ends");
            statement.executeUpdate("ALTER TABLE pin DROP COLUMN bytes");
            statement.executeUpdate("DROP TABLE backlog");
            statement.executeUpdate("ALTER TABLE removed DROP COLUMN since");
            statement.executeUpdate("DELETE FROM stoker_schema WHERE version >= 4");
        }

        Opened again = join(open().open(OWNER));

        assertThat(again.snapshot().pinned()).isEqualTo(IdSet.of(1, 2));
        assertThat(join(store().oldest(0, 10)).bytes()).isEqualTo(100);
    }

    @Test
    default void aLedgerOfTheFifthVersionIsReadWholeAndGoesOn() throws Exception {
        restore(5);
        Opened opened = join(open().open(OWNER));
        Snapshot snapshot = opened.snapshot();
        KeptLedger.check(snapshot);
        assertThat(rows("stoker_schema WHERE version = 9")).isOne();
        assertThat(rows("value_use WHERE role = 0")).isOne();
        assertThat(join(store().results(List.of(0L, 5L, 6L, 7L, 10L))))
                .extracting(FinishedTask::taskId, FinishedTask::state)
                .containsExactly(
                        tuple(0L, TaskState.SUCCEEDED), tuple(5L, TaskState.FAILED), tuple(10L, TaskState.SUCCEEDED));
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(rows("outcome")).isEqualTo(3);
        Commit next = KeptLedger.next(opened);
        join(store().commit(next));
        store().close();

        Snapshot again = join(open().open(OWNER)).snapshot();
        assertThat(endings(again)).containsExactlyInAnyOrder(0L, 5L, 9L, 10L);
        assertThat(rows("value_use WHERE role = 0")).isOne();
    }

    @Test
    default void tasksOfTheSixthVersionAreWhatTheyWereAndSoIsWhatResultsTellOfThem() throws Exception {
        restore(6);
        Opened opened = join(open().open(OWNER));
        assertThat(rows("task WHERE code IS NOT NULL"))
                .as("none is written anew")
                .isZero();
        Map<Long, TaskSpec> tasks = KeptTasks.open();
        assertThat(join(store().specs(List.copyOf(tasks.keySet())))).isEqualTo(tasks);
        assertThat(opened.snapshot().open())
                .extracting(open -> open.spec().stored())
                .containsExactlyElementsOf(
                        tasks.values().stream().map(TaskSpec::stored).toList());
        TaskResult product = result(0);
        assertThat(product.source()).isEqualTo("c = a * b");
        assertThat(product.arguments().toString()).isEqualTo("{a=6, b=7, big=(a value of 2003 bytes)}");
        assertThat(product.get("c")).isEqualTo(42);
        assertThat(result(6).source()).isEqualTo(Utf8.head("s".repeat(5_000), Origin.LONGEST_SOURCE));
        join(store().commit(commit(opened, opened.batch() + 1, new Event.Finished(finished(2, Map.of())))));
        store().close();
        assertThat(join(open().open(OWNER)).snapshot().open()).hasSize(6);
        assertThat(result(2).arguments()).isEqualTo(Map.of("x", List.of(1, "zwei")));
    }
}
