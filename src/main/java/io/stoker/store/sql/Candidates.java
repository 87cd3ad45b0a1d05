package io.stoker.store.sql;

import io.stoker.store.Path;
import io.stoker.store.Position;
import io.stoker.task.Query;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows, called c, in which the tasks of a query are looked for, by an index that has the order of the query.
 *
 * @param table their table
 * @param where which of them
 * @param text the column that comes first in the order, null if it is no text
 * @param number the column that comes first in it, null if it is no number
 * @param id the column with the task's id, which comes last
 */
record Candidates(
        String table,
        Sql where,
        @Nullable String text,
        @Nullable String number,
        String id) {

    /** Those of a path; those of sessions are limited by {@link RunWalk}. */
    static Candidates of(Path path, Query query, Dialect dialect) {
        return switch (path) {
            case LABEL -> {
                Map.Entry<String, String> label = leading(query);
                yield byId("label c", "c.task", "c.key = ? AND c.value = ?", label.getKey(), label.getValue());
            }
            case KEY ->
                new Candidates(
                        "label c", new Sql().add("c.key = ?", Path.leadingKey(query)), "c.value", null, "c.task");
            case UNFINISHED -> byId("open_task c", "c.id", "c.id >= 0");
            case UNSUCCESSFUL -> byId("outcome c" + dialect.byIndex("outcome_unsuccessful"), "c.task", "c.state > 10");
            case COMPLETED ->
                byTime("outcome c", "c.completed", "c.task", "outcome_completed", query.completed(), dialect);
            case SUBMITTED -> byTime("task c", "c.submitted", "c.id", "task_submitted", query.submitted(), dialect);
            case SESSION, PLACE -> byId("submission c", "t.id", "t.id >= c.first AND t.id <= c.last");
            case ALL -> byId("task c", "c.id", "c.id >= 0");
        };
    }

    /** The label by which its tasks are looked for: the first, which is the name if there is one. */
    static Map.Entry<String, String> leading(Query query) {
        return query.labels().entrySet().iterator().next();
    }

    private static Candidates byId(String table, String id, String where, Object... places) {
        return new Candidates(table, new Sql().add(where, places), null, null, id);
    }

    private static Candidates byTime(
            String table, String time, String id, String index, Query.Span span, Dialect dialect) {
        Sql where = new Sql().add(time + " >= ? AND " + time + " < ?", span.from(), span.before());
        return new Candidates(table + dialect.byIndex(index), where, null, time, id);
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

    /** Behind a position, in an order. */
    Sql behind(Position position, boolean ascending) {
        return compared(ascending ? ">" : "<", position);
    }

    /** Up to a position, this included, in an order. */
    Sql upTo(Position position, boolean ascending) {
        return compared(ascending ? "<=" : ">=", position);
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
