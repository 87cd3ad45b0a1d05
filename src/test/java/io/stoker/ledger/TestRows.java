package io.stoker.ledger;

import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes the rows of commits for tests of stores, of events that no rule has to allow. */
public final class TestRows {
    private static final TaskSpec UNKNOWN = TestTasks.spec("");

    private final Map<Long, OpenTask> tasks = new HashMap<>();
    private final IdSet pins = new IdSet();
    private long nextTask;

    /** The rows of these events. */
    public Changes of(Event... events) {
        return of(Map.of(), Map.of(), events);
    }

    /** The rows of these events, and what has become of tasks and engines besides. */
    public Changes of(Map<Long, OpenState> states, Map<String, List<Holding>> held, Event... events) {
        Journal journal = new Journal();
        for (Event event : events) {
            add(journal, event);
        }
        states.keySet().forEach(journal::changed);
        held.keySet().forEach(journal::touched);
        return journal.rows(
                nextTask,
                Counts.NONE,
                task -> Objects.requireNonNull(states.get(task)),
                engine -> Objects.requireNonNull(held.get(engine)));
    }

    private void add(Journal journal, Event event) {
        OpenTask before = null;
        if (event instanceof Event.Accepted e) {
            nextTask = e.firstTask();
            for (TaskSpec spec : e.specs()) {
                OpenTask task = new OpenTask(nextTask++, spec, e.at(), OpenState.FRESH);
                tasks.put(task.id(), task);
                pins.set(task.id(), spec.options().pinned());
                journal.accepted(task);
            }
            journal.submitted(SubmittedRun.of(e));
        } else if (event instanceof Event.Finished e) {
            long id = e.task().taskId();
            OpenTask task = tasks.getOrDefault(id, new OpenTask(id, UNKNOWN, 0, OpenState.FRESH));
            journal.ended(task, e, pins.contains(id));
            before = task;
        } else if (event instanceof Event.Answered e) {
            journal.answered(e.run());
        } else if (event instanceof Event.Acknowledged e) {
            journal.acknowledged(e.mark());
        } else if (event instanceof Event.Removed e) {
            journal.removed(e.tasks());
        } else if (event instanceof Event.RemovalNoted e) {
            journal.noted(e.row());
        } else if (event instanceof Event.Pinned e) {
            pins.set(e.tasks(), e.pinned());
            journal.pinned(e.tasks(), e.pinned());
        } else {
            throw new IllegalArgumentException(event.toString());
        }
        journal.happened(event, before);
    }
}
