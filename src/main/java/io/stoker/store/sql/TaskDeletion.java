package io.stoker.store.sql;

import io.stoker.ledger.IdSet;
import io.stoker.ledger.Removal;
import io.stoker.task.StoredValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements by which finished tasks leave the ledger. They come after all others of a commit, which may have
 * finished what it removes.
 */
final class TaskDeletion implements AutoCloseable {
    /** From the index {@code outcome_ends}. */
    static final String BYTES = "SELECT coalesce(sum(bytes), 0) FROM outcome WHERE task >= ? AND task <= ?";

    private final Batch rows;
    private final Batch absorbed;
    private final Batch tasks;
    private final Batch outcomes;
    private final Batch uses;
    private final LabelRows labels;
    private final SubmissionRows submissions;
    private final PreparedStatement sum;
    private final PreparedStatement values;
    private final List<Batch> inOrder;
    private final List<Run> gone = new ArrayList<>();

    private record Run(long from, long to) {}

    /** What has gone with the tasks. */
    record Gone(long bytes, List<StoredValue> values) {}

    /** @param labels and {@code submissions}: closed by the caller */
    TaskDeletion(Connection connection, LabelRows labels, SubmissionRows submissions) throws SQLException {
        rows = new Batch(
                connection,
                "INSERT INTO removed (first, last, since, at, reason) VALUES (?, ?, ?, ?, ?) ON CONFLICT (first) DO UPDATE"
                        + " SET last = excluded.last, since = excluded.since, at = excluded.at, reason = excluded.reason");
        absorbed = new Batch(connection, "DELETE FROM removed WHERE first > ? AND first <= ?");
        tasks = new Batch(connection, "DELETE FROM task WHERE id >= ? AND id <= ?");
        outcomes = new Batch(connection, "DELETE FROM outcome WHERE task >= ? AND task <= ?");
        uses = new Batch(connection, "DELETE FROM value_use WHERE task >= ? AND task <= ?");
        this.labels = labels;
        this.submissions = submissions;
        sum = connection.prepareStatement(BYTES);
        values = connection.prepareStatement("SELECT value FROM value_use WHERE task >= ? AND task <= ?");
        inOrder = List.of(rows, absorbed, tasks, outcomes, uses);
    }

    /** Removes these tasks. */
    void add(IdSet ids) {
        ids.forEachRun((from, to) -> gone.add(new Run(from, to)));
    }

    /** Remembers a row; it takes the place of the rows that begin within it. */
    void note(Removal row) throws SQLException {
        rows.add(row.from(), row.to(), row.since(), row.at(), row.reason());
        if (row.to() > row.from()) {
            absorbed.add(row.from(), row.to());
        }
    }

    Gone execute() throws SQLException {
        long bytes = 0;
        List<StoredValue> released = new ArrayList<>(0);
        for (Run run : gone) {
            bytes += bytes(run);
            addValues(run, released);
            tasks.add(run.from(), run.to());
            outcomes.add(run.from(), run.to());
            uses.add(run.from(), run.to());
            labels.remove(run.from(), run.to());
        }
        for (Batch batch : inOrder) {
            batch.execute();
        }
        labels.execute();
        for (Run run : gone) {
            submissions.removed(run.from(), run.to());
        }
        gone.clear();
        return new Gone(bytes, released);
    }

    private long bytes(Run run) throws SQLException {
        sum.setLong(1, run.from());
        sum.setLong(2, run.to());
        try (ResultSet row = sum.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void addValues(Run run, List<StoredValue> released) throws SQLException {
        values.setLong(1, run.from());
        values.setLong(2, run.to());
        try (ResultSet row = values.executeQuery()) {
            while (row.next()) {
                released.add(StoredValue.parse(row.getString(1)));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (Batch batch : inOrder) {
            batch.close();
        }
        sum.close();
        values.close();
    }
}
