package io.stoker.store.sql;

import io.stoker.store.Listing;
import io.stoker.store.Path;
import io.stoker.task.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By what the tasks of a query are looked for. With a label there may be several ways: other labels, or the index of
 * tasks that have not succeeded. All of these have the order of ids, so that each page may take another one.
 *
 * @param label by which tasks are looked for, if that is the path; null otherwise
 */
record Narrowest(Path path, Map.@Nullable Entry<String, String> label) {
    /** Ways with more tasks than the last are all the same. */
    private static final long[] STEPS = {100, Listing.MOST_SCATTERED};

    /** The first way that leads to fewer tasks than the others, as far as that shows soon. */
    static Narrowest of(Connection connection, Dialect dialect, Query query) throws SQLException {
        Path usual = Path.of(query);
        if (usual != Path.LABEL) {
            return new Narrowest(usual, null);
        }
        List<Narrowest> ways = new ArrayList<>();
        query.labels().entrySet().forEach(label -> ways.add(new Narrowest(Path.LABEL, label)));
        if (Path.wantsUnsuccessfulOnly(query)) {
            ways.add(new Narrowest(Path.UNSUCCESSFUL, null));
        }
        if (ways.size() > 1) {
            for (long step : STEPS) {
                for (Narrowest way : ways) {
                    if (!way.hasMore(connection, dialect, query, step)) {
                        return way;
                    }
                }
            }
        }
        return ways.get(0);
    }

    private boolean hasMore(Connection connection, Dialect dialect, Query query, long count) throws SQLException {
        Candidates candidates = Candidates.of(this, query, dialect);
        Sql select = new Sql()
                .add("SELECT " + candidates.id() + " FROM " + candidates.table() + " WHERE ")
                .add(candidates.where())
                .add(candidates.order(query.oldestFirst()))
                .add(" LIMIT 1 OFFSET ?", count);
        try (PreparedStatement statement = select.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }
}
