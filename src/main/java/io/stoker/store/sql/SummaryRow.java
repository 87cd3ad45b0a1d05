package io.stoker.store.sql;

import io.stoker.ledger.Holding;
import io.stoker.ledger.OpenState;
import io.stoker.task.Labels;
import io.stoker.task.Submitter;
import io.stoker.task.TaskState;
import io.stoker.task.TaskSummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a listing shows of a task, but for what is in other tables. */
record SummaryRow(
        long id,
        TaskState state,
        int attempts,
        int engine,
        long submitted,
        long started,
        long completed,
        @Nullable String error,
        @Nullable String session) {
    private static final int NO_ENGINE = -1;

    /** What engines hold, by task. */
    static Map<Long, Holding> held(Connection connection) throws SQLException {
        Map<Long, Holding> held = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT engine, attempts FROM held");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Blobs.holdings(row.getString(1), row.getBytes(2)).forEach(holding -> held.put(holding.task(), holding));
            }
        }
        return held;
    }

    /** Of the columns from this one on: the task's, its outcome's, and its state while it has none. */
    static SummaryRow of(ResultSet row, int first, Map<Long, Holding> held) throws SQLException {
        long id = row.getLong(first);
        long submitted = row.getLong(first + 1);
        String session = row.getString(first + 9);
        TaskState ended = TaskState.ofCode((byte) row.getInt(first + 2));
        if (ended == null) {
            return unfinished(id, submitted, state(row.getBytes(first + 8), id), held.get(id), session);
        }
        return new SummaryRow(
                id,
                ended,
                row.getInt(first + 3),
                row.getInt(first + 4),
                submitted,
                row.getLong(first + 5),
                row.getLong(first + 6),
                row.getString(first + 7),
                session);
    }

    private static OpenState state(byte @Nullable [] blob, long id) {
        return blob == null ? OpenState.FRESH : Blobs.decode(blob, OpenState.class, "the state of task " + id);
    }

    private static SummaryRow unfinished(
            long id, long submitted, OpenState apart, @Nullable Holding holding, @Nullable String session) {
        OpenState state = holding == null ? apart : apart.with(holding);
        OpenState.Held held = state.held();
        return new SummaryRow(
                id,
                state.state(),
                state.attempt(),
                held == null ? NO_ENGINE : held.engineId(),
                submitted,
                held == null ? 0 : held.started(),
                0,
                null,
                session);
    }

    /** The task with this id; empty if there is none, or its removal has begun. */
    static Optional<TaskSummary> find(Connection connection, long id) throws SQLException {
        if (Chores.removed(connection).contains(id)) {
            return Optional.empty();
        }
        Map<Long, Holding> held = held(connection);
        List<SummaryRow> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT " + PageReader.COLUMNS
                + " FROM task t LEFT JOIN outcome o ON o.task = t.id LEFT JOIN open_task u ON u.id = t.id"
                + " WHERE t.id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    rows.add(of(row, 1, held));
                }
            }
        }
        return summaries(connection, rows).stream().findFirst();
    }

    /** These with what other tables have of them. */
    static List<TaskSummary> summaries(Connection connection, List<SummaryRow> rows) throws SQLException {
        Map<Long, Map<String, String>> labels = labels(connection, rows);
        Map<String, Submitter> submitters = submitters(connection, rows);
        List<TaskSummary> summaries = new ArrayList<>(rows.size());
        for (SummaryRow row : rows) {
            Map<String, String> all = labels.getOrDefault(row.id(), Map.of());
            summaries.add(new TaskSummary(
                    row.id(),
                    all.get(Labels.NAME),
                    Collections.unmodifiableMap(Labels.withoutName(all)),
                    row.state(),
                    row.attempts(),
                    row.engine(),
                    row.submitted(),
                    row.started(),
                    row.completed(),
                    row.error(),
                    row.session() == null ? null : submitters.get(row.session())));
        }
        return summaries;
    }

    private static Map<Long, Map<String, String>> labels(Connection connection, List<SummaryRow> rows)
            throws SQLException {
        Map<Long, Map<String, String>> labels = new HashMap<>();
        if (!rows.isEmpty()) {
            List<Long> ids = rows.stream().map(SummaryRow::id).toList();
            ById.read(
                    connection,
                    "SELECT task, key, value FROM label",
                    "task",
                    ids,
                    row -> labels.computeIfAbsent(row.getLong(1), id -> new TreeMap<>())
                            .put(row.getString(2), row.getString(3)));
        }
        return labels;
    }

    private static Map<String, Submitter> submitters(Connection connection, List<SummaryRow> rows) throws SQLException {
        Map<String, Submitter> submitters = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT session, host, user_name, identity FROM submitter WHERE session = ?")) {
            for (SummaryRow row : rows) {
                if (row.session() != null && !submitters.containsKey(row.session())) {
                    select.setString(1, Objects.requireNonNull(row.session()));
                    try (ResultSet one = select.executeQuery()) {
                        if (one.next()) {
                            submitters.put(
                                    row.session(),
                                    new Submitter(
                                            one.getString(1), one.getString(2), one.getString(3), one.getString(4)));
                        }
                    }
                }
            }
        }
        return submitters;
    }
}
