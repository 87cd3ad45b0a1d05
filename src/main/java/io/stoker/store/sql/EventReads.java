package io.stoker.store.sql;

import io.stoker.store.KeptEvents;
import io.stoker.store.StoreThreads;
import io.stoker.task.EventBody;
import io.stoker.task.EventId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads events with a thread of its own, and for a limited time. */
final class EventReads implements KeptEvents, AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MOST_ROWS = 500;
    private static final int MOST_BYTES = 1 << 20;
    private static final int FETCHED = 50;

    private final Database database;
    private final StoreThreads thread = new StoreThreads("stoker-ledger-events", 1);

    EventReads(Database database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Rows> after(EventId place) {
        return thread.run(() -> database.list(LONGEST, connection -> read(connection, place)), database::explained);
    }

    private static Rows read(Connection connection, EventId place) throws SQLException {
        List<EventBody> commits = new ArrayList<>();
        boolean areAll = true;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT batch, at, body FROM event WHERE batch >= ? ORDER BY batch LIMIT " + MOST_ROWS)) {
            select.setFetchSize(FETCHED);
            select.setLong(1, place.commit());
            try (ResultSet row = select.executeQuery()) {
                long bytes = 0;
                while (row.next()) {
                    EventBody body = new EventBody(row.getLong(1), row.getLong(2), row.getBytes(3));
                    commits.add(body);
                    bytes += body.size();
                    if (bytes >= MOST_BYTES || commits.size() == MOST_ROWS) {
                        areAll = false;
                        break;
                    }
                }
            }
        }
        // In the same transaction: rows that went meanwhile are seen to be missing.
        return new Rows(commits, areAll, oldest(connection));
    }

    private static @Nullable EventId oldest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT batch FROM event ORDER BY batch LIMIT 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? new EventId(row.getLong(1), 0) : null;
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
