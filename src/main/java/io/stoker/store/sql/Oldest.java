package io.stoker.store.sql;

import io.stoker.ledger.RetentionCandidates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads what retention has to know. */
final class Oldest {
    /** Of outcomes what the index {@code outcome_ends} tells. */
    static final String TASKS = "SELECT outcome.task, task.submitted, outcome.completed, outcome.bytes FROM outcome"
            + " JOIN task ON task.id = outcome.task WHERE outcome.task >= ?"
            + " AND NOT EXISTS (SELECT 1 FROM pin WHERE pin.task = outcome.task)"
            + " ORDER BY outcome.task LIMIT ?";

    private Oldest() {}

    static RetentionCandidates read(Connection connection, long from, int most) throws SQLException {
        // The rows say then what is not so any more; it takes seconds.
        return Chores.read(connection).isEmpty()
                ? new RetentionCandidates(bytes(connection), tasks(connection, from, most))
                : RetentionCandidates.UNKNOWN;
    }

    private static long bytes(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT bytes - (SELECT coalesce(sum(bytes), 0) FROM pin) FROM lease");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static List<RetentionCandidates.Old> tasks(Connection connection, long from, int most) throws SQLException {
        List<RetentionCandidates.Old> tasks = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TASKS)) {
            select.setLong(1, from);
            select.setInt(2, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    tasks.add(new RetentionCandidates.Old(
                            row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
                }
            }
        }
        return tasks;
    }
}
