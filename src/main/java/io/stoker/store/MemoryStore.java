package io.stoker.store;

import io.stoker.ledger.Changes;
import io.stoker.ledger.Counts;
import io.stoker.ledger.FinishedRun;
import io.stoker.ledger.Happenings;
import io.stoker.ledger.Holding;
import io.stoker.ledger.IdSet;
import io.stoker.ledger.KeyRun;
import io.stoker.ledger.OpenTask;
import io.stoker.ledger.Removal;
import io.stoker.ledger.RetentionCandidates;
import io.stoker.ledger.SessionMark;
import io.stoker.ledger.Snapshot;
import io.stoker.ledger.ValueUse;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A ledger that lives and dies with this JVM. Its commits complete at once, unless a {@link CommitFaults} says
 * otherwise.
 */
public final class MemoryStore implements LedgerStore {
    private final String ledgerId = UUID.randomUUID().toString();
    private final CommitFaults commitFaults;
    private final ValueFiles values;
    private final TreeMap<Long, OpenTask> open = new TreeMap<>();
    private final Map<String, List<Holding>> held = new HashMap<>();
    private final TreeMap<Long, FinishedTask> finished = new TreeMap<>();
    private final Map<String, TreeMap<Long, KeyRun>> answers = new HashMap<>();
    private final Map<String, SessionMark> marks = new HashMap<>();
    private final TreeMap<Long, Removal> removed = new TreeMap<>();
    private final IdSet pinned = new IdSet();
    /** Those that were removed while they are still among the finished, which they leave by and by. */
    private final IdSet gone = new IdSet();

    private final Map<Long, Set<ValueUse>> uses = new HashMap<>();
    private final Map<Long, Long> bytes = new HashMap<>();
    private final MemoryListing listing = new MemoryListing(this, open, held, gone);
    private final Happenings happenings = new Happenings();
    private final EventFeed events = new EventFeed(KeptEvents.NONE);
    private long allBytes;
    private Counts counts = Counts.NONE;
    private long nextTask;
    private long epoch;
    private long batch;

    /** A store whose commits all succeed, whose large values are temporary files. */
    public MemoryStore() {
        this(CommitFaults.FAIR);
    }

    /** A store whose commits may be made to delay, fail, or lose the answers of. */
    public MemoryStore(CommitFaults commitFaults) {
        this(
                commitFaults,
                ValueFiles.scratch(
                        Path.of(System.getProperty("java.io.tmpdir"), "stoker-values-" + UUID.randomUUID()),
                        Long.MAX_VALUE));
    }

    /** A store that keeps large values in these files, and closes them. */
    public MemoryStore(CommitFaults commitFaults, ValueFiles values) {
        this.commitFaults = commitFaults;
        this.values = values;
    }

    @Override
    public synchronized CompletionStage<Opened> open(String owner) {
        epoch++;
        events.opened(batch);
        List<KeyRun> runs = answers.values().stream()
                .flatMap(byKey -> byKey.values().stream())
                .toList();
        Snapshot snapshot = new Snapshot(
                nextTask,
                counts,
                List.copyOf(open.values()),
                Map.copyOf(held),
                endings(),
                List.copyOf(removed.values()),
                copy(pinned),
                runs,
                List.copyOf(marks.values()));
        return CompletableFuture.completedFuture(new Opened(ledgerId, epoch, batch, Opened.FOR_EVER, snapshot));
    }

    @Override
    public CompletionStage<Void> renew() {
        return CompletableFuture.completedFuture(null);
    }

    private static IdSet copy(IdSet ids) {
        IdSet copy = new IdSet();
        copy.set(ids, true);
        return copy;
    }

    private List<FinishedRun> endings() {
        return finished.values().stream()
                .filter(task -> !gone.contains(task.taskId()))
                .map(task ->
                        new FinishedRun(task.taskId(), new byte[] {task.state().code()}))
                .toList();
    }

    @Override
    public CompletionStage<Void> commit(Commit commit) {
        return commitFaults.commit(() -> write(commit));
    }

    private synchronized void write(Commit commit) {
        if (commit.epoch() != epoch) {
            throw new FencedException(commit.epoch(), epoch);
        }
        if (commit.batch() != batch + 1) {
            throw new StoreException("batch " + commit.batch() + " does not follow batch " + batch);
        }
        write(commit.changes());
        batch = commit.batch();
        events.committed(
                batch, happenings.of(batch, commit.at(), commit.changes().happenings()));
    }

    private void write(Changes changes) {
        nextTask = changes.nextTask();
        counts = changes.counts();
        changes.accepted().forEach(task -> open.put(task.id(), task));
        changes.submitted().forEach(listing::submitted);
        changes.accepted().forEach(listing::accepted);
        changes.ended().forEach(this::end);
        changes.states().forEach((id, state) -> open.computeIfPresent(id, (i, task) -> task.with(state)));
        changes.held().forEach((engine, now) -> held.compute(engine, (e, before) -> now.isEmpty() ? null : now));
        changes.used().forEach(use -> {
            uses.computeIfAbsent(use.task(), task -> new HashSet<>()).add(use);
            values.refer(List.of(use.value()));
        });
        changes.unused().forEach(this::release);
        for (KeyRun run : changes.answers()) {
            answers.computeIfAbsent(run.session(), s -> new TreeMap<>()).put(run.firstKey(), run);
        }
        marks.keySet().removeAll(changes.forgotten());
        changes.marks().forEach(this::acknowledge);
        pinned.set(changes.pinned(), true);
        pinned.set(changes.unpinned(), false);
        changes.removals().forEach(this::note);
        if (!changes.removed().isEmpty()) {
            gone.set(changes.removed(), true);
            removeSome();
        }
    }

    private void end(Changes.Ended ended) {
        long id = ended.task().taskId();
        OpenTask before = open.remove(id);
        if (before == null || finished.putIfAbsent(id, ended.task()) != null) {
            throw new StoreException("task " + id + " has an outcome already");
        }
        listing.ended(before, ended);
        bytes.put(id, ended.bytes());
        allBytes += ended.bytes();
    }

    private void release(ValueUse use) {
        uses.computeIfPresent(use.task(), (task, all) -> all.remove(use) && all.isEmpty() ? null : all);
        values.release(List.of(use.value()));
    }

    private void acknowledge(SessionMark mark) {
        marks.put(mark.session(), mark);
        answers.computeIfPresent(mark.session(), (session, runs) -> {
            runs.values().removeIf(run -> run.lastKey() <= mark.upTo());
            return runs.isEmpty() ? null : runs;
        });
    }

    /** Takes out some of those that are gone, and the others soon: nobody has to wait for it. */
    private synchronized void removeSome() {
        IdSet some = gone.first(IdSet.CHUNK);
        remove(some);
        gone.set(some, false);
        if (!gone.isEmpty()) {
            var unused = CompletableFuture.runAsync(this::removeSome);
        }
    }

    private void remove(IdSet ids) {
        ids.ids().forEach(id -> {
            Objects.requireNonNull(finished.remove(id), () -> "task " + id + " is not finished");
            Set.copyOf(uses.getOrDefault(id, Set.of())).forEach(this::release);
            listing.removed(id);
            allBytes -= Objects.requireNonNull(bytes.remove(id));
        });
    }

    private void note(Removal row) {
        removed.subMap(row.from(), true, row.to(), true).clear();
        removed.put(row.from(), row);
    }

    @Override
    public boolean isInMemory() {
        return true;
    }

    @Override
    public synchronized CompletionStage<Map<Long, TaskSpec>> specs(List<Long> ids) {
        Map<Long, TaskSpec> specs = new HashMap<>();
        for (long id : ids) {
            OpenTask task = open.get(id);
            if (task == null) {
                return CompletableFuture.failedFuture(new StoreException("task " + id + " is not open"));
            }
            specs.put(id, task.spec());
        }
        return CompletableFuture.completedFuture(specs);
    }

    @Override
    public synchronized CompletionStage<List<FinishedTask>> results(List<Long> ids) {
        List<FinishedTask> found = new ArrayList<>(ids.size());
        for (long id : ids) {
            FinishedTask task = finished.get(id);
            if (task != null && !gone.contains(id)) {
                found.add(task);
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public synchronized CompletionStage<RetentionCandidates> oldest(long from, int most) {
        if (!gone.isEmpty()) {
            return CompletableFuture.completedFuture(RetentionCandidates.UNKNOWN);
        }
        List<RetentionCandidates.Old> oldest = finished.tailMap(from).values().stream()
                .filter(task -> !pinned.contains(task.taskId()))
                .limit(most)
                .map(task -> new RetentionCandidates.Old(
                        task.taskId(),
                        task.submitted(),
                        task.completed(),
                        Objects.requireNonNull(bytes.get(task.taskId()))))
                .toList();
        long pinnedBytes = pinned.ids().map(id -> bytes.getOrDefault(id, 0L)).sum();
        return CompletableFuture.completedFuture(new RetentionCandidates(allBytes - pinnedBytes, oldest));
    }

    @Override
    public Listing listing() {
        return listing;
    }

    @Override
    public EventFeed events() {
        return events;
    }

    @Override
    public ValueStore values() {
        return values;
    }

    @Override
    public void close() {
        commitFaults.close();
        events.close();
        values.close();
    }
}
