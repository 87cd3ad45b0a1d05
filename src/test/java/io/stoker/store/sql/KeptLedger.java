package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stoker.ledger.Command;
import io.stoker.ledger.FinishedRun;
import io.stoker.ledger.Holding;
import io.stoker.ledger.IdSet;
import io.stoker.ledger.KeyRun;
import io.stoker.ledger.Ledger;
import io.stoker.ledger.LedgerSettings;
import io.stoker.ledger.Now;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.ledger.Removal;
import io.stoker.ledger.SessionMark;
import io.stoker.ledger.Snapshot;
import io.stoker.store.Commit;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Ledgers that earlier Stokers have written, and that are kept as files: {@code ledger-5.db}, of the fifth version, has
 * a task in every state that a ledger knows, and some rows of tasks that are gone; {@code ledger-6.db}, of the sixth,
 * has {@link KeptTasks}.
 */
public final class KeptLedger {
    private static final List<String> TABLES = List.of(
            "lease",
            "task",
            "open_task",
            "outcome",
            "session",
            "acknowledged",
            "removed",
            "value_use",
            "pin",
            "held",
            "backlog");

    private KeptLedger() {}

    /** Copies the file of this version. */
    public static void copyTo(Path file, int version) throws Exception {
        String name = "ledger-" + version + ".db";
        try (InputStream kept = Objects.requireNonNull(KeptLedger.class.getResourceAsStream(name))) {
            Files.copy(kept, file);
        }
    }

    /** Makes the tables of that version in another database, and copies the rows. */
    static void copyTo(Connection other, String scripts, int version) throws Exception {
        Path file = Files.createTempFile("kept", ".db");
        Files.delete(file);
        copyTo(file, version);
        try (Connection kept = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement make = other.createStatement()) {
            make.execute("CREATE TABLE stoker_schema (version INTEGER PRIMARY KEY)");
            for (int each = 1; each <= version; each++) {
                make.execute(script(scripts, each));
                make.execute("INSERT INTO stoker_schema (version) VALUES (" + each + ")");
            }
            make.execute("DELETE FROM lease");
            for (String table : TABLES) {
                copy(kept, other, table);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String script(String folder, int version) throws Exception {
        try (InputStream script =
                Objects.requireNonNull(Migrations.class.getResourceAsStream(folder + "/" + version + ".sql"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void copy(Connection from, Connection to, String table) throws Exception {
        try (Statement select = from.createStatement();
                ResultSet row = select.executeQuery("SELECT * FROM " + table)) {
            int width = row.getMetaData().getColumnCount();
            StringBuilder names = new StringBuilder();
            for (int i = 1; i <= width; i++) {
                names.append(i == 1 ? "" : ", ").append(row.getMetaData().getColumnName(i));
            }
            String places = String.join(", ", Collections.nCopies(width, "?"));
            try (PreparedStatement insert =
                    to.prepareStatement("INSERT INTO " + table + " (" + names + ") VALUES (" + places + ")")) {
                while (row.next()) {
                    for (int i = 1; i <= width; i++) {
                        insert.setObject(i, row.getObject(i));
                    }
                    insert.executeUpdate();
                }
            }
        }
    }

    /** That all of the one of the fifth version is there. */
    static void check(Snapshot snapshot) {
        assertThat(snapshot.nextTask()).isEqualTo(13);
        assertThat(snapshot.counts().status().total()).isEqualTo(11);
        assertThat(endings(snapshot))
                .isEqualTo(Map.of(0L, TaskState.SUCCEEDED, 5L, TaskState.FAILED, 10L, TaskState.SUCCEEDED));
        assertThat(snapshot.removed()).extracting(Removal::from, Removal::to).containsExactly(tuple(6L, 7L));
        IdSet pinned = IdSet.of(10, 11);
        pinned.set(5, true);
        assertThat(snapshot.pinned()).isEqualTo(pinned);
        checkOpen(snapshot);
        assertThat(snapshot.answers())
                .extracting(KeyRun::session, KeyRun::firstKey, KeyRun::lastKey, KeyRun::firstTask)
                .containsExactlyInAnyOrder(
                        tuple("session-1", 1L, 12L, 0L),
                        tuple("session-2", 2L, 2L, 1L),
                        tuple("session-2", 3L, 3L, 1L));
        assertThat(snapshot.marks())
                .extracting(SessionMark::session, SessionMark::upTo)
                .containsExactlyInAnyOrder(tuple("session-2", 1L), tuple("session-3", 1L));
    }

    private static void checkOpen(Snapshot snapshot) {
        Map<Long, OpenState> states = snapshot.open().stream().collect(Collectors.toMap(OpenTask::id, OpenTask::state));
        assertThat(snapshot.open())
                .extracting(task -> TestTasks.source(task.spec()))
                .containsExactly(
                        "retried",
                        "recalled",
                        "to be aborted",
                        "with values",
                        "zero \0 byte",
                        "once",
                        "fresh and pinned",
                        "last");
        assertThat(states.get(1L).retriesUsed()).isOne();
        assertThat(states.get(2L).suspended()).isTrue();
        assertThat(states.get(2L).superseded()).containsExactly(new OpenState.Superseded(1, "C"));
        assertThat(states.get(3L).abort()).isTrue();
        assertThat(snapshot.open().get(3).spec().stored()).hasSize(1);
        assertThat(snapshot.held())
                .hasSize(4)
                .hasEntrySatisfying(
                        "A", line -> assertThat(line).extracting(Holding::task).containsExactly(3L))
                .hasEntrySatisfying(
                        "B", line -> assertThat(line).extracting(Holding::task).containsExactly(9L))
                .hasEntrySatisfying(
                        "D", line -> assertThat(line).extracting(Holding::task).containsExactly(2L))
                .hasEntrySatisfying(
                        "E", line -> assertThat(line).extracting(Holding::task).containsExactly(4L));
    }

    /** The commit of a controller that goes on with it: the task that runs on engine B has succeeded. */
    static Commit next(Opened opened) {
        Now now = new Now(0, opened.snapshot().latestMillis());
        Ledger ledger = new Ledger(new LedgerSettings(3, Duration.ofSeconds(20), 1_000), opened.snapshot(), now);
        AttemptResult result = TestTasks.result(Outcome.SUCCEEDED, Map.of(), null, "", "", 2);
        ledger.decide(new Command.Report("B", new AttemptId(9, 1), result), now);
        return new Commit(opened.epoch(), opened.batch() + 1, 1, ledger.takeChanges());
    }

    private static Map<Long, TaskState> endings(Snapshot snapshot) {
        Map<Long, TaskState> endings = new TreeMap<>();
        for (FinishedRun run : snapshot.finished()) {
            for (int i = 0; i < run.states().length; i++) {
                endings.put(run.first() + i, TaskState.ofCode(run.states()[i]));
            }
        }
        return endings;
    }
}
