package io.stoker.store.sql;

import io.stoker.ledger.FinishedRun;
import io.stoker.ledger.Holding;
import io.stoker.ledger.KeyRun;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.ledger.Removal;
import io.stoker.ledger.SessionMark;
import io.stoker.ledger.Snapshot;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what a controller starts from. Its cost does not depend on what the finished tasks have brought. */
final class Loading {
    private static final int FETCH = 1_000;

    private final Connection connection;

    Loading(Connection connection) {
        this.connection = connection;
    }

    Snapshot snapshot(Lease lease) throws SQLException {
        return new Snapshot(
                lease.nextTask(),
                lease.counts(),
                open(),
                finished(),
                rows(
                        "SELECT first, last, at, reason FROM removed ORDER BY first",
                        row -> new Removal(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4))),
                rows("SELECT task FROM pin ORDER BY task", row -> row.getLong(1)),
                rows(
                        "SELECT id, seq, first_task, hashes, at, missing FROM session ORDER BY id, seq",
                        row -> new KeyRun(
                                row.getString(1),
                                row.getLong(2),
                                row.getLong(3),
                                Blobs.numbers(row.getBytes(4)),
                                row.getLong(5),
                                Blobs.numbers(row.getBytes(6)))),
                rows(
                        "SELECT session, up_to, at FROM acknowledged",
                        row -> new SessionMark(row.getString(1), row.getLong(2), row.getLong(3))));
    }

    /** One entry for each use of a large value. */
    List<StoredValue> values() throws SQLException {
        return rows("SELECT value FROM value_use", row -> StoredValue.parse(row.getString(1)));
    }

    private List<OpenTask> open() throws SQLException {
        Map<Long, Holding> held = new HashMap<>();
        rows("SELECT engine, attempts FROM held", row -> Blobs.holdings(row.getString(1), row.getBytes(2)))
                .forEach(holdings -> holdings.forEach(holding -> held.put(holding.task(), holding)));
        return rows(
                "SELECT task.id, task.submitted, task.source, task.body, open_task.state FROM open_task"
                        + " JOIN task ON task.id = open_task.id ORDER BY task.id",
                row -> {
                    long id = row.getLong(1);
                    OpenState state = state(row.getBytes(5), id);
                    Holding holding = held.get(id);
                    state = holding == null ? state : state.with(holding);
                    return new OpenTask(id, spec(row, id), row.getLong(2), state).outlined();
                });
    }

    private static TaskSpec spec(ResultSet row, long id) throws SQLException {
        return TaskRow.spec(row.getString(3), row.getBytes(4), "task " + id);
    }

    private static OpenState state(byte[] blob, long id) {
        return blob == null ? OpenState.FRESH : Blobs.decode(blob, OpenState.class, "the state of task " + id);
    }

    private List<FinishedRun> finished() throws SQLException {
        List<FinishedRun> runs = new ArrayList<>();
        ByteArrayOutputStream states = new ByteArrayOutputStream();
        long first = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery("SELECT task, state FROM outcome ORDER BY task")) {
                while (row.next()) {
                    long task = row.getLong(1);
                    if (task != first + states.size()) {
                        add(first, states, runs);
                        first = task;
                    }
                    states.write(row.getInt(2));
                }
            }
        }
        add(first, states, runs);
        return runs;
    }

    private static void add(long first, ByteArrayOutputStream states, List<FinishedRun> runs) {
        if (states.size() > 0) {
            runs.add(new FinishedRun(first, states.toByteArray()));
            states.reset();
        }
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String query, Reading<T> reading) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    all.add(reading.of(row));
                }
            }
        }
        return all;
    }
}
