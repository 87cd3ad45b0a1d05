package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.FinishedTask;
import io.stoker.task.Labels;
import io.stoker.task.Submitter;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TaskSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a store keeps, as maps: it knows only what was committed to it. */
final class Rows {
    final TreeMap<Long, OpenTask> open = new TreeMap<>();
    final Map<Long, FinishedTask> finished = new HashMap<>();
    final List<Removal> removals = new ArrayList<>();
    private final Set<Long> removed = new HashSet<>();
    final TreeSet<Long> pinned = new TreeSet<>();
    private final Map<Long, Long> bytes = new HashMap<>();
    private final Map<String, SessionMark> marks = new HashMap<>();
    private final List<KeyRun> answers = new ArrayList<>();
    /** For each engine that holds attempts, these in order. */
    final Map<String, List<Holding>> held = new HashMap<>();

    private final Map<Long, String> errors = new HashMap<>();
    private final Map<Long, Submitter> submitters = new HashMap<>();
    private final Map<Long, TaskSpec> specs = new HashMap<>();

    private long nextTask;
    private Counts counts = Counts.NONE;

    /**
     * What one decision changes, taken before the next is made.
     *
     * @param after the tasks it touched, as they are now; null for what is open no longer
     */
    record Change(List<Event> events, Map<Long, @Nullable OpenTask> after, long nextTask, Counts counts) {

        static Change of(Decision decision, Ledger ledger) {
            Map<Long, @Nullable OpenTask> after = new TreeMap<>();
            for (Event event : decision.events()) {
                event.touched().forEach(id -> after.put(id, ledger.find(id)));
            }
            return new Change(decision.events(), after, ledger.nextTask(), ledger.counts());
        }
    }

    void commit(Change change) {
        for (Event event : change.events()) {
            if (event instanceof Event.Finished e) {
                assertThat(finished.put(e.task().taskId(), e.task()))
                        .as("an earlier result of task %s", e.task().taskId())
                        .isNull();
            }
            answer(event);
        }
        change.after().forEach((id, task) -> {
            if (task == null) {
                open.remove(id);
            } else {
                open.put(id, task);
            }
        });
        nextTask = change.nextTask();
        counts = change.counts();
    }

    /** All that engines hold now, after the decisions of a batch. */
    void hold(Map<String, List<Holding>> lines) {
        lines.forEach((engine, line) -> held.compute(engine, (e, before) -> line.isEmpty() ? null : line));
    }

    private void answer(Event event) {
        if (event instanceof Event.Answered e) {
            answers.add(e.run());
        } else if (event instanceof Event.Accepted e) {
            for (int i = 0; i < e.specs().size(); i++) {
                submitters.put(e.firstTask() + i, e.by());
                specs.put(e.firstTask() + i, e.specs().get(i));
                if (e.specs().get(i).options().pinned()) {
                    pinned.add(e.firstTask() + i);
                }
            }
        } else if (event instanceof Event.Finished e) {
            bytes.put(e.task().taskId(), e.bytes());
            errors.put(e.task().taskId(), e.error());
        } else if (event instanceof Event.RemovalNoted e) {
            note(e.row());
        } else if (event instanceof Event.Pinned e) {
            e.tasks().ids().forEach(e.pinned() ? pinned::add : pinned::remove);
        } else if (event instanceof Event.Removed e) {
            e.tasks().ids().forEach(removed::add);
        } else if (event instanceof Event.SessionForgotten e) {
            marks.remove(e.session());
        } else if (event instanceof Event.Acknowledged e) {
            marks.put(e.mark().session(), e.mark());
            answers.removeIf(run -> run.session().equals(e.mark().session())
                    && run.lastKey() <= e.mark().upTo());
        }
    }

    private void note(Removal row) {
        removals.removeIf(run -> run.from() >= row.from() && run.from() <= row.to());
        removals.add(row);
    }

    /** What a store says of the finished tasks from this id on. */
    RetentionCandidates candidates(long from, int most) {
        List<RetentionCandidates.Old> oldest = finished.values().stream()
                .filter(task -> task.taskId() >= from && !isRemoved(task.taskId()) && !pinned.contains(task.taskId()))
                .sorted(Comparator.comparingLong(FinishedTask::taskId))
                .limit(most)
                .map(task -> new RetentionCandidates.Old(
                        task.taskId(), task.submitted(), task.completed(), bytes.get(task.taskId())))
                .toList();
        long all = bytes.entrySet().stream()
                .filter(entry -> !isRemoved(entry.getKey()) && !pinned.contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new RetentionCandidates(all, oldest);
    }

    /** All tasks that are there, as a listing shows them. */
    List<TaskSummary> summaries() {
        List<TaskSummary> all = new ArrayList<>();
        Map<Long, Holding> holdings = new HashMap<>();
        held.values().forEach(line -> line.forEach(holding -> holdings.put(holding.task(), holding)));
        open.values().forEach(task -> {
            Holding holding = holdings.get(task.id());
            OpenState state = holding == null
                    ? task.state().apart()
                    : task.state().apart().with(holding);
            int engine = holding == null ? -1 : holding.held().engineId();
            long started = holding == null ? 0 : holding.held().started();
            all.add(summary(task.id(), state.state(), state.attempt(), engine, task.submitted(), started, 0));
        });
        finished.forEach((id, task) -> {
            if (!isRemoved(id)) {
                int attempts = task.attempts().size();
                all.add(summary(
                        id,
                        task.state(),
                        attempts,
                        task.engineId(),
                        task.submitted(),
                        task.started(),
                        task.completed()));
            }
        });
        return all;
    }

    private TaskSummary summary(
            long id, TaskState state, int attempts, int engine, long submitted, long started, long completed) {
        Map<String, String> all = spec(id).options().labels();
        return new TaskSummary(
                id,
                all.get(Labels.NAME),
                Labels.withoutName(all),
                state,
                attempts,
                engine,
                submitted,
                started,
                completed,
                errors.get(id),
                submitters.get(id));
    }

    /** As it was submitted. */
    TaskSpec spec(long task) {
        return Objects.requireNonNull(specs.get(task));
    }

    /** Whether there is a retry of it. */
    boolean isRetried(long task) {
        return specs.entrySet().stream()
                .filter(each -> !isRemoved(each.getKey()))
                .anyMatch(each -> String.valueOf(task)
                        .equals(each.getValue().options().labels().get(Labels.RETRY_OF)));
    }

    boolean isRemoved(long task) {
        return removed.contains(task);
    }

    long removed() {
        return removed.size();
    }

    long nextTask() {
        return nextTask;
    }

    Snapshot snapshot() {
        List<FinishedRun> kept = finished.values().stream()
                .filter(task -> !isRemoved(task.taskId()))
                .map(task ->
                        new FinishedRun(task.taskId(), new byte[] {task.state().code()}))
                .toList();
        IdSet pins = new IdSet();
        pinned.forEach(id -> pins.set(id, true));
        return new Snapshot(
                nextTask,
                counts,
                open.values().stream()
                        .map(task -> task.with(task.state().apart()))
                        .toList(),
                Map.copyOf(held),
                kept,
                List.copyOf(removals),
                pins,
                List.copyOf(answers),
                List.copyOf(marks.values()));
    }
}
