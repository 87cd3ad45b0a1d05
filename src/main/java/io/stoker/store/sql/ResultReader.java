package io.stoker.store.sql;

import io.stoker.ledger.IdSet;
import io.stoker.task.Block;
import io.stoker.task.FinishedTask;
import io.stoker.task.Origin;
import io.stoker.task.TaskState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads finished tasks by their ids. */
final class ResultReader {
    private static final String SELECT =
            "SELECT outcome.task, outcome.state, engine, submitted, started, completed, nanos,"
                    + " outcome.body, body_head, history, result, source, task.body,"
                    + " substr(code, 1, code_head), substr(arguments, 1, arguments_head)"
                    + " FROM outcome JOIN task ON task.id = outcome.task";

    private ResultReader() {}

    /** Those among these that are finished, by their ids. */
    static List<FinishedTask> read(Connection connection, List<Long> ids) throws SQLException {
        IdSet gone = Chores.removed(connection);
        List<FinishedTask> found = new ArrayList<>(ids.size());
        ById.read(connection, SELECT, "outcome.task", ids, row -> {
            if (!gone.contains(row.getLong(1))) {
                found.add(task(row));
            }
        });
        return found;
    }

    private static FinishedTask task(ResultSet row) throws SQLException {
        long id = row.getLong(1);
        String what = "the result of task " + id;
        byte[] body = row.getBytes(8);
        if (body == null) {
            EarlierResult earlier = EarlierResult.of(row.getBytes(11), what);
            return task(row, earlier.body(), earlier.history());
        }
        Blobs.History history = Blobs.decode(row.getBytes(10), Blobs.History.class, what);
        return task(row, TaskRow.block(body, row.getInt(9), what), history);
    }

    private static FinishedTask task(ResultSet row, Block body, Blobs.History history) throws SQLException {
        long id = row.getLong(1);
        return new FinishedTask(
                id,
                Objects.requireNonNull(TaskState.ofCode((byte) row.getInt(2))),
                row.getInt(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                body,
                history.values(),
                history.attempts(),
                origin(row, "task " + id));
    }

    private static Origin origin(ResultSet row, String what) throws SQLException {
        byte[] code = row.getBytes(14);
        return code == null
                ? Origin.of(EarlierTaskRow.spec(row.getString(12), row.getBytes(13), what))
                : new Origin(shown(code), shown(row.getBytes(15)));
    }

    private static Block shown(byte @Nullable [] bytes) {
        return bytes == null ? Block.EMPTY : Block.of(bytes, bytes.length);
    }
}
