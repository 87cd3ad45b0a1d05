package io.stoker.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.store.DamagedException;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.store.StoreException;
import io.stoker.store.ValueFiles;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends SqlStoreTest {
    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    @Override
    SqlStore create(long keptEvents) {
        ValueFiles values = ValueFiles.open(folder.resolve("values"), 1 << 20, InstantSource.system());
        return SqlStore.sqlite(folder.resolve("ledger"), values, 0, keptEvents);
    }

    @Override
    public Connection connect() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger/ledger.db"));
    }

    @Override
    public void restore(int version) throws Exception {
        KeptLedger.copyTo(Files.createDirectories(folder.resolve("ledger")).resolve("ledger.db"), version);
    }

    @Override
    String plan(String query) throws Exception {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
            while (row.next()) {
                plan.append(row.getString("detail")).append('\n');
            }
        }
        return plan.toString();
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
    void damageThatIsOnlyMetWhenTheTablesAreReadIsToldApartFromWhatPasses() throws Exception {
        join(open().open(OWNER));
        store.close();
        overwritePageOf("removed");
        assertThatThrownBy(() -> join(open().open(OWNER)))
                .hasCauseInstanceOf(DamagedException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aLargeValueThatARowNamesWrongIsDamage() throws Exception {
        byte[] bytes = {1, 2, 3};
        StoredValue value = StoredValue.of(bytes);
        Opened opened = join(open().open(OWNER));
        join(store.values().write(value, 0, bytes));
        TaskSpec spec = TestTasks.spec("", Map.of("x", value), List.of(), TaskOptions.NONE);
        join(store.commit(commit(opened, 1, accepted(0, spec))));
        store.close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE value_use SET value = 'no value'"))
                    .isOne();
        }
        assertThatThrownBy(() -> join(open().open(OWNER)))
                .hasCauseInstanceOf(DamagedException.class)
                .hasMessageContaining("is damaged: restore a copy of it")
                .hasMessageContaining("no value");
    }

    private void overwritePageOf(String table) throws Exception {
        int page;
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT rootpage FROM sqlite_master WHERE name = '" + table + "'")) {
            page = row.getInt(1);
        }
        try (FileChannel file = FileChannel.open(folder.resolve("ledger/ledger.db"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(PAGE).put("garbage".getBytes(UTF_8)).rewind(), (page - 1L) * PAGE);
        }
    }
}
