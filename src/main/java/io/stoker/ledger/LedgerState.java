package io.stoker.ledger;

import io.stoker.task.AttemptId;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has happened so far: the state that events change. It knows no rule; it only applies. */
final class LedgerState {
    private final Map<Long, OpenTask> open;
    private final Map<String, Set<Long>> heldBy = new HashMap<>();
    /** Also those whose tasks have ended since, or been replaced by their recoveries: they may still run there. */
    private final Map<String, Set<AttemptId>> supersededOn = new HashMap<>();

    /** Of the attempts that engines hold, the number of the dispatch; none for those from before it was opened. */
    private final Map<Long, Long> dispatch = new HashMap<>();

    /** What is to be made durable. */
    private Journal journal = new Journal();

    private final Finished finished = new Finished();
    private final IdSet pins = new IdSet();
    private final Sessions sessions;
    private final Retries retries;
    private long dispatches;
    private long nextTask;
    /** Of the tasks that were accepted last, since the ledger was opened. */
    private @Nullable SubmittedRun lastRun;

    private Counts counts;
    private long pinnedFinished;
    private long openBytes;
    private long finishedBytes;
    private long regrouped;

    LedgerState(Snapshot snapshot, Now now) {
        nextTask = snapshot.nextTask();
        counts = snapshot.counts();
        open = new LinkedHashMap<>(Math.max(16, snapshot.open().size() * 2));
        for (OpenTask task : snapshot.open()) {
            open.put(task.id(), task);
            openBytes += task.footprint();
        }
        snapshot.held()
                .values()
                .forEach(holdings -> holdings.forEach(holding -> {
                    OpenTask task = task(holding.task());
                    OpenTask held = task.with(task.state().with(holding));
                    open.put(held.id(), held);
                    hold(held);
                }));
        snapshot.open().forEach(this::indexSuperseded);
        snapshot.finished().forEach(finished::add);
        snapshot.removed()
                .forEach(row -> finished.removals().put(finished.removals().joined(row)));
        pin(snapshot.pinned(), true);
        sessions = new Sessions(snapshot, now);
        retries = new Retries(snapshot.nextTask());
    }

    /** Applies an event, and adds it to those that were. */
    void apply(Event event, List<Event> applied) {
        apply(event);
        applied.add(event);
    }

    void apply(Event event) {
        journal.happened(event, before(event));
        if (event instanceof Event.Forgotten e) {
            forget(e);
        } else if (event instanceof Event.OfTask e) {
            OpenTask task = task(e.task());
            change(task, e.after(task.state()));
        } else if (event instanceof Event.Accepted e) {
            accept(e);
        } else if (event instanceof Event.Finished e) {
            finish(e);
        } else if (event instanceof Event.Answered e) {
            sessions.remember(e.run());
            journal.answered(e.run());
        } else if (event instanceof Event.Acknowledged e) {
            sessions.forget(e.mark());
            journal.acknowledged(e.mark());
        } else if (event instanceof Event.SessionForgotten e) {
            sessions.forget(e.session());
            journal.forgotten(e.session());
        } else if (event instanceof Event.Removed e) {
            remove(e.tasks());
        } else if (event instanceof Event.RemovalNoted e) {
            finished.removals().put(e.row());
            journal.noted(e.row());
        } else if (event instanceof Event.Pinned e) {
            pin(e.tasks(), e.pinned());
            journal.pinned(e.tasks(), e.pinned());
        }
    }

    private @Nullable OpenTask before(Event event) {
        if (event instanceof Event.Finished e) {
            return open.get(e.task().taskId());
        }
        return event instanceof Event.OfTask e ? open.get(e.task()) : null;
    }

    private void pin(IdSet tasks, boolean pinned) {
        long before = finishedAmong(tasks);
        pins.set(tasks, pinned);
        long more = finishedAmong(tasks) - before;
        pinnedFinished += more;
        regrouped += more == 0 ? 0 : 1;
    }

    /** How many of these are finished and pinned. */
    private long finishedAmong(IdSet tasks) {
        IdSet both = finished.among(tasks);
        both.retain(pins);
        return both.count();
    }

    private void accept(Event.Accepted e) {
        long id = e.firstTask();
        for (TaskSpec spec : e.specs()) {
            OpenTask task = new OpenTask(id, spec, e.at(), OpenState.FRESH);
            open.put(id, task);
            journal.accepted(task);
            openBytes += task.footprint();
            retries.accepted(id, spec);
            if (spec.options().pinned()) {
                pins.set(id, true);
            }
            id++;
        }
        nextTask = id;
        counts = counts.plus(TaskState.QUEUED, e.specs().size());
        lastRun = lastRun == null ? SubmittedRun.of(e) : lastRun.joined(e);
        journal.submitted(lastRun);
    }

    private void finish(Event.Finished e) {
        OpenTask task = task(e.task().taskId());
        release(task);
        touch(task.state());
        boolean pinned = pins.contains(task.id());
        journal.ended(task, e, pinned);
        open.remove(task.id());
        openBytes -= task.footprint();
        finished.add(task.id(), e.task().state());
        counts = counts.moved(task.state().state(), e.task().state());
        if (pinned) {
            pinnedFinished++;
        } else {
            finishedBytes += e.bytes();
        }
    }

    /** No more is kept of the task in memory than has to be. */
    void outline(long id) {
        OpenTask task = open.get(id);
        if (task != null) {
            OpenTask outlined = task.outlined();
            open.put(id, outlined);
            openBytes += outlined.footprint() - task.footprint();
        }
    }

    private void remove(IdSet tasks) {
        regrouped++;
        journal.removed(tasks);
        finished.remove(tasks).forEach((state, n) -> counts = counts.plus(state, -n));
    }

    private void change(OpenTask task, OpenState next) {
        OpenTask changed = task.with(next);
        open.put(task.id(), changed);
        // Only when it has moved: the index keeps the order in which an engine got its tasks.
        if (!sameHolder(task.state(), next)) {
            release(task);
            hold(changed);
        }
        if (next.held() != null && task.state().attempt() != next.attempt()) {
            dispatch.put(task.id(), ++dispatches);
        }
        if (task.state().stage() == next.stage() && !task.state().superseded().equals(next.superseded())) {
            unindexSuperseded(task);
            indexSuperseded(changed);
        }
        if (!Objects.equals(task.state().held(), next.held()) || task.state().attempt() != next.attempt()) {
            touch(task.state());
            touch(next);
        }
        if (!next.isMerelyDispatchedSince(task.state())) {
            journal.changed(task.id());
        }
        if (task.state().state() != next.state()) {
            counts = counts.moved(task.state().state(), next.state());
        }
    }

    private void touch(OpenState state) {
        if (state.held() != null) {
            journal.touched(state.held().instance());
        }
    }

    /** Whether there is anything for {@link #takeChanges}. */
    boolean hasChanges() {
        return !journal.isEmpty();
    }

    /** The rows that the events since the last call have changed. */
    Changes takeChanges() {
        Journal done = journal;
        journal = new Journal();
        return done.rows(nextTask, counts, task -> task(task).state().apart(), this::holdings);
    }

    private List<Holding> holdings(String engine) {
        List<Holding> holdings = new ArrayList<>();
        for (long id : heldBy(engine)) {
            OpenState state = task(id).state();
            holdings.add(new Holding(id, state.attempt(), Objects.requireNonNull(state.held())));
        }
        return holdings;
    }

    private static boolean sameHolder(OpenState a, OpenState b) {
        return a.held() == null
                ? b.held() == null
                : b.held() != null && a.held().instance().equals(b.held().instance()) && a.attempt() == b.attempt();
    }

    /** It is the last in its engine's line, if an engine holds it. */
    private void hold(OpenTask task) {
        if (task.state().held() != null) {
            add(heldBy, task.state().held().instance(), task.id());
        }
    }

    private void release(OpenTask task) {
        if (task.state().held() != null) {
            remove(heldBy, task.state().held().instance(), task.id());
            dispatch.remove(task.id());
        }
    }

    private void forget(Event.Forgotten e) {
        remove(supersededOn, e.instance(), e.attempt());
        OpenTask task = open.get(e.task());
        if (task != null && task.isSuperseded(e.attempt(), e.instance())) {
            change(task, e.after(task.state()));
        }
    }

    private void indexSuperseded(OpenTask task) {
        task.state()
                .superseded()
                .forEach(given -> add(supersededOn, given.instance(), new AttemptId(task.id(), given.attempt())));
    }

    private void unindexSuperseded(OpenTask task) {
        task.state()
                .superseded()
                .forEach(given -> remove(supersededOn, given.instance(), new AttemptId(task.id(), given.attempt())));
    }

    private static <T> void add(Map<String, Set<T>> index, String instance, T held) {
        index.computeIfAbsent(instance, i -> new LinkedHashSet<>()).add(held);
    }

    private static <T> void remove(Map<String, Set<T>> index, String instance, T held) {
        index.computeIfPresent(instance, (i, all) -> all.remove(held) && all.isEmpty() ? null : all);
    }

    private OpenTask task(long id) {
        OpenTask task = open.get(id);
        if (task == null) {
            throw new IllegalStateException("task " + id + " is not open");
        }
        return task;
    }

    @Nullable
    OpenTask find(long id) {
        return open.get(id);
    }

    Collection<OpenTask> open() {
        return Collections.unmodifiableCollection(open.values());
    }

    /** The tasks whose current attempt is on this engine, in the order they were assigned. */
    Set<Long> heldBy(String instance) {
        return heldBy.getOrDefault(instance, Set.of());
    }

    /** How many attempts were dispatched since the ledger was opened. */
    long dispatches() {
        return dispatches;
    }

    /** The number of the dispatch of a task's current attempt; 0 if that was before the ledger was opened. */
    long dispatch(long task) {
        return dispatch.getOrDefault(task, 0L);
    }

    /** The attempts that were given up and may still run on this engine, also of tasks that have ended since. */
    Set<AttemptId> supersededOn(String instance) {
        return supersededOn.getOrDefault(instance, Set.of());
    }

    /** Those that hold an attempt, or may still run one that was given up. */
    Set<String> engines() {
        Set<String> engines = new HashSet<>(heldBy.keySet());
        engines.addAll(supersededOn.keySet());
        return engines;
    }

    Finished finished() {
        return finished;
    }

    IdSet pins() {
        return pins;
    }

    /** How many finished tasks are not pinned. */
    long unpinned() {
        return counts.succeeded() + counts.failed() + counts.aborted() - pinnedFinished;
    }

    /** About how many bytes of memory the unfinished tasks take. */
    long openBytes() {
        return openBytes;
    }

    /** How many bytes those take that have finished since the ledger was opened and were not pinned then. */
    long finishedBytes() {
        return finishedBytes;
    }

    /** How often finished tasks were removed, pinned or unpinned since the ledger was opened. */
    long regrouped() {
        return regrouped;
    }

    Sessions sessions() {
        return sessions;
    }

    Retries retries() {
        return retries;
    }

    long nextTask() {
        return nextTask;
    }

    Counts counts() {
        return counts;
    }
}
