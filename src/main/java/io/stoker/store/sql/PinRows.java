package io.stoker.store.sql;

import io.stoker.ledger.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The statements that pin and unpin tasks, in the order in which that was asked for. */
final class PinRows implements AutoCloseable {
    private final PreparedStatement pin;
    private final PreparedStatement unpin;
    private final List<Event.Pinned> asked = new ArrayList<>();

    PinRows(Connection connection) throws SQLException {
        pin = connection.prepareStatement(
                "INSERT INTO pin SELECT id FROM task WHERE id >= ? AND id <= ? ON CONFLICT DO NOTHING");
        unpin = connection.prepareStatement("DELETE FROM pin WHERE task >= ? AND task <= ?");
    }

    void add(Event.Pinned event) {
        asked.add(event);
    }

    /** To be called when the tasks of the commit are there, and those that it removes still are. */
    void execute() throws SQLException {
        for (Event.Pinned event : asked) {
            PreparedStatement statement = event.pinned() ? pin : unpin;
            for (int i = 0; i < event.ranges().length; i += 2) {
                statement.setLong(1, event.ranges()[i]);
                statement.setLong(2, event.ranges()[i + 1]);
                statement.executeUpdate();
            }
        }
        asked.clear();
    }

    @Override
    public void close() throws SQLException {
        pin.close();
        unpin.close();
    }
}
