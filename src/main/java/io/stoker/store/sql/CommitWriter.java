package io.stoker.store.sql;

import io.stoker.ledger.Changes;
import io.stoker.ledger.Holding;
import io.stoker.ledger.IdSet;
import io.stoker.ledger.KeyRun;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.ledger.Removal;
import io.stoker.ledger.SessionMark;
import io.stoker.ledger.ValueUse;
import io.stoker.store.Commit;
import io.stoker.task.Block;
import io.stoker.task.EventBody;
import io.stoker.task.FinishedTask;
import io.stoker.task.StoredValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements of a commit, prepared once for a connection. Rows of one table go together. */
final class CommitWriter implements AutoCloseable {
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
    private final LabelRows labels;
    private final SubmissionRows submissions;
    private final PinRows pins;
    private final EventRows events;
    private final TaskDeletion taskDeletion;
    private final Chores chores;
    private final Batch planned;
    private final Batch shortened;
    private final Batch worked;
    private final PreparedStatement lease;
    private final PreparedStatement fewerBytes;
    private final List<Rows> inOrder;

    /** @param keptEvents how many bytes of events are kept */
    CommitWriter(Connection connection, Dialect dialect, Chores chores, long keptEvents) throws SQLException {
        this.chores = chores;
        tasks = new Batch(
                connection,
                "INSERT INTO task (id, submitted, code, code_head, arguments, arguments_head, options)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)");
        openTasks = new Batch(connection, "INSERT INTO open_task (id) VALUES (?)");
        outcomes = new Batch(
                connection,
                "INSERT INTO outcome (task, state, attempts, engine, started, completed, nanos, error, body, body_head,"
                        + " history, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        ended = dialect.ended(connection);
        states = dialect.states(connection);
        held = new Batch(
                connection,
                "INSERT INTO held (engine, attempts) VALUES (?, ?)"
                        + " ON CONFLICT (engine) DO UPDATE SET attempts = excluded.attempts");
        free = new Batch(connection, "DELETE FROM held WHERE engine = ?");
        answers = new Batch(
                connection,
                "INSERT INTO session (id, seq, n, first_task, hashes, missing, at) VALUES (?, ?, ?, ?, ?, ?, ?)");
        acknowledgedAnswers = new Batch(connection, "DELETE FROM session WHERE id = ? AND seq + n - 1 <= ?");
        marks = new Batch(
                connection,
                "INSERT INTO acknowledged (session, up_to, at) VALUES (?, ?, ?)"
                        + " ON CONFLICT (session) DO UPDATE SET up_to = excluded.up_to, at = excluded.at");
        forgotten = new Batch(connection, "DELETE FROM acknowledged WHERE session = ?");
        uses = new Batch(
                connection, "INSERT INTO value_use (task, role, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        usedNoMore = new Batch(connection, "DELETE FROM value_use WHERE task = ? AND role = ? AND value = ?");
        labels = new LabelRows(connection);
        submissions = new SubmissionRows(connection);
        pins = new PinRows(connection);
        events = new EventRows(connection, keptEvents);
        taskDeletion = new TaskDeletion(connection, labels, submissions);
        planned = new Batch(connection, "INSERT INTO backlog (seq, what, chunk, tasks) VALUES (?, ?, ?, ?)");
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
     * @param told its events; null if it has none
     * @param released is given the large values that are needed no longer
     * @return false if the lease is another's, or the commit does not follow the last one: then nothing may be
     *     committed
     */
    boolean write(Commit commit, @Nullable EventBody told, List<StoredValue> released) throws SQLException {
        Changes changes = commit.changes();
        long bytes = addTasks(changes);
        addHeld(changes);
        addSessions(changes);
        addValues(changes, released);
        addKept(changes);
        submissions.add(changes.submitted());
        events.add(told);
        labels.execute();
        submissions.execute();
        events.execute();
        for (Rows rows : inOrder) {
            rows.execute();
        }
        pins.execute();
        TaskDeletion.Gone gone = taskDeletion.execute();
        released.addAll(gone.values());
        return writeLease(commit, bytes - gone.bytes());
    }

    /** @return how many bytes the tasks take that have ended */
    private long addTasks(Changes changes) throws SQLException {
        for (OpenTask task : changes.accepted()) {
            addTask(task);
            openTasks.add(task.id());
            labels.add(task);
        }
        long bytes = 0;
        for (Changes.Ended end : changes.ended()) {
            addOutcome(end);
            bytes += end.bytes();
            if (end.pinned()) {
                pins.ended(end.task().taskId(), end.bytes());
            }
        }
        for (Map.Entry<Long, OpenState> entry : changes.states().entrySet()) {
            states.add(Blobs.encode(entry.getValue()), entry.getKey());
        }
        return bytes;
    }

    private void addTask(OpenTask task) throws SQLException {
        TaskRow row = TaskRow.of(task.spec());
        Block arguments = row.arguments();
        tasks.add(
                task.id(),
                task.submitted(),
                row.code().bytes(),
                (long) row.code().head(),
                arguments == null ? null : arguments.bytes(),
                arguments == null ? null : (long) arguments.head(),
                row.rules());
    }

    private void addOutcome(Changes.Ended end) throws SQLException {
        FinishedTask task = end.task();
        outcomes.add(
                task.taskId(),
                (long) task.state().code(),
                (long) task.attempts().size(),
                (long) task.engineId(),
                task.started(),
                task.completed(),
                task.nanos(),
                end.error() == null ? null : end.error().replace('\0', ' '),
                task.body().bytes(),
                (long) task.body().head(),
                Blobs.encode(new Blobs.History(task.values(), task.attempts())),
                end.bytes());
        ended.add(task.taskId());
    }

    private void addHeld(Changes changes) throws SQLException {
        for (Map.Entry<String, List<Holding>> entry : changes.held().entrySet()) {
            if (entry.getValue().isEmpty()) {
                free.add(entry.getKey());
            } else {
                held.add(entry.getKey(), Blobs.encode(entry.getValue()));
            }
        }
    }

    private void addSessions(Changes changes) throws SQLException {
        for (KeyRun answer : changes.answers()) {
            answers.add(
                    answer.session(),
                    answer.firstKey(),
                    (long) answer.hashes().length,
                    answer.firstTask(),
                    Blobs.encode(answer.hashes()),
                    Blobs.encode(answer.missing()),
                    answer.at());
        }
        for (String session : changes.forgotten()) {
            forgotten.add(session);
        }
        for (SessionMark mark : changes.marks()) {
            acknowledgedAnswers.add(mark.session(), mark.upTo());
            marks.add(mark.session(), mark.upTo(), mark.at());
        }
    }

    private void addValues(Changes changes, List<StoredValue> released) throws SQLException {
        for (ValueUse use : changes.used()) {
            uses.add(use.task(), role(use.role()), use.value().toString());
        }
        for (ValueUse use : changes.unused()) {
            usedNoMore.add(use.task(), role(use.role()), use.value().toString());
            released.add(use.value());
        }
    }

    /** The code of a role in {@code value_use}. */
    static long role(ValueUse.Role role) {
        return role == ValueUse.Role.ARGUMENT ? 0 : 1;
    }

    /** Few rows go with the commit, and behind none that are still to be pinned or unpinned; many follow afterwards. */
    private void addKept(Changes changes) throws SQLException {
        if (Chores.isSmall(changes.removed())) {
            taskDeletion.add(changes.removed());
        } else {
            plan(Chores.What.REMOVE, changes.removed());
        }
        for (Removal row : changes.removals()) {
            taskDeletion.note(row);
        }
        boolean now = chores.isEmpty() && Chores.isSmall(changes.pinned()) && Chores.isSmall(changes.unpinned());
        if (now) {
            pins.add(changes.pinned(), true);
            pins.add(changes.unpinned(), false);
        } else {
            plan(Chores.What.PIN, changes.pinned());
            plan(Chores.What.UNPIN, changes.unpinned());
        }
    }

    private boolean writeLease(Commit commit, long moreBytes) throws SQLException {
        Changes changes = commit.changes();
        lease.setLong(1, commit.batch());
        lease.setLong(2, changes.nextTask());
        lease.setLong(3, changes.counts().scheduled());
        lease.setLong(4, changes.counts().pending());
        lease.setLong(5, changes.counts().succeeded());
        lease.setLong(6, changes.counts().failed());
        lease.setLong(7, changes.counts().aborted());
        lease.setLong(8, moreBytes);
        lease.setLong(9, commit.epoch());
        lease.setLong(10, commit.batch() - 1);
        return lease.executeUpdate() == 1;
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
            taskDeletion.add(now.ids());
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
        TaskDeletion.Gone gone = taskDeletion.execute();
        released.addAll(gone.values());
        fewerBytes.setLong(1, gone.bytes());
        fewerBytes.setLong(2, epoch);
        return fewerBytes.executeUpdate() == 1;
    }

    @Override
    public void close() throws SQLException {
        for (Rows rows : inOrder) {
            rows.close();
        }
        labels.close();
        submissions.close();
        pins.close();
        events.close();
        taskDeletion.close();
        lease.close();
        fewerBytes.close();
    }
}
