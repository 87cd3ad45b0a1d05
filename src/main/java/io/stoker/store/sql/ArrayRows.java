package io.stoker.store.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement that takes all rows at once, as an array for each column. PostgreSQL changes and deletes rows much
 * faster that way than by a statement for each, and keeps one plan for any number of them.
 */
final class ArrayRows implements Rows {
    private final Connection connection;
    private final PreparedStatement statement;
    private final String[] types;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** @param types of the statement's arrays, as {@code bigint} */
    ArrayRows(Connection connection, String sql, String... types) throws SQLException {
        this.connection = connection;
        this.statement = connection.prepareStatement(sql);
        this.types = types;
    }

    @Override
    public void add(@Nullable Object... columns) {
        rows.add(columns);
    }

    @Override
    public void execute() throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        for (int column = 0; column < types.length; column++) {
            Array array = connection.createArrayOf(types[column], column(column));
            statement.setArray(column + 1, array);
        }
        rows.clear();
        statement.executeUpdate();
    }

    private Object[] column(int column) {
        Object[] values = types[column].equals("bytea") ? new byte[rows.size()][] : new Object[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = rows.get(row)[column];
        }
        return values;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
