package io.stoker.store.sql;

import io.stoker.ledger.OpenTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The statements that write the labels of new tasks, which most tasks have none of, and remove them. */
final class LabelRows implements AutoCloseable {
    private final Batch labels;
    private final Batch gone;

    LabelRows(Connection connection) throws SQLException {
        labels = new Batch(connection, "INSERT INTO label (key, value, task) VALUES (?, ?, ?)");
        gone = new Batch(connection, "DELETE FROM label WHERE task >= ? AND task <= ?");
    }

    void add(OpenTask task) throws SQLException {
        for (Map.Entry<String, String> label : task.spec().options().labels().entrySet()) {
            labels.add(label.getKey(), label.getValue(), task.id());
        }
    }

    /** These tasks are removed. */
    void remove(long from, long to) throws SQLException {
        gone.add(from, to);
    }

    void execute() throws SQLException {
        labels.execute();
        gone.execute();
    }

    @Override
    public void close() throws SQLException {
        labels.close();
        gone.close();
    }
}
