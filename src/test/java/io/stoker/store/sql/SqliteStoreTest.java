package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.store.StoreException;
import io.stoker.store.ValueFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends SqlStoreTest {
    @TempDir
    private Path folder;

    @Override
    SqlStore create() {
        return SqlStore.sqlite(
                folder.resolve("ledger"), ValueFiles.open(folder.resolve("values"), 1 << 20, InstantSource.system()));
    }

    @Override
    Connection connect() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger/ledger.db"));
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
}
