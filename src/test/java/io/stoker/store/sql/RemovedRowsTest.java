package io.stoker.store.sql;

import static io.stoker.store.sql.SqlStoreTest.OWNER;
import static io.stoker.store.sql.SqlStoreTest.accepted;
import static io.stoker.store.sql.SqlStoreTest.finished;
import static io.stoker.store.sql.SqlStoreTest.join;
import static io.stoker.store.sql.SqlStoreTest.pinnedTask;
import static io.stoker.store.sql.SqlStoreTest.pinning;
import static io.stoker.store.sql.SqlStoreTest.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.ledger.Event;
import io.stoker.ledger.FinishedRun;
import io.stoker.ledger.IdSet;
import io.stoker.ledger.Removal;
import io.stoker.ledger.RetentionCandidates;
import io.stoker.ledger.Snapshot;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is cleared and pinned, of which the rows follow later. */
interface RemovedRowsTest extends StoreOfTest {
    @Test
    default void whatPinnedTasksTakeIsLeftOutOfWhatAllTakeWheneverTheyWerePinned() {
        Opened opened = join(open().open(OWNER));
        join(store().commit(commit(opened, 1, accepted(0, task("a"), pinnedTask(), task("c"), task("d")))));
        join(store().commit(ending(opened, 2, 0)));
        join(store().commit(ending(opened, 3, 1)));
        assertThat(join(store().oldest(0, 10)).bytes()).isEqualTo(100);
        join(store().commit(ending(opened, 4, 2, pinning(true, 2, 3))));
        join(store().commit(ending(opened, 5, 3)));
        assertThat(join(store().oldest(0, 10)).bytes()).isEqualTo(100);
        store().close();
        Opened again = join(open().open(OWNER));
        assertThat(again.snapshot().pinned()).isEqualTo(IdSet.of(1, 3));
        assertThat(join(store().oldest(0, 10)).bytes()).isEqualTo(100);
        join(store().commit(commit(again, 6, pinning(false, 1, 2))));
        assertThat(join(store().oldest(0, 10)))
                .extracting(
                        RetentionCandidates::bytes,
                        candidates -> candidates.oldest().size())
                .containsExactly(100L + 101 + 102, 3);
    }

    int MANY = 2 * IdSet.CHUNK + 5;

    /** Tasks, all but the last of which have ended. */
    private Opened many() {
        Opened opened = join(open().open(OWNER));
        TaskSpec[] specs = new TaskSpec[MANY];
        Arrays.fill(specs, task("a"));
        join(store().commit(commit(opened, 1, accepted(0, specs))));
        Event[] ends = new Event[MANY - 1];
        Arrays.setAll(ends, id -> new Event.Finished(finished(id, Map.of())));
        join(store().commit(commit(opened, 2, ends)));
        return opened;
    }

    /** The ids of the tasks that have ended. */
    static Set<Long> endings(Snapshot snapshot) {
        Set<Long> ids = new HashSet<>();
        for (FinishedRun run : snapshot.finished()) {
            for (int i = 0; i < run.states().length; i++) {
                ids.add(run.first() + i);
            }
        }
        return ids;
    }

    @Test
    default void whatIsClearedAtOnceIsGoneWithTheCommitAndItsRowsAreGoneSoon() throws Exception {
        Opened opened = many();
        IdSet all = IdSet.of(0, MANY - 3);
        all.set(7, false);
        join(store().commit(commit(
                opened, 3, new Event.Removed(all), new Event.RemovalNoted(new Removal(0, MANY - 3, 7, "clear")))));
        assertThat(join(store().results(List.of(0L, 7L, MANY - 3L))))
                .extracting(FinishedTask::taskId)
                .containsExactly(7L);
        store().close();

        Snapshot snapshot = join(open().open(OWNER)).snapshot();
        assertThat(endings(snapshot)).containsExactlyInAnyOrder(7L, MANY - 2L);
        assertThat(snapshot.removed()).containsExactly(new Removal(0, MANY - 3, 7, "clear"));
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(rows("outcome")).isEqualTo(2);
        assertThat(rows("task")).isEqualTo(3);
        RetentionCandidates candidates = join(store().oldest(0, 10));
        assertThat(candidates.oldest())
                .extracting(RetentionCandidates.Old::task)
                .containsExactly(7L, MANY - 2L);
        assertThat(candidates.bytes())
                .as("the sum is right again")
                .isEqualTo(candidates.oldest().stream()
                        .mapToLong(RetentionCandidates.Old::bytes)
                        .sum());
        assertThat(endings(join(store().open(OWNER)).snapshot())).containsExactlyInAnyOrder(7L, MANY - 2L);
    }

    @Test
    default void whatIsPinnedAtOnceIsPinnedWithTheCommitAndTheLastWordCounts() throws Exception {
        Opened opened = many();
        IdSet all = IdSet.of(0, MANY - 1);
        join(store().commit(commit(opened, 3, new Event.Pinned(all, true), new Event.Pinned(IdSet.of(5, 6), false))));
        join(store().commit(commit(opened, 4, new Event.Pinned(IdSet.of(8, 8), false))));
        IdSet expected = IdSet.of(0, MANY - 1);
        expected.set(5, 6, false);
        expected.set(8, false);
        store().close();
        assertThat(join(open().open(OWNER)).snapshot().pinned()).isEqualTo(expected);
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(rows("pin")).isEqualTo(MANY - 3);
        assertThat(join(store().open(OWNER)).snapshot().pinned()).isEqualTo(expected);
        assertThat(join(store().oldest(0, 10)).oldest())
                .extracting(RetentionCandidates.Old::task)
                .containsExactly(5L, 6L, 8L);
    }

    @Test
    default void othersAreServedWhileRowsGo() throws Exception {
        Opened opened = many();
        join(store().commit(commit(opened, 3, new Event.Removed(IdSet.of(0, MANY - 2)))));
        for (int i = 0; i < 5; i++) {
            join(store().commit(commit(opened, 4 + i, accepted(MANY + i, task("b")))));
        }
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(join(store().open(OWNER)).snapshot().open()).hasSize(6);
        assertThat(rows("outcome")).isZero();
    }

    @Test
    default void whatACrashHasLeftUndoneIsDoneWhenTheLedgerIsOpenedAgain() throws Exception {
        many();
        store().close();
        BitSet chunk = new BitSet();
        chunk.set(3, IdSet.CHUNK);
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO backlog VALUES (17, ?, ?, ?)")) {
            insert.setLong(1, Chores.What.REMOVE.code);
            insert.setInt(2, 1);
            insert.setBytes(3, chunk.toByteArray());
            insert.executeUpdate();
        }
        Set<Long> expected = LongStream.range(0, MANY - 1)
                .filter(id -> id / IdSet.CHUNK != 1 || id % IdSet.CHUNK < 3)
                .boxed()
                .collect(Collectors.toSet());
        Opened again = join(open().open(OWNER));
        assertThat(endings(again.snapshot())).isEqualTo(expected);
        join(store().commit(commit(again, 3, accepted(MANY, task("b")))));
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(rows("outcome")).isEqualTo(expected.size());
        assertThat(endings(join(store().open(OWNER)).snapshot())).isEqualTo(expected);
    }

    @Test
    default void whatIsUnpinnedWhileAPinIsHalfDoneStaysUnpinned() throws Exception {
        Opened opened = many();
        IdSet few = IdSet.of(IdSet.CHUNK - 5, IdSet.CHUNK - 1); // which come last in their chunk
        CompletionStage<Void> pin = store().commit(commit(opened, 3, new Event.Pinned(IdSet.of(0, MANY - 1), true)));
        CompletionStage<Void> unpin = store().commit(commit(opened, 4, new Event.Pinned(few, false)));
        join(pin);
        join(unpin);
        await().atMost(Duration.ofMinutes(5)).until(() -> rows("backlog") == 0);
        assertThat(rows("pin")).isEqualTo(MANY - 5);
    }
}
