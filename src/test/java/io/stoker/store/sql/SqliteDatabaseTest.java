package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every connection asks of SQLite, as SQLite itself says it. */
class SqliteDatabaseTest {
    private static final int FULL = 2;

    @TempDir
    private Path folder;

    private static Object pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            row.next();
            return row.getObject(1);
        }
    }

    @Test
    void aCommitIsOnDiskBeforeItIsConfirmedWhicheverConnectionMadeIt() throws Exception {
        Database database = SqliteDatabase.in(folder, SqlStore.LOCK_WAIT);
        try (Connection writer = database.writer();
                Connection another = database.writer();
                Connection reader = database.reader()) {
            for (Connection connection : new Connection[] {writer, another, reader}) {
                assertThat(pragma(connection, "synchronous")).isEqualTo(FULL);
                assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
            }
        } finally {
            database.close();
        }
    }

    /** Another library of the same program may read it. */
    @Test
    void theFolderOfTheNativeCodeIsNoSystemPropertyOnceItIsLoaded() {
        SqliteDatabase.in(folder, SqlStore.LOCK_WAIT).close();

        assertThat(System.getProperty("org.sqlite.tmpdir")).isNull();
    }
}
