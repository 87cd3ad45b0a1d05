package io.stoker.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One statement and the rows it is to be executed for. */
final class Batch implements AutoCloseable {
    private final PreparedStatement statement;
    private int rows;

    Batch(Connection connection, String sql) throws SQLException {
        statement = connection.prepareStatement(sql);
    }

    /** Adds a row of numbers, texts, bytes and nulls. */
    void add(@Nullable Object... columns) throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            Object column = columns[i];
            if (column instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (column instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setString(i + 1, (String) column);
            }
        }
        statement.addBatch();
        rows++;
    }

    void execute() throws SQLException {
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
