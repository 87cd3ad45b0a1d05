package io.stoker.store;

import io.stoker.ledger.Changes;
import io.stoker.ledger.Holding;
import io.stoker.ledger.IdSet;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.ledger.SubmittedRun;
import io.stoker.task.FinishedTask;
import io.stoker.task.Labels;
import io.stoker.task.Query;
import io.stoker.task.StoredTask;
import io.stoker.task.StoredTasks;
import io.stoker.task.Submitter;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TaskSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Lists the tasks of a {@link MemoryStore}: it looks at all of them, as there are no more than a heap holds. */
final class MemoryListing implements Listing {
    private final Object lock;
    private final NavigableMap<Long, OpenTask> open;
    private final Map<String, List<Holding>> held;
    private final IdSet gone;
    private final TreeMap<Long, TaskSummary> ended = new TreeMap<>();
    private final TreeMap<Long, SubmittedRun> runs = new TreeMap<>();

    private final Map<Long, TaskSpec> endedSpecs = new HashMap<>();
    /** How many retries there are, by the id of the task that they are of, as a text. */
    private final Map<String, Integer> retries = new HashMap<>();

    private long nextTask;

    private record Placed(Position position, TaskSummary task) {}

    /**
     * @param lock guards all of these
     * @param gone finished tasks that are removed already
     */
    MemoryListing(Object lock, NavigableMap<Long, OpenTask> open, Map<String, List<Holding>> held, IdSet gone) {
        this.lock = lock;
        this.open = open;
        this.held = held;
        this.gone = gone;
    }

    void submitted(SubmittedRun run) {
        runs.put(run.first(), run);
    }

    void accepted(OpenTask task) {
        nextTask = task.id() + 1;
        String original = task.spec().options().labels().get(Labels.RETRY_OF);
        if (original != null) {
            retries.merge(original, 1, Integer::sum);
        }
    }

    void ended(OpenTask before, Changes.Ended end) {
        FinishedTask task = end.task();
        endedSpecs.put(task.taskId(), before.spec());
        ended.put(
                task.taskId(),
                summary(
                        before,
                        task.state(),
                        task.attempts().size(),
                        task.engineId(),
                        task.started(),
                        task.completed(),
                        end.error()));
    }

    /** The run of a task goes with the last of its tasks. */
    void removed(long id) {
        ended.remove(id);
        TaskSpec spec = endedSpecs.remove(id);
        String original = spec == null ? null : spec.options().labels().get(Labels.RETRY_OF);
        if (original != null) {
            retries.computeIfPresent(original, (task, count) -> count == 1 ? null : count - 1);
        }
        Map.Entry<Long, SubmittedRun> run = runs.floorEntry(id);
        if (run != null && isEmpty(run.getValue(), ended) && isEmpty(run.getValue(), open)) {
            runs.remove(run.getKey());
        }
    }

    private static boolean isEmpty(SubmittedRun run, NavigableMap<Long, ?> tasks) {
        return tasks.subMap(run.first(), true, run.last(), true).isEmpty();
    }

    @Override
    public CompletionStage<TaskPage> page(Query query, @Nullable String after, int most) {
        try {
            Position position = Position.parse(after, query);
            synchronized (lock) {
                return CompletableFuture.completedFuture(page(query, position, most));
            }
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Optional<TaskSummary>> find(long id) {
        synchronized (lock) {
            OpenTask task = open.get(id);
            TaskSummary found = task == null
                    ? gone.contains(id) ? null : ended.get(id)
                    : unfinished(task, holdings().get(id));
            return CompletableFuture.completedFuture(Optional.ofNullable(found));
        }
    }

    @Override
    public CompletionStage<StoredTasks> tasks(List<Long> ids) {
        List<StoredTask> tasks = new ArrayList<>();
        long bytes = 0;
        synchronized (lock) {
            for (int i = 0; i < ids.size(); i++) {
                TaskSpec spec = spec(ids.get(i));
                if (spec != null) {
                    StoredTask task = new StoredTask(ids.get(i), spec, retries.containsKey(String.valueOf(ids.get(i))));
                    bytes += task.size();
                    if (!tasks.isEmpty() && bytes > MOST_BYTES) {
                        return CompletableFuture.completedFuture(new StoredTasks(tasks, i, nextTask));
                    }
                    tasks.add(task);
                }
            }
            return CompletableFuture.completedFuture(new StoredTasks(tasks, ids.size(), nextTask));
        }
    }

    private @Nullable TaskSpec spec(long id) {
        OpenTask unfinished = open.get(id);
        return unfinished != null ? unfinished.spec() : gone.contains(id) ? null : endedSpecs.get(id);
    }

    private TaskPage page(Query query, @Nullable Position after, int most) {
        Path path = Path.of(query);
        Comparator<Position> order = query.oldestFirst() ? Comparator.naturalOrder() : Comparator.reverseOrder();
        Comparator<Placed> byPlace = Comparator.comparing(Placed::position, order);
        PriorityQueue<Placed> first = new PriorityQueue<>(byPlace.reversed());
        for (TaskSummary task : all()) {
            if (query.finds(task)) {
                Placed placed = new Placed(path.position(query, task), task);
                if (after == null || order.compare(placed.position(), after) > 0) {
                    first.add(placed);
                    if (first.size() > most) {
                        first.remove();
                    }
                }
            }
        }
        List<Placed> sorted = new ArrayList<>(first);
        sorted.sort(byPlace);
        return page(query, sorted, most);
    }

    private static TaskPage page(Query query, List<Placed> sorted, int most) {
        List<TaskSummary> tasks = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < sorted.size(); i++) {
            bytes += sorted.get(i).task().size();
            if (i > 0 && bytes > MOST_BYTES) {
                return new TaskPage(tasks, sorted.get(i - 1).position().after(query));
            }
            tasks.add(sorted.get(i).task());
        }
        boolean more = sorted.size() == most;
        return new TaskPage(tasks, more ? sorted.get(most - 1).position().after(query) : null);
    }

    private List<TaskSummary> all() {
        List<TaskSummary> all = new ArrayList<>(open.size() + ended.size());
        Map<Long, Holding> holdings = holdings();
        open.values().forEach(task -> all.add(unfinished(task, holdings.get(task.id()))));
        ended.values().stream().filter(task -> !gone.contains(task.taskId())).forEach(all::add);
        return all;
    }

    private Map<Long, Holding> holdings() {
        Map<Long, Holding> holdings = new HashMap<>();
        held.values().forEach(line -> line.forEach(holding -> holdings.put(holding.task(), holding)));
        return holdings;
    }

    private TaskSummary unfinished(OpenTask task, @Nullable Holding holding) {
        OpenState state = holding == null ? task.state().apart() : task.state().with(holding);
        OpenState.Held where = state.held();
        return summary(
                task,
                state.state(),
                state.attempt(),
                where == null ? -1 : where.engineId(),
                where == null ? 0 : where.started(),
                0,
                null);
    }

    private TaskSummary summary(
            OpenTask task,
            TaskState state,
            int attempts,
            int engine,
            long started,
            long completed,
            @Nullable String error) {
        Map<String, String> labels = task.spec().options().labels();
        return new TaskSummary(
                task.id(),
                labels.get(Labels.NAME),
                Labels.withoutName(labels),
                state,
                attempts,
                engine,
                task.submitted(),
                started,
                completed,
                error,
                submitter(task.id()));
    }

    private @Nullable Submitter submitter(long id) {
        Map.Entry<Long, SubmittedRun> run = runs.floorEntry(id);
        return run == null || run.getValue().last() < id ? null : run.getValue().by();
    }
}
