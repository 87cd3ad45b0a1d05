package io.stoker.store.sql;

import io.stoker.store.LedgerStore.Opened;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/** SQLite's: the lock of the file is the lease, so that the row only counts epochs. */
final class SqliteDialect implements Dialect {

    @Override
    public String scripts() {
        return "sqlite";
    }

    @Override
    public void lockSchema(Connection connection) {
        // Nobody else has the file open.
    }

    @Override
    public Duration lease() {
        return Opened.FOR_EVER;
    }

    @Override
    public void takeLease(Connection connection, String owner) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int taken = statement.executeUpdate("UPDATE lease SET epoch = epoch + 1 WHERE one = 1");
            if (taken == 0) {
                create(connection);
            }
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO lease"
                + " (one, ledger, epoch, batch, next_task, scheduled, pending, succeeded, failed, aborted)"
                + " VALUES (1, ?, 1, 0, 0, 0, 0, 0, 0, 0)")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.executeUpdate();
        }
    }

    @Override
    public String keepingLease() {
        return "";
    }

    @Override
    public void giveLeaseBack(Connection connection, long epoch) {
        // The lock goes with the database.
    }

    @Override
    public String lockingRow() {
        return "";
    }

    /** It knows nothing of how many rows there are, and would guess. */
    @Override
    public String byIndex(String index) {
        return " INDEXED BY " + index;
    }

    @Override
    public Rows ended(Connection connection) throws SQLException {
        return new Batch(connection, "DELETE FROM open_task WHERE id = ?");
    }

    @Override
    public Rows states(Connection connection) throws SQLException {
        return new Batch(connection, "UPDATE open_task SET state = ? WHERE id = ?");
    }
}
