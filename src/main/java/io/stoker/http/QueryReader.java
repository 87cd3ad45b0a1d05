package io.stoker.http;

import io.stoker.api.BadDocumentException;
import io.stoker.api.Conditions;
import io.stoker.store.Position;
import io.stoker.task.Names;
import io.stoker.task.Query;
import io.stoker.task.Visible;
import io.stoker.wire.Question;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Query}, and what page of it is wanted, of the query of a request. */
final class QueryReader {
    /** What may be there several times. */
    static final Set<String> REPEATED = Set.of(ApiRequest.LABEL, "state");

    /** All of it. */
    static final Set<String> PARAMETERS = parameters();

    private static final int USUAL_LIMIT = 100;
    private static final int LONGEST_LIMIT = 10;

    private QueryReader() {}

    /**
     * A page that is asked for.
     *
     * @param after behind which place; null for the first page
     * @param limit so many tasks at most
     */
    record Page(Query query, @Nullable String after, int limit) {}

    private static Set<String> parameters() {
        Set<String> all = new HashSet<>(Conditions.SINGLE);
        all.addAll(REPEATED);
        all.addAll(Set.of("order", "limit", "after"));
        return Set.copyOf(all);
    }

    /** @throws BadDocumentException if something of it cannot be read, with its name */
    static Page page(ApiRequest request) {
        Query query = ordered(request, conditions(request));
        String after = request.query().get("after");
        if (after != null) {
            Object unused = BadDocumentException.at("after", () -> Position.parse(after, query));
        }
        return new Page(query, after, limit(request));
    }

    private static Query conditions(ApiRequest request) {
        Conditions conditions = new Conditions();
        request.labels().forEach(label -> conditions.label(ApiRequest.LABEL, label.key(), label.value()));
        conditions.states("state", request.lists().getOrDefault("state", List.of()));
        for (String name : Conditions.SINGLE) {
            String value = request.query().get(name);
            if (value != null) {
                conditions.set(name, value);
            }
        }
        return conditions.query();
    }

    private static Query ordered(ApiRequest request, Query query) {
        String order = request.query().getOrDefault("order", "newest");
        return switch (order) {
            case "newest" -> query;
            case "oldest" -> query.fromOldest();
            default ->
                throw new BadDocumentException("this must be newest or oldest, not '" + Names.shown(order) + "'")
                        .in("order");
        };
    }

    private static int limit(ApiRequest request) {
        int most = Question.AskPage.MOST_TASKS;
        String text = request.query().getOrDefault("limit", String.valueOf(USUAL_LIMIT));
        boolean isNumber = text.length() <= LONGEST_LIMIT && text.matches("[0-9]+");
        long limit = isNumber ? Long.parseLong(text) : 0;
        if (limit < 1 || limit > most) {
            throw new BadDocumentException("this must be a number of tasks, from 1 to " + most + ", not '"
                            + Visible.line(Names.shown(text)) + "'")
                    .in("limit");
        }
        return (int) limit;
    }
}
