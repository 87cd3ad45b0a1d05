package io.stoker.store.sql;

import io.stoker.ledger.Event;
import io.stoker.ledger.KeyRun;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.Removal;
import io.stoker.ledger.SessionMark;
import io.stoker.store.Commit;
import io.stoker.task.FinishedTask;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements of a commit, prepared once for a connection. Rows of one table go together, in the order of events.
 */
final class Writing implements AutoCloseable {
    private static final int ARGUMENT = 0;
    private static final int RESULT = 1;

    private final Batch tasks;
    private final Batch openTasks;
    private final Batch outcomes;
    private final Rows ended;
    private final Rows states;
    private final Batch answers;
    private final Batch acknowledgedAnswers;
    private final Batch marks;
    private final Batch removals;
    private final Batch removedTasks;
    private final Batch removedOutcomes;
    private final Batch uses;
    private final Batch usedNoMore;
    private final PreparedStatement resultValues;
    private final PreparedStatement lease;
    private final List<Rows> inOrder;
    /** A session may acknowledge several times in a commit, and a statement may change a row once. */
    private final Map<String, SessionMark> lastMarks = new LinkedHashMap<>();

    Writing(Connection connection, Dialect dialect) throws SQLException {
        tasks = new Batch(connection, "INSERT INTO task VALUES (?, ?, ?, ?)");
        openTasks = new Batch(connection, "INSERT INTO open_task VALUES (?, NULL)");
        outcomes = new Batch(connection, "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        ended = dialect.ended(connection);
        states = dialect.states(connection);
        answers = new Batch(connection, "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?)");
        acknowledgedAnswers = new Batch(connection, "DELETE FROM session WHERE id = ? AND seq + n - 1 <= ?");
        marks = new Batch(
                connection,
                "INSERT INTO acknowledged VALUES (?, ?, ?)"
                        + " ON CONFLICT (session) DO UPDATE SET up_to = excluded.up_to, at = excluded.at");
        removals = new Batch(connection, "INSERT INTO removed VALUES (?, ?, ?, ?)");
        removedTasks = new Batch(connection, "DELETE FROM task WHERE id >= ? AND id <= ?");
        removedOutcomes = new Batch(connection, "DELETE FROM outcome WHERE task >= ? AND task <= ?");
        uses = new Batch(connection, "INSERT INTO value_use VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        usedNoMore = new Batch(connection, "DELETE FROM value_use WHERE task >= ? AND task <= ? AND role = ?");
        resultValues = connection.prepareStatement(
                "SELECT value FROM value_use WHERE task >= ? AND task <= ? AND role = " + RESULT);
        lease = connection.prepareStatement("UPDATE lease SET batch = ?, next_task = ?, scheduled = ?, pending = ?,"
                + " succeeded = ?, failed = ?, aborted = ?" + dialect.keepingLease()
                + " WHERE one = 1 AND epoch = ? AND batch = ?");
        inOrder = List.of(
                tasks,
                openTasks,
                outcomes,
                ended,
                states,
                answers,
                acknowledgedAnswers,
                marks,
                uses,
                removals,
                removedTasks,
                removedOutcomes,
                usedNoMore);
    }

    /**
     * Executes all statements of a commit.
     *
     * @return false if the lease is another's, or the commit does not follow the last one: then nothing may be
     *     committed
     */
    boolean write(Commit commit, long nextTask) throws SQLException {
        for (Event event : commit.events()) {
            add(event);
        }
        for (SessionMark mark : lastMarks.values()) {
            marks.add(mark.session(), mark.upTo(), mark.at());
        }
        lastMarks.clear();
        for (Map.Entry<Long, OpenState> entry : commit.changed().entrySet()) {
            states.add(Blobs.encode(entry.getValue()), entry.getKey());
        }
        for (Rows rows : inOrder) {
            rows.execute();
        }
        lease.setLong(1, commit.batch());
        lease.setLong(2, nextTask);
        lease.setLong(3, commit.counts().scheduled());
        lease.setLong(4, commit.counts().pending());
        lease.setLong(5, commit.counts().succeeded());
        lease.setLong(6, commit.counts().failed());
        lease.setLong(7, commit.counts().aborted());
        lease.setLong(8, commit.epoch());
        lease.setLong(9, commit.batch() - 1);
        return lease.executeUpdate() == 1;
    }

    private void add(Event event) throws SQLException {
        if (event instanceof Event.Accepted e) {
            accepted(e);
        } else if (event instanceof Event.Finished e) {
            finished(e.task());
        } else if (event instanceof Event.Acknowledged e) {
            acknowledged(e.mark());
        } else if (event instanceof Event.Cleared e) {
            for (Removal removal : e.removed()) {
                removed(removal);
            }
        }
        KeyRun answer = KeyRun.of(event).orElse(null);
        if (answer != null) {
            answers.add(
                    answer.session(),
                    answer.firstKey(),
                    (long) answer.hashes().length,
                    answer.firstTask(),
                    Blobs.encode(answer.hashes()),
                    Blobs.encode(answer.missing()),
                    answer.at());
        }
    }

    private void accepted(Event.Accepted e) throws SQLException {
        long id = e.firstTask();
        for (TaskSpec spec : e.specs()) {
            TaskRow row = TaskRow.of(spec);
            tasks.add(id, e.at(), row.source(), row.body());
            openTasks.add(id);
            for (StoredValue value : spec.stored()) {
                uses.add(id, (long) ARGUMENT, value.toString());
            }
            id++;
        }
    }

    private void finished(FinishedTask task) throws SQLException {
        outcomes.add(
                task.taskId(),
                (long) task.state().code(),
                (long) task.attempts().size(),
                (long) task.engineId(),
                task.started(),
                task.completed(),
                task.nanos(),
                task.failure() == null ? null : task.failure().summary().replace('\0', ' '),
                Blobs.encode(Blobs.Result.of(task)));
        ended.add(task.taskId());
        for (StoredValue value : task.stored()) {
            uses.add(task.taskId(), (long) RESULT, value.toString());
        }
    }

    /** The arguments of a task that has ended are needed no longer. */
    void letGo(long task) throws SQLException {
        usedNoMore.add(task, task, (long) ARGUMENT);
    }

    /** The large values in the results of these tasks. */
    List<StoredValue> resultsOf(List<Removal> removals) throws SQLException {
        List<StoredValue> values = new ArrayList<>();
        for (Removal removal : removals) {
            resultValues.setLong(1, removal.from());
            resultValues.setLong(2, removal.to());
            try (ResultSet row = resultValues.executeQuery()) {
                while (row.next()) {
                    values.add(StoredValue.parse(row.getString(1)));
                }
            }
        }
        return values;
    }

    private void acknowledged(SessionMark mark) throws SQLException {
        acknowledgedAnswers.add(mark.session(), mark.upTo());
        lastMarks.put(mark.session(), mark);
    }

    private void removed(Removal removal) throws SQLException {
        removals.add(removal.from(), removal.to(), removal.at(), removal.reason());
        removedTasks.add(removal.from(), removal.to());
        removedOutcomes.add(removal.from(), removal.to());
        usedNoMore.add(removal.from(), removal.to(), (long) RESULT);
    }

    @Override
    public void close() throws SQLException {
        for (Rows rows : inOrder) {
            rows.close();
        }
        resultValues.close();
        lease.close();
    }
}
