package io.stoker.store.sql;

import io.stoker.ledger.Changes;
import io.stoker.ledger.Event;
import io.stoker.ledger.Holding;
import io.stoker.ledger.IdSet;
import io.stoker.ledger.KeyRun;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.SessionMark;
import io.stoker.store.Commit;
import io.stoker.task.FinishedTask;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements of a commit, prepared once for a connection. Rows of one table go together, in the order of events.
 */
final class Writing implements AutoCloseable {
    /** The roles of {@code value_use}. */
    private static final long ARGUMENT = 0;

    static final long RESULT = 1;

    private final Batch tasks;
    private final Batch openTasks;
    private final Batch outcomes;
    private final Rows ended;
    private final Rows states;
    private final Batch held;
    private final Batch free;
    private final Batch answers;
    private final Batch acknowledgedAnswers;
    private final Batch marks;
    private final Batch forgotten;
    private final Batch uses;
    private final Batch usedNoMore;
    private final PinRows pins;
    private final Removing removing;
    private final Chores chores;
    private final Batch planned;
    private final Batch shortened;
    private final Batch worked;
    private final PreparedStatement lease;
    private final PreparedStatement fewerBytes;
    private final List<Rows> inOrder;
    /** A session may acknowledge several times in a commit, and a statement may change a row once. */
    private final Map<String, SessionMark> lastMarks = new LinkedHashMap<>();

    private long bytes;

    Writing(Connection connection, Dialect dialect, Chores chores) throws SQLException {
        this.chores = chores;
        tasks = new Batch(connection, "INSERT INTO task VALUES (?, ?, ?, ?)");
        openTasks = new Batch(connection, "INSERT INTO open_task VALUES (?, NULL)");
        outcomes = new Batch(connection, "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        ended = dialect.ended(connection);
        states = dialect.states(connection);
        held = new Batch(
                connection,
                "INSERT INTO held VALUES (?, ?) ON CONFLICT (engine) DO UPDATE SET attempts = excluded.attempts");
        free = new Batch(connection, "DELETE FROM held WHERE engine = ?");
        answers = new Batch(connection, "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?)");
        acknowledgedAnswers = new Batch(connection, "DELETE FROM session WHERE id = ? AND seq + n - 1 <= ?");
        marks = new Batch(
                connection,
                "INSERT INTO acknowledged VALUES (?, ?, ?)"
                        + " ON CONFLICT (session) DO UPDATE SET up_to = excluded.up_to, at = excluded.at");
        forgotten = new Batch(connection, "DELETE FROM acknowledged WHERE session = ?");
        uses = new Batch(connection, "INSERT INTO value_use VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        usedNoMore = new Batch(connection, "DELETE FROM value_use WHERE task >= ? AND task <= ? AND role = ?");
        pins = new PinRows(connection);
        removing = new Removing(connection);
        planned = new Batch(connection, "INSERT INTO backlog VALUES (?, ?, ?, ?)");
        shortened = new Batch(connection, "UPDATE backlog SET tasks = ? WHERE seq = ?");
        worked = new Batch(connection, "DELETE FROM backlog WHERE seq = ?");
        fewerBytes = connection.prepareStatement(
                "UPDATE lease SET bytes = bytes - ?" + dialect.keepingLease() + " WHERE one = 1 AND epoch = ?");
        lease = connection.prepareStatement("UPDATE lease SET batch = ?, next_task = ?, scheduled = ?, pending = ?,"
                + " succeeded = ?, failed = ?, aborted = ?, bytes = bytes + ?" + dialect.keepingLease()
                + " WHERE one = 1 AND epoch = ? AND batch = ?");
        inOrder = List.of(
                tasks,
                openTasks,
                outcomes,
                ended,
                states,
                held,
                free,
                answers,
                acknowledgedAnswers,
                forgotten,
                marks,
                uses,
                usedNoMore,
                planned,
                shortened,
                worked);
    }

    /**
     * Executes all statements of a commit.
     *
     * @param released is given the large values of the results that have gone
     * @return false if the lease is another's, or the commit does not follow the last one: then nothing may be
     *     committed
     */
    boolean write(Commit commit, long nextTask, List<StoredValue> released) throws SQLException {
        bytes = 0;
        for (Event event : commit.events()) {
            add(event);
        }
        for (SessionMark mark : lastMarks.values()) {
            marks.add(mark.session(), mark.upTo(), mark.at());
        }
        lastMarks.clear();
        add(commit.changes());
        for (Rows rows : inOrder) {
            rows.execute();
        }
        pins.execute();
        Removing.Gone gone = removing.execute();
        released.addAll(gone.values());
        return writeLease(commit, nextTask, bytes - gone.bytes());
    }

    private void add(Changes changes) throws SQLException {
        pins.add(changes.pinned());
        for (Map.Entry<Long, OpenState> entry : changes.tasks().entrySet()) {
            states.add(Blobs.encode(entry.getValue()), entry.getKey());
        }
        for (Map.Entry<String, List<Holding>> entry : changes.held().entrySet()) {
            if (entry.getValue().isEmpty()) {
                free.add(entry.getKey());
            } else {
                held.add(entry.getKey(), Blobs.encode(entry.getValue()));
            }
        }
    }

    private boolean writeLease(Commit commit, long nextTask, long moreBytes) throws SQLException {
        lease.setLong(1, commit.batch());
        lease.setLong(2, nextTask);
        lease.setLong(3, commit.counts().scheduled());
        lease.setLong(4, commit.counts().pending());
        lease.setLong(5, commit.counts().succeeded());
        lease.setLong(6, commit.counts().failed());
        lease.setLong(7, commit.counts().aborted());
        lease.setLong(8, moreBytes);
        lease.setLong(9, commit.epoch());
        lease.setLong(10, commit.batch() - 1);
        return lease.executeUpdate() == 1;
    }

    private void add(Event event) throws SQLException {
        if (event instanceof Event.Accepted e) {
            accepted(e);
        } else if (event instanceof Event.Finished e) {
            finished(e);
        } else if (event instanceof Event.Acknowledged e) {
            acknowledged(e.mark());
        } else if (event instanceof Event.SessionForgotten e) {
            forgotten.add(e.session());
            lastMarks.remove(e.session());
        } else if (event instanceof Event.Cleared e) {
            if (Chores.isSmall(e.removed())) {
                removing.add(e.removed());
            } else {
                plan(Chores.What.REMOVE, e.removed());
            }
        } else if (event instanceof Event.Retained e) {
            removing.add(IdSet.of(e.gone().from(), e.gone().to()));
            removing.note(e.row());
        } else if (event instanceof Event.RemovalNoted e) {
            removing.note(e.row());
        } else if (event instanceof Event.Pinned e) {
            // Behind what is still to be pinned or unpinned, which may be the same tasks.
            if (chores.isEmpty() && Chores.isSmall(e.tasks())) {
                pins.add(e.tasks(), e.pinned());
            } else {
                plan(e.pinned() ? Chores.What.PIN : Chores.What.UNPIN, e.tasks());
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

    private void plan(Chores.What what, IdSet tasks) throws SQLException {
        for (Chores.Piece piece : chores.plan(what, tasks)) {
            planned.add(piece.seq(), what.code, piece.chunk(), piece.tasks().toByteArray());
        }
    }

    /**
     * Executes the statements of a part of the chores.
     *
     * @param released is given the large values of the results that have gone
     * @return false if the lease is another's: then nothing may be committed
     */
    boolean write(Chores.Slice slice, long epoch, List<StoredValue> released) throws SQLException {
        Chores.Piece now = slice.now();
        if (now.what() == Chores.What.REMOVE) {
            removing.add(now.ids());
        } else {
            pins.add(now.ids(), now.what() == Chores.What.PIN);
        }
        if (slice.rest() == null) {
            worked.add(now.seq());
            worked.execute();
        } else {
            shortened.add(slice.rest().tasks().toByteArray(), now.seq());
            shortened.execute();
        }
        pins.execute();
        Removing.Gone gone = removing.execute();
        released.addAll(gone.values());
        fewerBytes.setLong(1, gone.bytes());
        fewerBytes.setLong(2, epoch);
        return fewerBytes.executeUpdate() == 1;
    }

    private void accepted(Event.Accepted e) throws SQLException {
        pins.add(e);
        long id = e.firstTask();
        for (TaskSpec spec : e.specs()) {
            TaskRow row = TaskRow.of(spec);
            tasks.add(id, e.at(), row.source(), row.body());
            openTasks.add(id);
            for (StoredValue value : spec.stored()) {
                uses.add(id, ARGUMENT, value.toString());
            }
            id++;
        }
    }

    private void finished(Event.Finished e) throws SQLException {
        FinishedTask task = e.task();
        bytes += e.bytes();
        outcomes.add(
                task.taskId(),
                (long) task.state().code(),
                (long) task.attempts().size(),
                (long) task.engineId(),
                task.started(),
                task.completed(),
                task.nanos(),
                task.failure() == null ? null : task.failure().summary().replace('\0', ' '),
                Blobs.encode(Blobs.Result.of(task)),
                e.bytes());
        ended.add(task.taskId());
        for (StoredValue value : task.stored()) {
            uses.add(task.taskId(), RESULT, value.toString());
        }
    }

    /** The arguments of a task that has ended are needed no longer. */
    void letGo(long task) throws SQLException {
        usedNoMore.add(task, task, ARGUMENT);
    }

    private void acknowledged(SessionMark mark) throws SQLException {
        acknowledgedAnswers.add(mark.session(), mark.upTo());
        lastMarks.put(mark.session(), mark);
    }

    @Override
    public void close() throws SQLException {
        for (Rows rows : inOrder) {
            rows.close();
        }
        pins.close();
        removing.close();
        lease.close();
        fewerBytes.close();
    }
}
