package io.stoker.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A statement that is put together of parts, with the numbers and texts for its places. */
final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** Adds a part, whose places get these {@link Long}s and {@link String}s. */
    Sql add(String part, Object... places) {
        text.append(part);
        values.addAll(List.of(places));
        return this;
    }

    /** Adds another one. */
    Sql add(Sql other) {
        text.append(other.text);
        values.addAll(other.values);
        return this;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setString(i + 1, (String) values.get(i));
            }
        }
        return statement;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
