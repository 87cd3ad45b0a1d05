package io.stoker.store.sql;

import io.stoker.ledger.Counts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The one row that says who may write, how far the ledger is, and how many tasks are in which state. */
record LeaseRow(String ledgerId, long epoch, long batch, long nextTask, Counts counts) {

    /**
     * Takes the lease: from now on no commit of an earlier epoch succeeds.
     *
     * @param place of the ledger, for people
     * @throws io.stoker.store.LeaseHeldException if it is another's
     * @throws io.stoker.store.StoreException if the tables are of a later version; then nothing is taken once the
     *     connection is closed
     */
    static LeaseRow take(Connection connection, Dialect dialect, String owner, String place) throws SQLException {
        dialect.takeLease(connection, owner);
        new Migrations(dialect).check(connection, place);
        // Before the transaction ends, while nobody else can change the row: the epoch read is the one that was taken.
        LeaseRow taken = read(connection, "");
        connection.commit();
        return taken;
    }

    /** The row as it is when every transaction has ended that has changed it. */
    static LeaseRow settled(Connection connection, Dialect dialect) throws SQLException {
        LeaseRow lease = read(connection, dialect.lockingRow());
        connection.commit();
        return lease;
    }

    /** The id of the next task that will be accepted, as far as is committed. */
    static long nextTask(Connection connection) throws SQLException {
        return read(connection, "").nextTask();
    }

    private static LeaseRow read(Connection connection, String locking) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT ledger, epoch, batch, next_task, scheduled, pending, succeeded, failed, aborted FROM lease"
                                + locking)) {
            row.next();
            return new LeaseRow(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    new Counts(row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9)));
        }
    }
}
