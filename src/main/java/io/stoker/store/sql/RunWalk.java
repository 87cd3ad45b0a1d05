package io.stoker.store.sql;

import io.stoker.store.Listing;
import io.stoker.task.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How far to look for the tasks that certain sessions have submitted: over the rows of {@code submission}, until these
 * have so many tasks or there were too many rows.
 */
final class RunWalk {
    private final Sql sessions;
    private final boolean ascending;
    private final long window;
    private long ids;
    private int rows;
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;
    private @Nullable Long end;

    /** @param window how many tasks are enough */
    private RunWalk(Query query, long window) {
        this.sessions = ofSessions(query);
        this.ascending = query.oldestFirst();
        this.window = window;
    }

    /** From a task on, which is not looked at itself; null from the beginning. */
    static RunWalk from(Connection connection, Query query, @Nullable Long after, long window) throws SQLException {
        RunWalk walk = new RunWalk(query, window);
        try (PreparedStatement select = select(query, after).prepare(connection);
                ResultSet row = select.executeQuery()) {
            while (walk.end == null && row.next()) {
                walk.take(row.getLong(1), row.getLong(2), row.getBoolean(3), after);
            }
        }
        return walk;
    }

    private static Sql select(Query query, @Nullable Long after) {
        Sql select = new Sql().add("SELECT c.first, c.last, ");
        boolean one = query.from().session() != null;
        select.add(one ? "1 = 1" : "CASE WHEN ").add(one ? new Sql() : ofSessions(query));
        select.add(one ? "" : " THEN 1 = 1 ELSE 1 = 0 END").add(" FROM submission c WHERE ");
        select.add(one ? ofSessions(query) : new Sql().add("c.first >= 0"));
        if (after != null && query.oldestFirst()) {
            // The run that has the task itself may go on behind it.
            select.add(
                    " AND c.first >= coalesce((SELECT max(first) FROM submission WHERE first <= ?"
                            + (one ? " AND session = ?" : "") + "), 0)",
                    one ? new Object[] {after, query.from().session()} : new Object[] {after});
        } else if (after != null) {
            select.add(" AND c.first < ?", after);
        }
        return select.add(" ORDER BY c.first " + (query.oldestFirst() ? "ASC" : "DESC"));
    }

    /** Whether the run c is of one of the sessions that the query names. */
    private static Sql ofSessions(Query query) {
        Query.From from = query.from();
        Sql sql = new Sql();
        if (from.session() != null) {
            sql.add("c.session = ?", from.session());
        }
        if (from.user() != null || from.host() != null) {
            sql.add(sql.isEmpty() ? "" : " AND ")
                    .add("c.session IN (")
                    .add(sessions(from))
                    .add(")");
        }
        return sql;
    }

    /** The sessions of a user or a host. */
    static Sql sessions(Query.From from) {
        Sql sql = new Sql().add("SELECT session FROM submitter WHERE session IS NOT NULL");
        if (from.user() != null) {
            sql.add(" AND user_name = ?", from.user());
        }
        if (from.host() != null) {
            sql.add(" AND host = ?", from.host());
        }
        return sql;
    }

    private void take(long first, long last, boolean matches, @Nullable Long after) {
        rows++;
        long from = after != null && ascending ? Math.max(first, after + 1) : first;
        long to = after != null && !ascending ? Math.min(last, after - 1) : last;
        if (matches && from <= to) {
            least = Math.min(least, first);
            greatest = Math.max(greatest, first);
            ids += to - from + 1;
        }
        if (ids >= window) {
            long tooMany = ids - window;
            end = ascending ? to - tooMany : from + tooMany;
        } else if (rows >= Listing.MOST_LOOKED) {
            end = ascending ? to : from;
        }
    }

    /** The last task to look at; null if that is the last there is. */
    @Nullable
    Long end() {
        return end;
    }

    /** The runs that were found, and none of others between them. */
    Sql within() {
        return new Sql()
                .add(" AND c.first >= ? AND c.first <= ? AND ", least, greatest)
                .add(sessions);
    }
}
