package io.stoker.store.sql;

import static io.stoker.store.sql.SqlStoreTest.OWNER;
import static io.stoker.store.sql.SqlStoreTest.finished;
import static io.stoker.store.sql.SqlStoreTest.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.stoker.ledger.Event;
import io.stoker.ledger.IdSet;
import io.stoker.store.Commit;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventPage;
import io.stoker.task.EventQuery;
import io.stoker.task.EventsGoneException;
import io.stoker.task.StokerEvent;
import io.stoker.task.Task;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a database keeps of the events of commits. */
interface EventRowsTest extends StoreOfTest {

    /** Another store on the same ledger, which no longer has a store, that keeps so many bytes of events. */
    SqlStore open(long keptEvents);

    private static List<StokerEvent> read(SqlStore store, EventId after) {
        List<StokerEvent> events = new ArrayList<>();
        EventQuery query = EventQuery.all().after(after);
        while (true) {
            EventPage page = join(store.events().next(query, Duration.ZERO));
            page.commits().forEach(body -> events.addAll(body.events()));
            if (page.next().equals(query.after())) {
                return events;
            }
            query = query.after(page.next());
        }
    }

    @Test
    default void eventsAreThereAfterAnotherOpeningUnderTheSameIds() {
        Opened opened = join(open().open(OWNER));
        join(store().commit(commit(
                opened,
                1,
                new Event.Accepted(
                        0,
                        List.of(TestTasks.spec(Task.of("a").label("k", "v")), TestTasks.spec("b")),
                        7,
                        TestTasks.client("s")))));
        join(store().commit(commit(opened, 2, new Event.Finished(finished(0, Map.of())))));
        join(store().commit(commit(opened, 3, new Event.Removed(IdSet.of(0, 0)))));
        List<StokerEvent> before = read(store(), EventId.START);
        store().close();

        SqlStore again = open(64 << 20);
        join(again.open(OWNER));

        assertThat(read(again, EventId.START)).isEqualTo(before);
        assertThat(before)
                .extracting(e -> e.id().toString(), StokerEvent::kind, StokerEvent::taskId, StokerEvent::labels)
                .containsExactly(
                        tuple("1.1", EventKind.ACCEPTED, 0L, Map.of("k", "v")),
                        tuple("1.2", EventKind.ACCEPTED, 1L, Map.of()),
                        tuple("2.1", EventKind.ENDED, 0L, Map.of("k", "v")),
                        tuple("3.1", EventKind.REMOVED, 0L, Map.of()));
        assertThat(read(again, new EventId(1, 2))).isEqualTo(before.subList(2, 4));
    }

    private Commit accepting(Opened opened, long batch, int tasks) {
        return commit(
                opened,
                batch,
                new Event.Accepted(
                        (batch - 1) * tasks,
                        Collections.nCopies(tasks, TestTasks.spec("a")),
                        7,
                        TestTasks.client("s")));
    }

    @Test
    default void theOldestEventsGoWhenTheyTakeTooMuch() {
        SqlStore store = open(20_000);
        Opened opened = join(store.open(OWNER));
        int batches = 300;
        for (int batch = 1; batch <= batches; batch++) {
            join(store.commit(accepting(opened, batch, 100)));
        }
        store.close();
        store = open(20_000);
        SqlStore reopened = store;
        join(store.open(OWNER));

        List<StokerEvent> kept = read(store, EventId.START);
        long first = kept.get(0).id().commit();
        assertThat(first).isGreaterThan(100).isLessThan(batches);
        assertThat(kept).hasSize((int) (batches + 1 - first) * 100);
        assertThatThrownBy(() -> read(reopened, new EventId(first - 1, 1)))
                .hasCauseInstanceOf(EventsGoneException.class)
                .satisfies(e -> assertThat(((EventsGoneException) e.getCause()).oldest())
                        .isEqualTo(new EventId(first, 0)));
        assertThat(read(store, new EventId(first, 0))).isEqualTo(kept);
    }

    @Test
    default void noneAreThereOfATimeWhenNoneWereKept() {
        SqlStore store = open(64 << 20);
        Opened opened = join(store.open(OWNER));
        join(store.commit(accepting(opened, 1, 1)));
        store.close();
        store = open(0);
        opened = join(store.open(OWNER));
        join(store.commit(accepting(opened, 2, 1)));
        assertThat(read(store, new EventId(2, 0))).hasSize(1);
        store.close();
        SqlStore last = open(64 << 20);
        opened = join(last.open(OWNER));
        join(last.commit(accepting(opened, 3, 1)));

        assertThatThrownBy(() -> read(last, new EventId(1, 1))).hasCauseInstanceOf(EventsGoneException.class);
        assertThat(read(last, EventId.START)).extracting(StokerEvent::taskId).containsExactly(2L);
    }
}
