package io.stoker.store.sql;

import io.stoker.ledger.Holding;
import io.stoker.ledger.IdSet;
import io.stoker.store.Listing;
import io.stoker.store.Path;
import io.stoker.store.Position;
import io.stoker.task.Query;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskSummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page. Its first statement says where to stop, because only so many tasks are to be looked at; its second
 * finds what there is up to there; two more tell of the labels and of who has submitted the tasks.
 */
final class PageReader {
    /** The session that has submitted the task t; null if that is not known. */
    static final String SESSION = "(SELECT CASE WHEN s.last >= t.id THEN s.session END FROM submission s"
            + " WHERE s.first <= t.id ORDER BY s.first DESC LIMIT 1)";

    /** What {@link SummaryRow#of} reads. */
    static final String COLUMNS = "t.id, t.submitted, o.state, o.attempts, o.engine, o.started, o.completed,"
            + " o.error, u.state, " + SESSION;

    private final Connection connection;
    private final Query query;
    private final Path path;
    private final Candidates candidates;
    private final Map<Long, Holding> held;
    private final Sql filters;
    private final boolean ascending;

    /** A task that was found, and where. */
    private record Found(Position position, SummaryRow row) {}

    private PageReader(Connection connection, Dialect dialect, Query query) throws SQLException {
        this.connection = connection;
        this.query = query;
        Narrowest way = Narrowest.of(connection, dialect, query);
        this.path = way.path();
        this.candidates = Candidates.of(way, query, dialect);
        this.held = SummaryRow.held(connection);
        this.filters = Filters.of(query, way, candidates.id(), held.values());
        this.ascending = query.oldestFirst();
    }

    static TaskPage read(Connection connection, Dialect dialect, Query query, @Nullable Position after, int most)
            throws SQLException {
        return new PageReader(connection, dialect, query).page(after, most);
    }

    private TaskPage page(@Nullable Position after, int most) throws SQLException {
        RunWalk walk = path == Path.SESSION || path == Path.PLACE ? walk(after, most) : null;
        Position end = walk == null ? end(after) : walk.end() == null ? null : Position.of(walk.end());
        Sql limits = candidates.between(after, end, ascending);
        if (walk != null) {
            limits.add(walk.within());
        }
        List<Found> found = find(limits, most);
        Position last = found.size() < most ? end : found.get(most - 1).position();
        return page(found, last);
    }

    /** A page of what was found; it ends before it gets too large. */
    private TaskPage page(List<Found> found, @Nullable Position last) throws SQLException {
        IdSet gone = Chores.removed(connection);
        List<Found> there =
                found.stream().filter(one -> !gone.contains(one.row().id())).toList();
        List<TaskSummary> all =
                SummaryRow.summaries(connection, there.stream().map(Found::row).toList());
        List<TaskSummary> tasks = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < all.size(); i++) {
            bytes += all.get(i).size();
            if (i > 0 && bytes > Listing.MOST_BYTES) {
                return new TaskPage(tasks, there.get(i - 1).position().after(query));
            }
            tasks.add(all.get(i));
        }
        return new TaskPage(tasks, last == null ? null : last.after(query));
    }

    private RunWalk walk(@Nullable Position after, int most) throws SQLException {
        long window = filters.isEmpty() ? most : Listing.MOST_LOOKED;
        return RunWalk.from(connection, query, after == null ? null : after.id(), window);
    }

    /** The last place to look at; null if all the rest may be. */
    private @Nullable Position end(@Nullable Position after) throws SQLException {
        if (filters.isEmpty()) {
            return null; // each row that is looked at is one of the page
        }
        return path == Path.ALL ? endOfIds(after) : endOfRows(after);
    }

    private @Nullable Position endOfRows(@Nullable Position after) throws SQLException {
        Sql select = new Sql()
                .add("SELECT " + candidates.columns() + " FROM " + candidates.table() + " WHERE ")
                .add(candidates.where())
                .add(candidates.between(after, null, ascending));
        select.add(candidates.order(ascending)).add(" LIMIT 1 OFFSET ?", (long) Listing.MOST_SCATTERED - 1);
        try (PreparedStatement statement = select.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? position(row) : null;
        }
    }

    /** Ids have few gaps, so that nobody has to count rows, which are long. */
    private @Nullable Position endOfIds(@Nullable Position after) throws SQLException {
        Sql select = new Sql().add(ascending ? "SELECT min(id) FROM task" : "SELECT max(id) FROM task");
        if (after != null) {
            select.add(ascending ? " WHERE id > ?" : " WHERE id < ?", after.id());
        }
        try (PreparedStatement statement = select.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            row.next();
            long first = row.getLong(1);
            boolean none = row.wasNull();
            return none ? null : Position.of(ascending ? first + Listing.MOST_LOOKED : first - Listing.MOST_LOOKED);
        }
    }

    /** The statement that finds tasks between two places. */
    static Sql sql(Connection connection, Dialect dialect, Query query, Position after, Position end)
            throws SQLException {
        PageReader reader = new PageReader(connection, dialect, query);
        boolean bySession = reader.path == Path.SESSION || reader.path == Path.PLACE;
        Sql limits = reader.candidates.between(after, end, reader.ascending);
        return reader.select(bySession ? limits.add(reader.walk(null, 1).within()) : limits, 1);
    }

    private Sql select(Sql limits, int most) {
        return new Sql()
                .add("SELECT " + candidates.columns() + ", " + COLUMNS + " FROM " + candidates.tables())
                .add(" WHERE t.id = " + candidates.id() + " AND ")
                .add(candidates.where())
                .add(limits)
                .add(filters)
                .add(candidates.order(ascending))
                .add(" LIMIT ?", (long) most);
    }

    private List<Found> find(Sql limits, int most) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (PreparedStatement statement = select(limits, most).prepare(connection);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new Found(position(row), SummaryRow.of(row, 4, held)));
            }
        }
        return found;
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getString(1), row.getLong(2), row.getLong(3));
    }
}
