package io.stoker.store.sql;

import io.stoker.store.ValueStore;
import io.stoker.task.StoredValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The large values of a ledger, as seen by the thread that writes the rows which refer to them. */
interface ValueStorage extends AutoCloseable {

    ValueStore store();

    /** The ledger was opened, also anew: what is referred to now is in its rows. */
    void opened(Connection connection) throws SQLException;

    /** The commit that is being written refers to these. */
    void use(Connection connection, List<StoredValue> used) throws SQLException;

    /** That commit is durable, and what it has removed referred to these others. */
    void committed(List<StoredValue> used, List<StoredValue> usedNoMore);

    @Override
    void close();
}
