package io.stoker.store.sql;

import io.stoker.ledger.Holding;
import io.stoker.store.Path;
import io.stoker.task.Query;
import io.stoker.task.TaskState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a query asks for beside what its {@link Candidates} have anyway, of a task t and its outcome o. Nothing of it
 * makes a database look for outcomes first.
 */
final class Filters {
    private static final int NO_OUTCOME = 0;

    private final Query query;
    private final Path path;
    private final Narrowest way;
    private final String id;
    private final Collection<Holding> held;
    private final Sql all = new Sql();

    private Filters(Query query, Narrowest way, String id, Collection<Holding> held) {
        this.query = query;
        this.way = way;
        this.path = way.path();
        this.id = id;
        this.held = held;
    }

    /**
     * Conditions that begin with AND; empty if there are none.
     *
     * @param way by which the candidates were found
     * @param id the column of the candidates with the task's id
     * @param held what engines hold
     */
    static Sql of(Query query, Narrowest way, String id, Collection<Holding> held) {
        Filters filters = new Filters(query, way, id, held);
        filters.labels();
        filters.states();
        filters.times();
        filters.engine();
        filters.from();
        return filters.all;
    }

    private void labels() {
        for (Map.Entry<String, String> label : query.labels().entrySet()) {
            if (!label.equals(way.label())) {
                all.add(
                        " AND EXISTS (SELECT 1 FROM label f WHERE f.key = ? AND f.value = ? AND f.task = " + id + ")",
                        label.getKey(),
                        label.getValue());
            }
        }
        for (String key : query.keys()) {
            if (path != Path.KEY || !key.equals(Path.leadingKey(query))) {
                all.add(" AND EXISTS (SELECT 1 FROM label f WHERE f.task = " + id + " AND f.key = ?)", key);
            }
        }
    }

    private void states() {
        Set<Query.State> states = query.states();
        boolean unneeded = states.isEmpty() || path == Path.UNFINISHED || states.size() == Query.State.values().length;
        if (!unneeded) {
            List<String> codes = new ArrayList<>();
            for (TaskState state : TaskState.values()) {
                if (state.isFinal() && states.stream().anyMatch(one -> one.is(state))) {
                    codes.add(String.valueOf(state.code()));
                }
            }
            if (states.contains(Query.State.UNFINISHED)) {
                codes.add(String.valueOf(NO_OUTCOME));
            }
            // Those that have not succeeded are told apart by the index in which they are.
            String state = path == Path.UNSUCCESSFUL ? "c.state" : "coalesce(o.state, " + NO_OUTCOME + ")";
            all.add(" AND " + state + " IN (" + String.join(", ", codes) + ")");
        }
    }

    private void times() {
        Query.Span submitted = query.submitted();
        if (path != Path.SUBMITTED && !submitted.equals(Query.Span.EVER)) {
            all.add(" AND t.submitted >= ? AND t.submitted < ?", submitted.from(), submitted.before());
        }
        Query.Span completed = query.completed();
        if (path != Path.COMPLETED && !completed.equals(Query.Span.EVER)) {
            all.add(
                    " AND CASE WHEN o.task IS NULL THEN 1 = 0 ELSE o.completed >= ? AND o.completed < ? END",
                    completed.from(),
                    completed.before());
        }
    }

    private void engine() {
        if (query.engine() != null) {
            String there = held.stream()
                    .filter(holding -> holding.held().engineId() == query.engine())
                    .map(holding -> String.valueOf(holding.task()))
                    .collect(Collectors.joining(", "));
            String elsewhere =
                    held.stream().map(holding -> String.valueOf(holding.task())).collect(Collectors.joining(", "));
            String unfinished = query.engine() >= 0
                    ? (there.isEmpty() ? "1 = 0" : id + " IN (" + there + ")")
                    : (elsewhere.isEmpty() ? "1 = 1" : id + " NOT IN (" + elsewhere + ")");
            all.add(" AND CASE WHEN o.task IS NULL THEN " + unfinished + " ELSE o.engine = ? END", (long)
                    query.engine());
        }
    }

    private void from() {
        boolean unneeded = path == Path.SESSION || path == Path.PLACE;
        Query.From from = query.from();
        if (!unneeded && from.session() != null) {
            all.add(" AND " + PageReader.SESSION + " = ?", from.session());
        }
        if (!unneeded && (from.user() != null || from.host() != null)) {
            all.add(" AND " + PageReader.SESSION + " IN (")
                    .add(RunWalk.sessions(from))
                    .add(")");
        }
    }
}
