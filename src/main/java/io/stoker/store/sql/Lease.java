package io.stoker.store.sql;

import io.stoker.ledger.Counts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** The one row that says who may write, how far the ledger is, and how many tasks are in which state. */
record Lease(String ledgerId, long epoch, long batch, long nextTask, Counts counts) {

    /** Takes the lease: from now on no commit of an earlier epoch succeeds. */
    static Lease take(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int taken = statement.executeUpdate("UPDATE lease SET epoch = epoch + 1 WHERE one = 1");
            if (taken == 0) {
                create(connection);
            }
            connection.commit();
            return read(statement);
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO lease VALUES (1, ?, 1, 0, 0, 0, 0, 0, 0, 0, 0)")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.executeUpdate();
        }
    }

    private static Lease read(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT ledger, epoch, batch, next_task, scheduled, pending, succeeded, failed, aborted FROM lease")) {
            row.next();
            return new Lease(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    new Counts(row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9)));
        }
    }
}
