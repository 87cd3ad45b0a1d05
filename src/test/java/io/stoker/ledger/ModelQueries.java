package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.store.Listing;
import io.stoker.store.Path;
import io.stoker.store.Position;
import io.stoker.task.Labels;
import io.stoker.task.Query;
import io.stoker.task.Submitter;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Random labels, sessions and queries; and what a listing finds, held against all tasks. */
final class ModelQueries {
    private static final int QUERIES = 60;
    private static final long SECONDS = 60;
    private static final List<String> VALUES =
            List.of("1", "2", "", "%", "_", "it's", "<b>", "\\", "\uD83D\uDD25", "\uFFFF");

    private final Random random;
    private final List<TaskSummary> tasks;

    private ModelQueries(Random random, List<TaskSummary> tasks) {
        this.random = random;
        this.tasks = tasks;
    }

    static Map<String, String> labels(Random random) {
        Map<String, String> labels = new TreeMap<>();
        while (random.nextInt(3) == 0) {
            labels.put("k" + random.nextInt(3), VALUES.get(random.nextInt(VALUES.size())));
        }
        if (random.nextInt(4) == 0) {
            labels.put(Labels.NAME, "n" + random.nextInt(5));
        }
        if (random.nextInt(8) == 0) {
            labels.put(Labels.RETRY_OF, String.valueOf(random.nextInt(200)));
        }
        return labels;
    }

    static Submitter client(String session) {
        int number = Math.abs(session.hashCode());
        return new Submitter(session, "host-" + number % 2, "user-" + number % 3, number % 5 == 0 ? "client x" : null);
    }

    /** Many queries, each read page by page. */
    static void compare(Listing listing, List<TaskSummary> tasks, long seed) throws Exception {
        ModelQueries queries = new ModelQueries(new Random(seed), tasks);
        Set<Path> seen = EnumSet.noneOf(Path.class);
        for (int i = 0; i < QUERIES; i++) {
            Query query = queries.any();
            seen.add(Path.of(query));
            assertThat(queries.read(listing, query)).as(query.toString()).isEqualTo(queries.expected(query));
        }
        assertThat(seen.size()).as("kinds of paths").isGreaterThan(Path.values().length / 2);
        queries.find(listing);
    }

    /** Tasks by their ids, those included that there are not. */
    private void find(Listing listing) throws Exception {
        Map<Long, TaskSummary> byId =
                tasks.stream().collect(Collectors.toMap(TaskSummary::taskId, Function.identity()));
        long most = byId.keySet().stream().mapToLong(id -> id).max().orElse(0);
        for (int i = 0; i < QUERIES; i++) {
            long id = random.nextLong(-1, most + 2);
            assertThat(listing.find(id).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                    .as("task " + id)
                    .isEqualTo(Optional.ofNullable(byId.get(id)));
        }
    }

    private Query any() {
        Query query = random.nextBoolean() ? Query.all() : Query.all().fromOldest();
        for (int conditions = random.nextInt(4); conditions > 0; conditions--) {
            query = with(query);
        }
        return query;
    }

    private Query with(Query query) {
        TaskSummary like = tasks.isEmpty() ? null : tasks.get(random.nextInt(tasks.size()));
        Instant from = Instant.ofEpochMilli(like == null ? 0 : like.submitted());
        Instant before = from.plusMillis(random.nextInt(20_000));
        Query.State[] states = Query.State.values();
        Submitter by = like == null || like.submitter() == null ? client("x") : like.submitter();
        return switch (random.nextInt(11)) {
            case 0 -> query.label("k" + random.nextInt(3), VALUES.get(random.nextInt(VALUES.size())));
            case 1 -> query.label("k" + random.nextInt(4));
            case 2 -> query.name("n" + random.nextInt(6));
            case 3 -> query.state(states[random.nextInt(states.length)]);
            case 4 -> query.state(states[random.nextInt(states.length)], states[random.nextInt(states.length)]);
            case 5 -> query.submitted(from, before);
            case 6 -> query.completed(from, before);
            case 7 -> query.engine(random.nextInt(5) - 1);
            case 8 -> query.session(by.session());
            case 9 -> query.user(by.user());
            default -> query.host(by.host());
        };
    }

    private List<TaskSummary> expected(Query query) {
        Path path = Path.of(query);
        Comparator<TaskSummary> order = Comparator.<TaskSummary, Position>comparing(task -> path.position(query, task));
        return tasks.stream()
                .filter(query::finds)
                .sorted(query.oldestFirst() ? order : order.reversed())
                .toList();
    }

    private List<TaskSummary> read(Listing listing, Query query) throws Exception {
        List<TaskSummary> all = new ArrayList<>();
        String after = null;
        do {
            int most = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1 + random.nextInt(Listing.MOST_TASKS);
            TaskPage page =
                    listing.page(query, after, most).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
            assertThat(page.tasks().size()).isLessThanOrEqualTo(most);
            all.addAll(page.tasks());
            after = page.next();
        } while (after != null);
        return all;
    }
}
