package io.stoker.store;

import io.stoker.task.Query;
import io.stoker.task.TaskSummary;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** By what a store looks for the tasks of a query: what narrows most comes first here. It also decides their order. */
public enum Path {
    /** A label or the name. */
    LABEL,
    /** The tasks of one session. */
    SESSION,
    /** The unfinished tasks. */
    UNFINISHED,
    /** The tasks that have ended and not succeeded. */
    UNSUCCESSFUL,
    /** The tasks of all sessions of a user, or of a host. */
    PLACE,
    /** A label of any value: by its value. */
    KEY,
    /** When they have ended: by that time. */
    COMPLETED,
    /** When they were accepted: by that time. */
    SUBMITTED,
    /** All there are. */
    ALL;

    private static final Set<Query.State> UNFINISHED_ONLY = EnumSet.of(Query.State.UNFINISHED);
    private static final Set<Query.State> MANY = EnumSet.of(Query.State.UNFINISHED, Query.State.SUCCEEDED);

    /** The best one for a query. */
    public static Path of(Query query) {
        if (!query.labels().isEmpty()) {
            return LABEL;
        } else if (query.from().session() != null) {
            return SESSION;
        } else if (query.states().equals(UNFINISHED_ONLY)) {
            return UNFINISHED;
        } else if (wantsUnsuccessfulOnly(query)) {
            return UNSUCCESSFUL;
        } else if (query.from().user() != null || query.from().host() != null) {
            return PLACE;
        } else if (!query.keys().isEmpty()) {
            return KEY;
        } else if (!query.completed().equals(Query.Span.EVER)) {
            return COMPLETED;
        }
        return query.submitted().equals(Query.Span.EVER) ? ALL : SUBMITTED;
    }

    /** Whether only tasks can be found that have ended, and not succeeded. */
    public static boolean wantsUnsuccessfulOnly(Query query) {
        return !query.states().isEmpty() && query.states().stream().noneMatch(MANY::contains);
    }

    /** The key of the label that leads. */
    public static String leadingKey(Query query) {
        Set<String> keys =
                query.labels().isEmpty() ? query.keys() : query.labels().keySet();
        return keys.iterator().next();
    }

    /** Where a task stands in the order of the query. */
    public Position position(Query query, TaskSummary task) {
        return switch (this) {
            case KEY -> new Position(Objects.requireNonNull(task.labels().get(leadingKey(query))), 0, task.taskId());
            case COMPLETED -> new Position("", task.completed(), task.taskId());
            case SUBMITTED -> new Position("", task.submitted(), task.taskId());
            default -> Position.of(task.taskId());
        };
    }
}
