package io.stoker.store.sql;

import io.stoker.store.Path;
import io.stoker.store.Position;
import io.stoker.task.Query;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows, called c, in which the tasks of a query are looked for, by an index that has the order of the query.
 *
 * @param table their table
 * @param where which of them
 * @param text the column that comes first in the order, null if it is no text
 * @param number the column that comes first in it, null if it is no number
 * @param id the column with the task's id, which comes last
 * @param span in which the number must be; null if it may be any
 */
record Candidates(
        String table,
        Sql where,
        @Nullable String text,
        @Nullable String number,
        String id,
        Query.@Nullable Span span) {
    private static final String RUN_ID = "t.id";

    /** Those of a way; those of sessions are limited by {@link RunWalk}. */
    static Candidates of(Narrowest way, Query query, Dialect dialect) {
        return switch (way.path()) {
            case LABEL -> {
                Map.Entry<String, String> label = Objects.requireNonNull(way.label());
                yield byId("label c", "c.task", "c.key = ? AND c.value = ?", label.getKey(), label.getValue());
            }
            case KEY ->
                new Candidates(
                        "label c", new Sql().add("c.key = ?", Path.leadingKey(query)), "c.value", null, "c.task", null);
            case UNFINISHED -> byId("open_task c", "c.id", "1 = 1");
            case UNSUCCESSFUL -> byId("outcome c" + dialect.byIndex("outcome_unsuccessful"), "c.task", "c.state > 10");
            case COMPLETED ->
                byTime("outcome c", "c.completed", "c.task", "outcome_completed", query.completed(), dialect);
            case SUBMITTED -> byTime("task c", "c.submitted", "c.id", "task_submitted", query.submitted(), dialect);
            case SESSION, PLACE -> byId("submission c", RUN_ID, "1 = 1");
            case ALL -> byId("task c", "c.id", "1 = 1");
        };
    }

    private static Candidates byId(String table, String id, String where, Object... places) {
        return new Candidates(table, new Sql().add(where, places), null, null, id, null);
    }

    private static Candidates byTime(
            String table, String time, String id, String index, Query.Span span, Dialect dialect) {
        return new Candidates(table + dialect.byIndex(index), new Sql().add("1 = 1"), null, time, id, span);
    }

    /** Their table, and behind it those of a task: its own comes after its outcome's, which decides more. */
    String tables() {
        String outcome = " LEFT JOIN outcome o ON o.task = " + id;
        String task = " CROSS JOIN task t";
        return table + (id.equals(RUN_ID) ? task + outcome : outcome + task) + " LEFT JOIN open_task u ON u.id = t.id";
    }

    /** The columns of a {@link Position}. */
    String columns() {
        return (text == null ? "''" : text) + ", " + (number == null ? "0" : number) + ", " + id;
    }

    /** Their order. */
    String order(boolean ascending) {
        String direction = ascending ? " ASC" : " DESC";
        String first = text == null ? number : text;
        return " ORDER BY " + (first == null ? "" : first + direction + ", ") + id + direction;
    }

    /**
     * Those behind a position, up to another one, in an order. There is one bound at each end: SQLite would take any of
     * several, and look at all rows up to there.
     *
     * @param after null from the beginning
     * @param end null up to the last
     */
    Sql between(@Nullable Position after, @Nullable Position end, boolean ascending) {
        Position low = ascending ? after : end;
        Position high = ascending ? end : after;
        if (id.equals(RUN_ID)) {
            return ofRun(low, high, ascending);
        }
        Sql sql = new Sql();
        if (span != null && (low == null || low.compareTo(start(span.from())) < 0)) {
            sql.add(compared(">=", start(span.from())));
        } else if (low != null) {
            sql.add(compared(ascending ? ">" : ">=", low));
        }
        if (span != null && (high == null || high.compareTo(start(span.before())) >= 0)) {
            sql.add(compared("<", start(span.before())));
        } else if (high != null) {
            sql.add(compared(ascending ? "<=" : "<", high));
        }
        return sql;
    }

    private static Position start(long moment) {
        return new Position("", moment, Long.MIN_VALUE);
    }

    private static Sql ofRun(@Nullable Position low, @Nullable Position high, boolean ascending) {
        long first = low == null ? 0 : low.id() + (ascending ? 1 : 0);
        long last = high == null ? Long.MAX_VALUE : high.id() - (ascending ? 0 : 1);
        return new Sql()
                .add(" AND t.id >= CASE WHEN c.first > ? THEN c.first ELSE ? END", first, first)
                .add(" AND t.id <= CASE WHEN c.last < ? THEN c.last ELSE ? END", last, last);
    }

    private Sql compared(String operator, Position position) {
        Sql sql = new Sql();
        if (text != null) {
            return sql.add(" AND (" + text + ", " + id + ") " + operator + " (?, ?)", position.text(), position.id());
        } else if (number != null) {
            return sql.add(
                    " AND (" + number + ", " + id + ") " + operator + " (?, ?)", position.number(), position.id());
        }
        return sql.add(" AND " + id + " " + operator + " ?", position.id());
    }
}
