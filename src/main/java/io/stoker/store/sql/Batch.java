package io.stoker.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** A statement that is executed for each of its rows, which go to the database together. */
final class Batch implements Rows {
    private final PreparedStatement statement;
    private int rows;

    Batch(Connection connection, String sql) throws SQLException {
        statement = connection.prepareStatement(sql);
    }

    @Override
    public void add(@Nullable Object... columns) throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            Object column = columns[i];
            if (column instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (column instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (column == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setString(i + 1, (String) column);
            }
        }
        statement.addBatch();
        rows++;
    }

    @Override
    public void execute() throws SQLException {
        if (rows > 0) {
            rows = 0;
            statement.executeBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
