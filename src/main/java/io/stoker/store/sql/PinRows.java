package io.stoker.store.sql;

import io.stoker.ledger.IdSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements that pin and unpin tasks, in the order in which that was asked for, and say what pinned ones take. */
final class PinRows implements AutoCloseable {
    private final PreparedStatement pin;
    private final PreparedStatement unpin;
    private final PreparedStatement finished;
    private final List<Asked> asked = new ArrayList<>();
    private final Map<Long, Long> ended = new HashMap<>();

    private record Asked(IdSet tasks, boolean pinned) {}

    PinRows(Connection connection) throws SQLException {
        pin = connection.prepareStatement("INSERT INTO pin (task, bytes) SELECT id, coalesce(bytes, 0) FROM task"
                + " LEFT JOIN outcome ON outcome.task = id WHERE id >= ? AND id <= ? ON CONFLICT DO NOTHING");
        unpin = connection.prepareStatement("DELETE FROM pin WHERE task >= ? AND task <= ?");
        finished = connection.prepareStatement("UPDATE pin SET bytes = ? WHERE task = ?");
    }

    void add(IdSet tasks, boolean pinned) {
        asked.add(new Asked(tasks, pinned));
    }

    /** A pinned task has ended, and takes so much. */
    void ended(long task, long bytes) {
        ended.put(task, bytes);
    }

    /** To be called when the tasks of the commit and their ends are there, and those that it removes still are. */
    void execute() throws SQLException {
        for (Asked one : asked) {
            List<long[]> runs = new ArrayList<>();
            one.tasks().forEachRun((from, to) -> runs.add(new long[] {from, to}));
            PreparedStatement statement = one.pinned() ? pin : unpin;
            for (long[] run : runs) {
                statement.setLong(1, run[0]);
                statement.setLong(2, run[1]);
                statement.executeUpdate();
            }
        }
        asked.clear();
        for (Map.Entry<Long, Long> task : ended.entrySet()) {
            finished.setLong(1, task.getValue());
            finished.setLong(2, task.getKey());
            finished.executeUpdate();
        }
        ended.clear();
    }

    @Override
    public void close() throws SQLException {
        pin.close();
        unpin.close();
        finished.close();
    }
}
