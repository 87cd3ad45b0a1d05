package io.stoker.store.sql;

import io.stoker.store.ValueRefusedException;
import io.stoker.task.StoredValue;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The statements about {@code value} and {@code chunk}. Rows of values are locked by their ids' order, or one alone.
 */
final class ValueTables {
    /** So many of at most 256 KiB are in memory at a time. */
    private static final int CHUNKS_AT_ONCE = 8;

    private static final int SWEPT_AT_ONCE = 100;

    private final Connection connection;

    /**
     * How much of a value is there.
     *
     * @param usedAt in milliseconds since 1970
     */
    record Stored(long length, boolean whole, long usedAt) {}

    ValueTables(Connection connection) {
        this.connection = connection;
    }

    /** The value, locked until the transaction ends; null if there is none. */
    @Nullable
    Stored locked(UUID id) throws SQLException {
        return stored(id, " FOR UPDATE");
    }

    @Nullable
    Stored stored(UUID id) throws SQLException {
        return stored(id, "");
    }

    private @Nullable Stored stored(UUID id, String locking) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT length, whole, used_at FROM value WHERE id = ?" + locking)) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Stored(row.getLong(1), row.getBoolean(2), row.getLong(3)) : null;
            }
        }
    }

    /** A value of which nothing is there yet. */
    void begin(StoredValue value, long now) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO value (id, name, size, length, whole, used_at)"
                        + " VALUES (?, ?, ?, 0, false, ?) ON CONFLICT DO NOTHING")) {
            insert.setObject(1, value.id());
            insert.setString(2, value.toString());
            insert.setLong(3, value.size());
            insert.setLong(4, now);
            insert.executeUpdate();
        }
    }

    void append(UUID id, long offset, byte[] bytes, long now) throws SQLException {
        try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO chunk (value, at, bytes) VALUES (?, ?, ?)");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE value SET length = ?, used_at = ? WHERE id = ?")) {
            insert.setObject(1, id);
            insert.setLong(2, offset);
            insert.setBytes(3, bytes);
            insert.executeUpdate();
            update.setLong(1, offset + bytes.length);
            update.setLong(2, now);
            update.setObject(3, id);
            update.executeUpdate();
        }
    }

    /**
     * All of the value is there; it is durable with this transaction, whatever the connection does otherwise.
     *
     * @throws ValueRefusedException if it is not what it says it is
     */
    void complete(StoredValue value) throws SQLException {
        if (checksum(value.id()) != value.checksum()) {
            throw new ValueRefusedException(
                    "the value " + value.id() + " was damaged on the way (wrong checksum); send it again");
        }
        try (Statement durable = connection.createStatement();
                PreparedStatement update = connection.prepareStatement("UPDATE value SET whole = true WHERE id = ?")) {
            durable.execute("SET LOCAL synchronous_commit = on");
            update.setObject(1, value.id());
            update.executeUpdate();
        }
    }

    private int checksum(UUID id) throws SQLException {
        CRC32C crc = new CRC32C();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT bytes FROM chunk WHERE value = ? ORDER BY at")) {
            select.setObject(1, id);
            select.setFetchSize(CHUNKS_AT_ONCE);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    crc.update(row.getBytes(1));
                }
            }
        }
        return (int) crc.getValue();
    }

    /** These bytes of a whole value, or as many of them as it has. */
    byte[] read(UUID id, long offset, int length) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
        try (PreparedStatement select = connection.prepareStatement("SELECT at, bytes FROM chunk WHERE value = ?"
                + " AND at >= (SELECT max(at) FROM chunk WHERE value = ? AND at <= ?) AND at < ? ORDER BY at")) {
            select.setObject(1, id);
            select.setObject(2, id);
            select.setLong(3, offset);
            select.setLong(4, offset + length);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byte[] chunk = row.getBytes(2);
                    int from = (int) Math.max(0, offset - row.getLong(1));
                    int to = (int) Math.min(chunk.length, offset + length - row.getLong(1));
                    bytes.write(chunk, Math.min(from, to), Math.max(0, to - from));
                }
            }
        }
        return bytes.toByteArray();
    }

    void delete(UUID id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM value WHERE id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }

    /**
     * Those of these that are whole. They count as used now, unless they were used after {@code unless}.
     *
     * @param unless later than {@code now} to have their rows changed, and so locked, in any case
     */
    Set<UUID> whole(Collection<UUID> ids, long now, long unless) throws SQLException {
        Set<UUID> whole = new HashSet<>();
        boolean stale = false;
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, used_at FROM value WHERE id = ANY (?) AND whole")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    whole.add(row.getObject(1, UUID.class));
                    stale |= row.getLong(2) < unless;
                }
            }
        }
        return stale ? touch(whole, now) : whole;
    }

    /** Those that are still there, which are locked until the transaction ends, and count as used now. */
    Set<UUID> touch(Collection<UUID> ids, long now) throws SQLException {
        Set<UUID> touched = new HashSet<>();
        try (PreparedStatement update = connection.prepareStatement("UPDATE value SET used_at = ? WHERE id IN"
                + " (SELECT id FROM value WHERE id = ANY (?) AND whole ORDER BY id FOR UPDATE) RETURNING id")) {
            update.setLong(1, now);
            update.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    touched.add(row.getObject(1, UUID.class));
                }
            }
        }
        return touched;
    }

    /** For all that nothing refers to, time begins anew, and for what was used in the future: a clock was ahead. */
    void touchUnused(long now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE value SET used_at = ? WHERE id IN"
                + " (SELECT id FROM value WHERE used_at > ?"
                + " OR NOT EXISTS (SELECT FROM value_use WHERE value_use.value = value.name)"
                + " ORDER BY id FOR UPDATE)")) {
            update.setLong(1, now);
            update.setLong(2, now);
            update.executeUpdate();
        }
    }

    /**
     * Deletes some of those that nothing refers to and that were last used before then. What a commit has in its hands
     * is passed over.
     *
     * @return how many; 0 if there are no more
     */
    int sweep(long before) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM value WHERE id IN (SELECT id FROM value"
                        + " WHERE used_at <= ? AND NOT EXISTS (SELECT FROM value_use WHERE value_use.value = value.name)"
                        + " ORDER BY id LIMIT " + SWEPT_AT_ONCE + " FOR UPDATE SKIP LOCKED)")) {
            delete.setLong(1, before);
            return delete.executeUpdate();
        }
    }

    /** How many bytes all of them take when they are whole. */
    long bytes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(sum(size), 0) FROM value")) {
            row.next();
            return row.getLong(1);
        }
    }
}
