package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.ledger.Event;
import io.stoker.ledger.TestRows;
import io.stoker.store.Commit;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.store.StoreException;
import io.stoker.store.ValueFiles;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others can do to the file of a ledger that is in use. */
class LedgerFileTest {
    private static final String OWNER = "akka://stoker@127.0.0.1:10113";

    @TempDir
    private Path home;

    private Path folder;
    private SqlStore store;

    @BeforeEach
    void open() {
        folder = home.resolve("ledger");
        store = SqlStore.sqlite(
                folder,
                ValueFiles.open(home.resolve("values"), 1 << 20, InstantSource.system()),
                1 << 20,
                Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private SqlStore storeIn(Path other) {
        ValueFiles values = ValueFiles.open(other.resolve("values"), 1 << 20, InstantSource.system());
        return SqlStore.sqlite(other, values, 1 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a?b",
                "a?journal_mode=delete&cache=shared",
                "a%41",
                "a#b",
                "file:a",
                ":memory:",
                "a b;'\"\n\\",
                "zoë漢😀"
            })
    void aFolderOfAnyNameHoldsALedger(String name) {
        SqlStore other = storeIn(home.resolve(name));

        join(other.open(OWNER));

        assertThat(home.resolve(name).resolve("ledger.db")).isNotEmptyFile();
        other.close();
    }

    @Test
    void aPathThatIsTooLongForSqliteIsRefusedWithBothLengthsAlsoBehindALink() throws IOException {
        Path deep = Files.createDirectories(home.resolve("d".repeat(250)).resolve("e".repeat(250)));
        Path link = Files.createSymbolicLink(home.resolve("link"), deep);

        for (Path each : List.of(deep, link)) {
            assertThatThrownBy(() -> storeIn(each))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("bytes, but SQLite takes at most 504: set STOKER_HOME to a path shorter");
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private void commit(Opened opened, long batch) {
        TaskSpec spec = TestTasks.spec("a");
        Event accepted = new Event.Accepted(batch - 1, List.of(spec), 7, TestTasks.client("s"));
        join(store.commit(new Commit(opened.epoch(), batch, batch, new TestRows().of(accepted))));
    }

    @Test
    void nobodyButItsOwnerCanReadIt() throws Exception {
        commit(join(store.open(OWNER)), 1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void aLedgerThatOthersCouldReadIsClosedToThemWhenItIsOpened() throws Exception {
        store.close();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder.resolve("ledger.db"), PosixFilePermissions.fromString("rw-r--r--"));
        open();
        nobodyButItsOwnerCanReadIt();
    }

    @Test
    void whatIsCommittedToARemovedFileIsNotBelievedAndNoEmptyOneTakesItsPlace() throws Exception {
        Opened opened = join(store.open(OWNER));
        commit(opened, 1);
        Path file = folder.resolve("ledger.db");
        Path away = home.resolve("away.db");
        Files.move(file, away);
        assertThatThrownBy(() -> commit(opened, 2)).hasMessageContaining(file + " was removed, moved or replaced");
        assertThatThrownBy(() -> join(store.open(OWNER))).hasMessageContaining("put it back");
        assertThatThrownBy(() -> join(store.results(List.of(0L)))).hasMessageContaining("put it back");
        assertThat(store.trouble()).hasValueSatisfying(why -> assertThat(why).contains("put it back"));
        assertThat(file).doesNotExist();
        Files.move(away, file);
        Opened again = join(store.open(OWNER));
        assertThat(again.snapshot().open()).hasSize(1);
        commit(again, 2);
        assertThat(store.trouble()).isEmpty();
    }

    @Test
    void aLockedLedgerIsSaidToBeLockedUntilItIsNot() throws Exception {
        Opened opened = join(store.open(OWNER));
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> commit(opened, 1)).hasMessageContaining("locked by another program");
            assertThat(store.trouble())
                    .hasValueSatisfying(why -> assertThat(why).contains("locked by another program"));
            statement.execute("ROLLBACK");
        }
        Opened again = join(store.open(OWNER));
        assertThatCode(() -> commit(again, 1)).doesNotThrowAnyException();
        assertThat(store.trouble()).isEmpty();
    }
}
