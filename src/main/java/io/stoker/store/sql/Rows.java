package io.stoker.store.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One statement and the rows it is to be executed for. */
interface Rows extends AutoCloseable {

    /** Adds a row of numbers, texts, bytes and nulls. */
    void add(@Nullable Object... columns) throws SQLException;

    /** Executes the statement for the rows that have come since; nothing if there are none. */
    void execute() throws SQLException;

    @Override
    void close() throws SQLException;
}
