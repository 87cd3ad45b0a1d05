package io.stoker.store.sql;

import io.stoker.store.StoreException;
import io.stoker.task.TaskSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what tasks are to do by their ids. */
final class Specs {
    private Specs() {}

    /** Of unfinished tasks, which must be there. */
    static Map<Long, TaskSpec> read(Connection connection, List<Long> ids) throws SQLException {
        Map<Long, TaskSpec> specs = find(connection, ids);
        for (long id : ids) {
            if (!specs.containsKey(id)) {
                throw new StoreException("task " + id + " is unfinished, and has no row in the table task");
            }
        }
        return specs;
    }

    /** Of those among these tasks that are there. */
    static Map<Long, TaskSpec> find(Connection connection, List<Long> ids) throws SQLException {
        Map<Long, TaskSpec> specs = new HashMap<>();
        ById.read(connection, "SELECT id, " + TaskRow.COLUMNS + " FROM task", "id", ids, row -> {
            long id = row.getLong(1);
            specs.put(id, TaskRow.spec(row, 2, "task " + id));
        });
        return specs;
    }
}
