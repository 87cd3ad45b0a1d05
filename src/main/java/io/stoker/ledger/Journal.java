package io.stoker.ledger;

import io.stoker.task.FinishedTask;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Gathers the rows of one {@link Changes} while events are applied. Which values a task needs is decided here. */
final class Journal {
    private final List<OpenTask> accepted = new ArrayList<>();
    private final List<Changes.Ended> ended = new ArrayList<>();
    private final Set<Long> states = new LinkedHashSet<>();
    private final Set<String> engines = new LinkedHashSet<>();
    private final List<KeyRun> answers = new ArrayList<>();
    private final Map<String, SessionMark> marks = new LinkedHashMap<>();
    private final Set<String> forgotten = new LinkedHashSet<>();
    private final List<ValueUse> used = new ArrayList<>();
    private final List<ValueUse> unused = new ArrayList<>();
    private final IdSet pinned = new IdSet();
    private final IdSet unpinned = new IdSet();
    private final IdSet removed = new IdSet();
    private final TreeMap<Long, Removal> removals = new TreeMap<>();
    private final TreeMap<Long, SubmittedRun> submitted = new TreeMap<>();
    private final List<Happening> happenings = new ArrayList<>();

    /** An event was applied. */
    void happened(Event event, @Nullable OpenTask before) {
        if (Happenings.tells(event)) {
            happenings.add(new Happening(event, before));
        }
    }

    void accepted(OpenTask task) {
        accepted.add(task);
        uses(task.id(), ValueUse.Role.ARGUMENT, task.spec().stored(), used);
        if (task.spec().options().pinned()) {
            pinned.set(task.id(), true);
        }
    }

    /** New tasks have come, or more of those that came last. */
    void submitted(SubmittedRun run) {
        submitted.put(run.first(), run);
    }

    /** @param before the task that has ended */
    void ended(OpenTask before, Event.Finished event, boolean isPinned) {
        FinishedTask end = event.task();
        states.remove(before.id());
        ended.add(new Changes.Ended(end, event.error(), event.bytes(), isPinned));
        if (end.state() == TaskState.SUCCEEDED) { // the others may be retried, for as long as the ledger has them
            uses(before.id(), ValueUse.Role.ARGUMENT, before.spec().stored(), unused);
        }
        uses(before.id(), ValueUse.Role.RESULT, new LinkedHashSet<>(end.values()), used);
    }

    private static void uses(long task, ValueUse.Role role, Collection<StoredValue> values, List<ValueUse> uses) {
        for (StoredValue value : values) {
            uses.add(new ValueUse(task, role, value));
        }
    }

    /** Something has become of an unfinished task, beside what its engine holds. */
    void changed(long task) {
        states.add(task);
    }

    /** An engine got or lost an attempt, or has started it. */
    void touched(String engine) {
        engines.add(engine);
    }

    void answered(KeyRun run) {
        answers.add(run);
    }

    void acknowledged(SessionMark mark) {
        marks.put(mark.session(), mark);
    }

    void forgotten(String session) {
        marks.remove(session);
        forgotten.add(session);
    }

    void pinned(IdSet tasks, boolean pin) {
        pinned.set(tasks, pin);
        unpinned.set(tasks, !pin);
    }

    void removed(IdSet tasks) {
        removed.set(tasks, true);
    }

    void noted(Removal row) {
        removals.subMap(row.from(), true, row.to(), true).clear();
        removals.put(row.from(), row);
    }

    boolean isEmpty() {
        return accepted.isEmpty()
                && ended.isEmpty()
                && states.isEmpty()
                && engines.isEmpty()
                && answers.isEmpty()
                && marks.isEmpty()
                && forgotten.isEmpty()
                && pinned.isEmpty()
                && unpinned.isEmpty()
                && removed.isEmpty()
                && removals.isEmpty()
                && happenings.isEmpty();
    }

    /** All rows, with what changed tasks and engines are now; this is of no use any more then. */
    Changes rows(
            long nextTask, Counts counts, LongFunction<OpenState> state, Function<String, List<Holding>> holdings) {
        Map<Long, OpenState> now = new HashMap<>();
        states.forEach(task -> now.put(task, state.apply(task)));
        Map<String, List<Holding>> held = new HashMap<>();
        engines.forEach(engine -> held.put(engine, holdings.apply(engine)));
        return new Changes(
                nextTask,
                counts,
                accepted,
                ended,
                now,
                held,
                answers,
                List.copyOf(marks.values()),
                forgotten,
                used,
                unused,
                pinned,
                unpinned,
                removed,
                List.copyOf(removals.values()),
                List.copyOf(submitted.values()),
                happenings);
    }
}
