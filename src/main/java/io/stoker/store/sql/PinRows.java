package io.stoker.store.sql;

import io.stoker.ledger.Event;
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
    private final List<Run> asked = new ArrayList<>();
    private final Map<Long, Long> ended = new HashMap<>();

    private record Run(long from, long to, boolean pinned) {}

    PinRows(Connection connection) throws SQLException {
        pin = connection.prepareStatement("INSERT INTO pin SELECT id, coalesce(bytes, 0) FROM task"
                + " LEFT JOIN outcome ON outcome.task = id WHERE id >= ? AND id <= ? ON CONFLICT DO NOTHING");
        unpin = connection.prepareStatement("DELETE FROM pin WHERE task >= ? AND task <= ?");
        finished = connection.prepareStatement("UPDATE pin SET bytes = ? WHERE task = ?");
    }

    /** Tasks that were accepted as pinned ones. */
    void add(Event.Accepted event) {
        for (int i = 0; i < event.specs().size(); i++) {
            if (event.specs().get(i).options().pinned()) {
                asked.add(new Run(event.firstTask() + i, event.firstTask() + i, true));
            }
        }
    }

    void add(Event.Pinned event) {
        for (int i = 0; i < event.ranges().length; i += 2) {
            asked.add(new Run(event.ranges()[i], event.ranges()[i + 1], event.pinned()));
        }
    }

    /** What pinned tasks take that have finished. */
    void add(Map<Long, Long> bytes) {
        ended.putAll(bytes);
    }

    /** To be called when the tasks of the commit and their ends are there, and those that it removes still are. */
    void execute() throws SQLException {
        for (Run run : asked) {
            PreparedStatement statement = run.pinned() ? pin : unpin;
            statement.setLong(1, run.from());
            statement.setLong(2, run.to());
            statement.executeUpdate();
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
