package io.stoker.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Reads rows by the ids of their tasks, with one statement for any number of them. */
final class ById {
    private static final int AT_ONCE = 64;

    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private ById() {}

    /**
     * Reads the rows that are there, in the order of the ids if they ascend.
     *
     * @param query up to the name of the column with the ids, which ends it
     * @param column its name
     */
    static void read(Connection connection, String query, String column, List<Long> ids, Row reader)
            throws SQLException {
        int width = ids.size() == 1 ? 1 : AT_ONCE;
        String places = " IN (" + String.join(", ", Collections.nCopies(width, "?")) + ")";
        try (PreparedStatement select =
                connection.prepareStatement(query + " WHERE " + column + places + " ORDER BY " + column)) {
            for (int from = 0; from < ids.size(); from += width) {
                // The last id fills the places that are left.
                for (int i = 0; i < width; i++) {
                    select.setLong(i + 1, ids.get(Math.min(from + i, ids.size() - 1)));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        reader.read(row);
                    }
                }
            }
        }
    }
}
