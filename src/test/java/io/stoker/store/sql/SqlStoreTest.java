package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.ledger.Counts;
import io.stoker.ledger.Event;
import io.stoker.ledger.Stock;
import io.stoker.store.Commit;
import io.stoker.store.FencedException;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.store.StoreException;
import io.stoker.store.ValueFiles;
import io.stoker.task.FinishedTask;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlStoreTest {
    private static final String OWNER = "akka://stoker@127.0.0.1:10113";

    @TempDir
    private Path folder;

    private SqlStore store;

    private SqlStore open() {
        store = SqlStore.sqlite(
                folder.resolve("ledger"), ValueFiles.open(folder.resolve("values"), 1 << 20, InstantSource.system()));
        return store;
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Event.Accepted accepted(long first, TaskSpec... specs) {
        return new Event.Accepted("s", first + 1, first, List.of(specs), new long[specs.length], 7);
    }

    private static TaskSpec task(String source) {
        return new TaskSpec(source, Map.of(), List.of(), TaskOptions.NONE);
    }

    private static Commit commit(Opened opened, long batch, Event... events) {
        return new Commit(opened.epoch(), batch, List.of(events), Map.of(), Counts.NONE);
    }

    private static FinishedTask finished(long id, Map<String, Payload> values) {
        return new FinishedTask(id, TaskState.SUCCEEDED, 0, 7, 8, 9, 10, values, null, "out", "", List.of());
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
                .extracting(open -> open.spec().source())
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
    void aTaskHasOneResult() {
        Opened opened = join(open().open(OWNER));
        join(store.commit(commit(opened, 1, accepted(0, task("a")))));
        join(store.commit(commit(opened, 2, new Event.Finished(finished(0, Map.of())))));
        assertThatThrownBy(() -> join(store.commit(commit(opened, 3, new Event.Finished(finished(0, Map.of()))))))
                .hasCauseInstanceOf(StoreException.class);
    }

    @Test
    void aSecondServerOfTheSameFolderIsRefusedWithThePidOfTheFirst() {
        open();
        ValueFiles values = ValueFiles.scratch(folder.resolve("other"), 1);
        assertThatThrownBy(() -> SqlStore.sqlite(folder.resolve("ledger"), values))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("pid " + ProcessHandle.current().pid())
                .hasMessageContaining("another profile");
        values.close();
    }

    @Test
    void aDamagedFileIsRefusedAndLeftAlone() throws Exception {
        Path file = Files.createDirectories(folder.resolve("ledger")).resolve("ledger.db");
        Files.writeString(file, "this is no database, however long one may look at it ".repeat(100));
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("damaged");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aLedgerOfALaterVersionIsRefused() throws Exception {
        open().close();
        try (Connection connection = sqlite();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO stoker_schema VALUES (99)");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("use the Stoker that wrote it");
    }

    @Test
    void aLedgerOfTheFirstVersionGoesOnWithAnEstimateOfWhatItsResultsTake() throws Exception {
        Opened opened = join(open().open(OWNER));
        join(store.commit(commit(opened, 1, accepted(0, task("a"), task("b")))));
        join(store.commit(commit(opened, 2, new Event.Finished(finished(0, Map.of())))));
        store.close();
        try (Connection connection = sqlite();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("ALTER TABLE outcome DROP COLUMN bytes");
            statement.executeUpdate("ALTER TABLE lease DROP COLUMN bytes");
            statement.executeUpdate("DROP TABLE pin");
            statement.executeUpdate("DELETE FROM stoker_schema WHERE version >= 2");
        }

        join(open().open(OWNER));

        Stock stock = join(store.oldest(0, 10));
        assertThat(stock.oldest())
                .singleElement()
                .satisfies(old -> assertThat(old.bytes()).isGreaterThan(128).isEqualTo(stock.bytes()));
    }

    private Connection sqlite() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger/ledger.db"));
    }

    @Test
    void aPersonCanAskTheTablesWhileTheyAreInUse() throws Exception {
        Opened opened = join(open().open(OWNER));
        join(store.commit(commit(opened, 1, accepted(0, task("a = 1"), task("b = 2")))));
        join(store.commit(commit(opened, 2, new Event.Finished(finished(0, Map.of())))));
        try (Connection connection = sqlite();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, state, source FROM tasks ORDER BY id")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString("state")).isEqualTo("SUCCEEDED");
            assertThat(row.next()).isTrue();
            assertThat(row.getString("state")).isEqualTo("unfinished");
            assertThat(row.getString("source")).isEqualTo("b = 2");
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
        TaskSpec spec = new TaskSpec("", Map.of("x", argument), List.of(), TaskOptions.NONE);
        join(store.commit(commit(opened, 1, accepted(0, spec))));
        store.close();
        Opened again = join(open().open(OWNER));
        assertThat(join(store.values().sweep(Duration.ofDays(-1)))).isEqualTo(1);
        join(store.values().write(result, 0, bytes));
        join(store.commit(commit(again, 2, new Event.Finished(finished(0, Map.of("r", result))))));
        assertThat(join(store.values().sweep(Duration.ofDays(-1)))).isEqualTo(1);
        assertThat(join(store.values().read(result.id(), 0, 1_000))).isEqualTo(bytes);
    }
}
