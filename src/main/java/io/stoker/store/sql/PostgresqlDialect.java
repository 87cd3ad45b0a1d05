package io.stoker.store.sql;

import io.stoker.store.LeaseHeldException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/** PostgreSQL's: the lease is a row that runs out by the database's clock. */
final class PostgresqlDialect implements Dialect {
    /** Any number will do that nobody else takes: these are the letters of "stoker". */
    private static final long SCHEMA_LOCK = 0x73746f6b6572L;

    private final UUID holder;
    private final Duration lease;

    /**
     * @param holder tells this store from all others, as an address does not: another process may have the same
     * @param lease how long it is held without being renewed
     */
    PostgresqlDialect(UUID holder, Duration lease) {
        this.holder = holder;
        this.lease = lease;
    }

    @Override
    public String scripts() {
        return "postgresql";
    }

    @Override
    public void lockSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
        }
    }

    @Override
    public Duration lease() {
        return lease;
    }

    @Override
    public void takeLease(Connection connection, String owner) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement("UPDATE lease SET epoch = epoch + 1, holder = ?,"
                + " owner = ?" + keepingLease()
                + " WHERE one = 1 AND (holder IS NULL OR holder = ? OR expires <= clock_timestamp())")) {
            take.setObject(1, holder);
            take.setString(2, owner);
            take.setObject(3, holder);
            while (take.executeUpdate() == 0) {
                requireFree(connection);
            }
        }
    }

    /** It may have been given back since it was found taken. */
    private static void requireFree(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT owner, extract(epoch FROM expires - clock_timestamp()) * 1000 FROM lease")) {
            row.next();
            String owner = row.getString(1);
            if (owner != null) {
                throw new LeaseHeldException(owner, Duration.ofMillis(Math.max(0, row.getLong(2))));
            }
        }
    }

    @Override
    public String keepingLease() {
        return ", expires = clock_timestamp() + interval '" + lease.toMillis() + " milliseconds'";
    }

    @Override
    public void giveLeaseBack(Connection connection, long epoch) throws SQLException {
        try (PreparedStatement give = connection.prepareStatement(
                "UPDATE lease SET holder = NULL, owner = NULL, expires = NULL WHERE one = 1 AND epoch = ?")) {
            give.setLong(1, epoch);
            give.executeUpdate();
            connection.commit();
        }
    }

    @Override
    public String lockingRow() {
        return " FOR UPDATE";
    }

    @Override
    public String byIndex(String index) {
        return "";
    }

    @Override
    public Rows ended(Connection connection) throws SQLException {
        return new ArrayRows(connection, "DELETE FROM open_task WHERE id = ANY (?)", "bigint");
    }

    @Override
    public Rows states(Connection connection) throws SQLException {
        return new ArrayRows(
                connection,
                "UPDATE open_task SET state = changed.state FROM unnest(?, ?) AS changed (state, id)"
                        + " WHERE open_task.id = changed.id",
                "bytea",
                "bigint");
    }
}
