package io.stoker.store.sql;

import io.stoker.task.EventBody;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of commits, a row for each, and deletes the oldest rows when all of them take too much: some with
 * each commit, until it is a little less. Each row has in {@code total} how many bytes all rows up to it have had, so
 * that nobody has to add them up.
 */
final class EventRows implements AutoCloseable {
    /** So many rows go with one commit at most. */
    static final int MOST_DELETED = 64;

    private static final int ROW = 24;

    private final Connection connection;
    private final long most;
    private final Batch insert;
    private final PreparedStatement oldest;
    private final PreparedStatement delete;
    /** What the rows have had; null until it was looked up, in the transaction that adds to it. */
    private @Nullable Totals totals;

    private boolean deleting;

    private record Totals(long all, long gone) {
        long kept() {
            return all - gone;
        }
    }

    /** @param most how many bytes all rows may have; 0 to write none */
    EventRows(Connection connection, long most) throws SQLException {
        this.connection = connection;
        this.most = most;
        insert = new Batch(connection, "INSERT INTO event (batch, at, total, body) VALUES (?, ?, ?, ?)");
        oldest = connection.prepareStatement("SELECT batch, total FROM event ORDER BY batch LIMIT " + MOST_DELETED);
        delete = connection.prepareStatement("DELETE FROM event WHERE batch <= ?");
    }

    /** Whoever keeps no events has none of before either: there would be a gap that nobody could see. */
    static void deleteAll(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM event");
        }
    }

    void add(@Nullable EventBody events) throws SQLException {
        if (events == null || most == 0) {
            return;
        }
        Totals before = totals == null ? load() : totals;
        Totals now = new Totals(before.all() + size(events.bytes().length), before.gone());
        totals = now;
        insert.add(events.commit(), events.at(), now.all(), events.bytes());
        deleting |= now.kept() > most;
    }

    private static long size(long bytes) {
        return bytes + ROW;
    }

    private Totals load() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long all = 0;
            try (ResultSet last = statement.executeQuery("SELECT total FROM event ORDER BY batch DESC LIMIT 1")) {
                all = last.next() ? last.getLong(1) : 0;
            }
            try (ResultSet first =
                    statement.executeQuery("SELECT total, length(body) FROM event ORDER BY batch LIMIT 1")) {
                return new Totals(all, first.next() ? first.getLong(1) - size(first.getLong(2)) : all);
            }
        }
    }

    void execute() throws SQLException {
        insert.execute();
        if (deleting && totals != null) {
            deleteSome(totals);
        }
    }

    /** Down to a sixteenth less than there may be, so that it is not to be done with every commit. */
    private void deleteSome(Totals now) throws SQLException {
        long until = now.all() - (most - most / 16);
        long batch = -1;
        long gone = now.gone();
        int rows = 0;
        try (ResultSet row = oldest.executeQuery()) {
            while (row.next() && row.getLong(2) <= until) {
                batch = row.getLong(1);
                gone = row.getLong(2);
                rows++;
            }
        }
        if (batch >= 0) {
            delete.setLong(1, batch);
            delete.executeUpdate();
            totals = new Totals(now.all(), gone);
        }
        deleting = rows == MOST_DELETED;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        oldest.close();
        delete.close();
    }
}
