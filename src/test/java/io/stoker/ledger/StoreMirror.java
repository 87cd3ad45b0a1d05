package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.store.Commit;
import io.stoker.store.LedgerStore;
import io.stoker.task.FinishedTask;
import io.stoker.task.StoredTask;
import io.stoker.task.StoredTasks;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A real store that is given every commit of the model, and must have the same rows whenever it is opened. */
final class StoreMirror {
    private static final long SECONDS = 60;

    private final LedgerStore store;
    private long epoch;
    private long batch;
    private final Set<StoredValue> brought = new HashSet<>();

    StoreMirror(LedgerStore store) throws Exception {
        this.store = store;
        open();
    }

    private Snapshot open() throws Exception {
        LedgerStore.Opened opened = store.open("akka://stoker@127.0.0.1:10113")
                .toCompletableFuture()
                .get(SECONDS, TimeUnit.SECONDS);
        assertThat(opened.epoch()).isGreaterThan(epoch);
        assertThat(opened.batch()).isEqualTo(batch);
        epoch = opened.epoch();
        return opened.snapshot();
    }

    /** Values come before the rows that refer to them. */
    private void bring(Changes changes) throws Exception {
        Set<StoredValue> values = new HashSet<>();
        changes.accepted().forEach(task -> values.addAll(task.spec().stored()));
        changes.ended().forEach(ended -> values.addAll(ended.task().values()));
        if (values.isEmpty()) {
            return;
        }
        brought.addAll(values);
        Set<UUID> missing = get(store.values().missing(values));
        for (StoredValue value : values) {
            if (missing.contains(value.id())) {
                get(store.values().write(value, 0, ModelValues.bytes(value.id())));
            }
        }
    }

    /** What a row needs stays however long nobody asks for it, and all else goes. */
    void sweep(Rows rows) {
        try {
            Set<UUID> gone = new HashSet<>();
            Set<StoredValue> needed = needed(rows);
            brought.stream().filter(value -> !needed.contains(value)).forEach(value -> gone.add(value.id()));
            get(store.values().sweep(Duration.ofDays(-1)));
            assertThat(get(store.values().missing(brought)))
                    .as("values that are gone")
                    .isEqualTo(gone);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Set<StoredValue> needed(Rows rows) {
        Set<StoredValue> needed = new HashSet<>();
        rows.open.values().forEach(task -> needed.addAll(task.spec().stored()));
        rows.finished.forEach((id, task) -> {
            if (!rows.isRemoved(id)) {
                needed.addAll(task.values());
                if (task.state() != TaskState.SUCCEEDED) {
                    needed.addAll(rows.spec(id).stored());
                }
            }
        });
        return needed;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    void commit(Changes changes) {
        try {
            bring(changes);
            store.commit(new Commit(epoch, ++batch, batch, changes))
                    .toCompletableFuture()
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("batch " + batch + ": " + changes, e);
        }
    }

    void sameAs(Rows rows) {
        try {
            compare(open(), rows.snapshot());
            ModelQueries.compare(store.listing(), rows.summaries(), batch);
            List<Long> ids = List.copyOf(rows.finished.keySet());
            List<FinishedTask> kept = rows.finished.values().stream()
                    .filter(task -> !rows.isRemoved(task.taskId()))
                    .toList();
            assertThat(store.oldest(7, 50).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(rows.candidates(7, 50));
            assertThat(store.results(ids).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                    .containsExactlyInAnyOrderElementsOf(kept);
            compareTasks(rows);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What was submitted, of tasks that have ended or not, and of none that have gone. */
    private void compareTasks(Rows rows) throws Exception {
        List<Long> ids = LongStream.range(0, rows.nextTask() + 1).boxed().toList();
        List<StoredTask> all = new ArrayList<>();
        for (int from = 0; from < ids.size(); ) {
            StoredTasks some = get(store.listing().tasks(ids.subList(from, ids.size())));
            all.addAll(some.tasks());
            from += some.looked();
        }
        assertThat(all)
                .isEqualTo(ids.stream()
                        .filter(id -> rows.open.containsKey(id) || rows.finished.containsKey(id))
                        .filter(id -> !rows.isRemoved(id))
                        .map(id -> new StoredTask(id, rows.spec(id), rows.isRetried(id)))
                        .toList());
    }

    private static void compare(Snapshot real, Snapshot model) {
        assertThat(real.nextTask()).isEqualTo(model.nextTask());
        assertThat(real.counts()).isEqualTo(model.counts());
        assertThat(real.held()).isEqualTo(model.held());
        assertThat(whole(real)).isEqualTo(whole(model));
        assertThat(endings(real)).isEqualTo(endings(model));
        assertThat(real.removed()).containsExactlyInAnyOrderElementsOf(model.removed());
        assertThat(real.pinned()).isEqualTo(model.pinned());
        assertThat(real.marks()).containsExactlyInAnyOrderElementsOf(model.marks());
        assertThat(real.answers())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyInAnyOrderElementsOf(model.answers());
    }

    /** In outline, and with what engines hold: a row that says nothing of a dispatch may name an earlier attempt. */
    private static List<OpenTask> whole(Snapshot snapshot) {
        Map<Long, Holding> held = new HashMap<>();
        snapshot.held().values().forEach(line -> line.forEach(holding -> held.put(holding.task(), holding)));
        return snapshot.open().stream()
                .map(task ->
                        held.containsKey(task.id()) ? task.with(task.state().with(held.get(task.id()))) : task)
                .map(OpenTask::outlined)
                .toList();
    }

    private static Map<Long, TaskState> endings(Snapshot snapshot) {
        Map<Long, TaskState> endings = new TreeMap<>();
        for (FinishedRun run : snapshot.finished()) {
            for (int i = 0; i < run.states().length; i++) {
                endings.put(run.first() + i, TaskState.ofCode(run.states()[i]));
            }
        }
        return endings;
    }
}
