package io.stoker.store.sql;

import io.stoker.ledger.IdSet;
import io.stoker.store.Listing;
import io.stoker.task.Labels;
import io.stoker.task.StoredTask;
import io.stoker.task.StoredTasks;
import io.stoker.task.TaskSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what tasks are to do, whether they have ended or not. */
final class StoredTaskReader {
    /** So many are in memory at once, each of which may be large. */
    private static final int AT_ONCE = 16;

    private StoredTaskReader() {}

    static StoredTasks read(Connection connection, List<Long> ids) throws SQLException {
        long nextTask = LeaseRow.nextTask(connection); // before the retries are looked for
        IdSet gone = Chores.removed(connection);
        List<StoredTask> tasks = new ArrayList<>();
        long bytes = 0;
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            Map<Long, TaskSpec> specs = Specs.find(connection, some);
            Set<String> retried = retried(connection, some);
            for (int i = 0; i < some.size(); i++) {
                long id = some.get(i);
                TaskSpec spec = specs.get(id);
                if (spec != null && !gone.contains(id)) {
                    StoredTask task = new StoredTask(id, spec, retried.contains(String.valueOf(id)));
                    bytes += task.size();
                    if (!tasks.isEmpty() && bytes > Listing.MOST_BYTES) {
                        return new StoredTasks(tasks, from + i, nextTask);
                    }
                    tasks.add(task);
                }
            }
        }
        return new StoredTasks(tasks, ids.size(), nextTask);
    }

    /** Of these those of which there is a retry, as texts. */
    private static Set<String> retried(Connection connection, List<Long> ids) throws SQLException {
        String places = String.join(", ", Collections.nCopies(ids.size(), "?"));
        Set<String> retried = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT DISTINCT value FROM label WHERE key = ? AND value IN (" + places + ")")) {
            select.setString(1, Labels.RETRY_OF);
            for (int i = 0; i < ids.size(); i++) {
                select.setString(i + 2, String.valueOf(ids.get(i)));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    retried.add(row.getString(1));
                }
            }
        }
        return retried;
    }
}
