package io.stoker.store.sql;

import io.stoker.ledger.SubmittedRun;
import io.stoker.task.Submitter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The statements that write who has submitted which tasks, and forget it: a run when the last of its tasks has gone,
 * and a session with its last run.
 */
final class SubmissionRows implements AutoCloseable {
    /** The runs that have tasks from ? to ?, which are disjoint, and no task any more. */
    private static final String EMPTY = " FROM submission"
            + " WHERE first >= coalesce((SELECT max(first) FROM submission WHERE first <= ?), 0) AND first <= ?"
            + " AND NOT EXISTS (SELECT 1 FROM task WHERE id >= first AND id <= last)";

    private final Batch runs;
    private final Batch sessions;
    private final PreparedStatement emptied;
    private final Batch gone;
    private final Batch idle;

    SubmissionRows(Connection connection) throws SQLException {
        runs = new Batch(
                connection,
                "INSERT INTO submission (first, last, session) VALUES (?, ?, ?)"
                        + " ON CONFLICT (first) DO UPDATE SET last = excluded.last");
        sessions = new Batch(
                connection,
                "INSERT INTO submitter (session, host, user_name, identity, since) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING");
        emptied = connection.prepareStatement("SELECT first, session" + EMPTY);
        gone = new Batch(connection, "DELETE FROM submission WHERE first = ?");
        idle = new Batch(
                connection,
                "DELETE FROM submitter WHERE session = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM submission WHERE submission.session = submitter.session)");
    }

    void add(List<SubmittedRun> submitted) throws SQLException {
        Set<String> known = new LinkedHashSet<>();
        for (SubmittedRun run : submitted) {
            Submitter by = run.by();
            runs.add(run.first(), run.last(), by.session());
            if (known.add(by.session())) {
                sessions.add(by.session(), by.host(), by.user(), by.identity(), run.at());
            }
        }
    }

    /** To be called when the rows of these tasks have gone. */
    void removed(long from, long to) throws SQLException {
        Set<String> affected = new LinkedHashSet<>();
        emptied.setLong(1, from);
        emptied.setLong(2, to);
        try (ResultSet row = emptied.executeQuery()) {
            while (row.next()) {
                gone.add(row.getLong(1));
                affected.add(row.getString(2));
            }
        }
        gone.execute();
        for (String session : affected) {
            idle.add(session);
        }
        idle.execute();
    }

    void execute() throws SQLException {
        runs.execute();
        sessions.execute();
    }

    @Override
    public void close() throws SQLException {
        runs.close();
        sessions.close();
        emptied.close();
        gone.close();
        idle.close();
    }
}
