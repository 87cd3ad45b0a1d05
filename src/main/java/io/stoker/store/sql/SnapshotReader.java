package io.stoker.store.sql;

import io.stoker.ledger.FinishedRun;
import io.stoker.ledger.Holding;
import io.stoker.ledger.IdSet;
import io.stoker.ledger.KeyRun;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.ledger.Removal;
import io.stoker.ledger.SessionMark;
import io.stoker.ledger.Snapshot;
import io.stoker.store.StoreException;
import io.stoker.task.StoredValue;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a controller starts from. Its cost does not depend on what the finished tasks have brought. */
final class SnapshotReader {
    /** From the index {@code outcome_ends}, whatever the tasks have brought. */
    static final String ENDINGS = "SELECT task, state FROM outcome ORDER BY task";

    private static final int FETCH = 1_000;

    private final Connection connection;

    SnapshotReader(Connection connection) {
        this.connection = connection;
    }

    Snapshot snapshot(LeaseRow lease) throws SQLException {
        Map<String, List<Holding>> held = held();
        return new Snapshot(
                lease.nextTask(),
                lease.counts(),
                open(held),
                held,
                finished(),
                rows(
                        "SELECT first, last, since, at, reason FROM removed ORDER BY first",
                        row -> new Removal(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getString(5))),
                pinned(),
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

    private Map<String, List<Holding>> held() throws SQLException {
        Map<String, List<Holding>> held = new HashMap<>();
        rows(
                "SELECT engine, attempts FROM held",
                row -> held.put(row.getString(1), Blobs.holdings(row.getString(1), row.getBytes(2))));
        return held;
    }

    /** @param held is given what older rows tell themselves */
    private List<OpenTask> open(Map<String, List<Holding>> held) throws SQLException {
        Set<Long> known =
                held.values().stream().flatMap(List::stream).map(Holding::task).collect(Collectors.toSet());
        List<Holding> older = new ArrayList<>();
        List<OpenTask> open = rows(
                "SELECT task.id, submitted, state, " + TaskRow.COLUMNS + " FROM open_task"
                        + " JOIN task ON task.id = open_task.id ORDER BY task.id",
                row -> {
                    long id = row.getLong(1);
                    OpenState state = state(row.getBytes(3), id);
                    if (state.held() != null && !known.contains(id)) {
                        older.add(new Holding(id, state.attempt(), state.held()));
                    }
                    return new OpenTask(id, TaskRow.spec(row, 4, "task " + id), row.getLong(2), state.apart())
                            .outlined();
                });
        refuseUnknown(known, open);
        older.stream()
                .sorted(Comparator.comparingLong(holding -> holding.held().dispatched()))
                .forEach(holding -> held.computeIfAbsent(holding.held().instance(), i -> new ArrayList<>())
                        .add(holding));
        return open;
    }

    private static void refuseUnknown(Set<Long> held, List<OpenTask> open) {
        Set<Long> unknown = new HashSet<>(held);
        open.forEach(task -> unknown.remove(task.id()));
        if (!unknown.isEmpty()) {
            throw new StoreException(
                    "an engine holds task " + unknown.iterator().next() + ", which is not unfinished");
        }
    }

    private static OpenState state(byte[] blob, long id) {
        return blob == null ? OpenState.FRESH : Blobs.decode(blob, OpenState.class, "the state of task " + id);
    }

    private IdSet pinned() throws SQLException {
        IdSet pinned = new IdSet();
        each("SELECT task FROM pin", row -> pinned.set(row.getLong(1), true));
        for (Chores.Piece piece : Chores.read(connection)) {
            if (piece.what() != Chores.What.REMOVE) {
                pinned.set(piece.ids(), piece.what() == Chores.What.PIN);
            }
        }
        return pinned;
    }

    private List<FinishedRun> finished() throws SQLException {
        IdSet gone = Chores.removed(connection);
        List<FinishedRun> runs = new ArrayList<>();
        ByteArrayOutputStream states = new ByteArrayOutputStream();
        long first = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery(ENDINGS)) {
                while (row.next()) {
                    long task = row.getLong(1);
                    if (gone.contains(task)) {
                        continue;
                    }
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
        each(query, row -> all.add(reading.of(row)));
        return all;
    }

    private interface Taking {
        void of(ResultSet row) throws SQLException;
    }

    private void each(String query, Taking taking) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    taking.of(row);
                }
            }
        }
    }
}
