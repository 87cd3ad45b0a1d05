package io.stoker.store.sql;

import static io.stoker.store.sql.SqlStoreTest.OWNER;
import static io.stoker.store.sql.SqlStoreTest.finished;
import static io.stoker.store.sql.SqlStoreTest.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.stoker.ledger.Event;
import io.stoker.ledger.IdSet;
import io.stoker.store.LedgerStore.Opened;
import io.stoker.store.Listing;
import io.stoker.task.Query;
import io.stoker.task.ResultBody;
import io.stoker.task.StoredTask;
import io.stoker.task.StoredTasks;
import io.stoker.task.Submitter;
import io.stoker.task.Task;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TaskSummary;
import io.stoker.task.TestTasks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What listings find, beside what the model of the stores thinks of. */
interface ListingTest extends StoreOfTest {
    private static Event.Accepted from(String session, long first, TaskSpec... specs) {
        return new Event.Accepted(first, List.of(specs), first, new Submitter(session, "host", "user", null));
    }

    private static TaskSpec[] many(int count, Task task) {
        return Collections.nCopies(count, TestTasks.spec(task)).toArray(TaskSpec[]::new);
    }

    ResultBody NOTHING = new ResultBody(null, Map.of(), "", "");

    private List<Long> read(Query query, int most) {
        List<Long> ids = new ArrayList<>();
        TaskPage page = join(store().listing().page(query, null, most));
        page.tasks().forEach(task -> ids.add(task.taskId()));
        while (page.next() != null) {
            page = join(store().listing().page(query, page.next(), most));
            page.tasks().forEach(task -> ids.add(task.taskId()));
        }
        return ids;
    }

    private static List<Long> down(long from, long to) {
        return LongStream.rangeClosed(0, from - to).mapToObj(i -> from - i).toList();
    }

    @Test
    default void pagesThatTasksComeBetweenHaveEachOfTheOthersOnce() {
        Opened opened = join(open().open(OWNER));
        join(store().commit(commit(
                opened, 1, from("a", 0, many(100, Task.of("x").label("k", "v"))))));
        Query newest = Query.all().label("k", "v");
        Query oldest = newest.fromOldest();
        TaskPage down = join(store().listing().page(newest, null, 40));
        TaskPage up = join(store().listing().page(oldest, null, 40));
        join(store().commit(commit(
                opened, 2, from("b", 100, many(50, Task.of("x").label("k", "v"))))));

        assertThat(down.tasks()).extracting(TaskSummary::taskId).isEqualTo(down(99, 60));
        TaskPage rest = join(store().listing().page(newest, down.next(), 1_000));
        assertThat(rest.tasks()).extracting(TaskSummary::taskId).isEqualTo(down(59, 0));
        assertThat(rest.next()).isNull();
        TaskPage more = join(store().listing().page(oldest, up.next(), 1_000));
        assertThat(more.tasks())
                .extracting(TaskSummary::taskId)
                .containsExactlyElementsOf(LongStream.range(40, 150).boxed().toList());
    }

    @Test
    default void tasksAreToldInTheOrderOfTheIdsAndNoMoreThanFitIntoAMessage() {
        Opened opened = join(open().open(OWNER));
        TaskSpec large = TestTasks.spec(Task.of("x".repeat(Listing.MOST_BYTES / 3)));
        TaskSpec retry = TestTasks.spec(Task.of("y").retryOf(40));
        join(store().commit(commit(
                opened, 1, from("a", 0, Collections.nCopies(50, large).toArray(TaskSpec[]::new)))));
        join(store().commit(commit(opened, 2, from("a", 50, retry))));

        List<Long> ids = new ArrayList<>(down(50, 40));
        ids.add(1, 1_000L);
        StoredTasks some = join(store().listing().tasks(ids));
        assertThat(some.tasks())
                .containsExactly(
                        new StoredTask(50, retry, false),
                        new StoredTask(49, large, false),
                        new StoredTask(48, large, false));
        assertThat(some.looked()).isEqualTo(4);
        StoredTask retried = join(store().listing().tasks(List.of(40L))).tasks().get(0);
        assertThat(retried).isEqualTo(new StoredTask(40, large, true));
        TaskSpec larger = TestTasks.spec(Task.of("x".repeat(2 * Listing.MOST_BYTES)));
        join(store().commit(commit(opened, 3, from("a", 51, larger, larger))));
        assertThat(join(store().listing().tasks(List.of(51L, 52L))))
                .isEqualTo(new StoredTasks(List.of(new StoredTask(51, larger, false)), 1, 53));
    }

    @Test
    default void aPageLooksAtSoManyTasksAndSaysWhereToGoOn() {
        int most = Listing.MOST_LOOKED;
        Opened opened = join(open().open(OWNER));
        TaskSpec[] specs = many(2 * most + 100, Task.of("x"));
        specs[50] = TestTasks.spec(Task.of("x").label("rare", "yes"));
        join(store().commit(commit(opened, 1, from("a", 0, specs))));
        Query query = Query.all().label("rare").user("user").submitted(Instant.EPOCH, Instant.MAX);
        TaskPage page = join(store().listing().page(query, null, 10));
        assertThat(page.tasks()).isEmpty();
        assertThat(page.next()).isNotNull();
        assertThat(read(query, 10)).containsExactly(50L);
        assertThat(read(Query.all().engine(3), 10)).isEmpty();
    }

    @Test
    default void whatSeveralLabelsOrFailuresNarrowIsFoundByWhatNarrowsItMost() {
        Opened opened = join(open().open(OWNER));
        TaskSpec[] specs = many(Listing.MOST_SCATTERED + 500, Task.of("x").label("common", "1"));
        for (int id : new int[] {7, 300, 4_200}) {
            specs[id] = TestTasks.spec(Task.of("x").label("common", "1").label("rare", "1"));
        }
        specs[8] = TestTasks.spec(Task.of("x").label("rare", "1"));
        join(store().commit(commit(opened, 1, from("a", 0, specs))));
        Event[] ends = new Event[specs.length];
        Arrays.setAll(
                ends,
                id -> new Event.Finished(
                        id == 8 || id == 300 || id == 301
                                ? TestTasks.finished(id, TaskState.FAILED, 0, 7, 8, 9, 10, NOTHING, List.of(), null)
                                : finished(id, Map.of())));
        join(store().commit(commit(opened, 2, ends)));

        Query both = Query.all().label("common", "1").label("rare", "1");
        assertThat(join(store().listing().page(both, null, 10)).tasks())
                .extracting(TaskSummary::taskId)
                .containsExactly(4_200L, 300L, 7L);
        assertThat(read(both, 2)).containsExactly(4_200L, 300L, 7L);
        assertThat(read(both.fromOldest(), 2)).containsExactly(7L, 300L, 4_200L);
        Query failed = Query.all().label("common", "1").state(Query.State.FAILED);
        assertThat(join(store().listing().page(failed, null, 10)).tasks())
                .extracting(TaskSummary::taskId)
                .containsExactly(301L, 300L);
        assertThat(read(failed, 1)).containsExactly(301L, 300L);
        assertThat(read(both.state(Query.State.FAILED, Query.State.ABORTED), 10))
                .containsExactly(300L);
        assertThat(read(both.state(Query.State.FAILED, Query.State.SUCCEEDED), 10))
                .containsExactly(4_200L, 300L, 7L);
    }

    @Test
    default void manyPagesOfEachKindHaveAllTasks() {
        Opened opened = join(open().open(OWNER));
        Task task = Task.of("x").label("k", "v").named("n");
        join(store().commit(commit(opened, 1, from("a", 0, many(1_000, task)), from("b", 1_000, many(1_000, task)))));
        Event[] ends = new Event[1_500];
        Arrays.setAll(ends, id -> new Event.Finished(finished(id, Map.of())));
        join(store().commit(commit(opened, 2, ends)));

        assertThat(read(Query.all(), 77)).isEqualTo(down(1_999, 0));
        assertThat(read(Query.all().label("k", "v"), 77)).isEqualTo(down(1_999, 0));
        assertThat(read(Query.all().label("k"), 77)).isEqualTo(down(1_999, 0));
        assertThat(read(Query.all().name("n"), 77)).isEqualTo(down(1_999, 0));
        assertThat(read(Query.all().session("a"), 77)).isEqualTo(down(999, 0));
        assertThat(read(Query.all().host("host"), 77)).isEqualTo(down(1_999, 0));
        assertThat(read(Query.all().state(Query.State.UNFINISHED), 77)).isEqualTo(down(1_999, 1_500));
        assertThat(read(Query.all().state(Query.State.SUCCEEDED), 77)).isEqualTo(down(1_499, 0));
        assertThat(read(Query.all().completed(Instant.EPOCH, Instant.MAX), 77)).isEqualTo(down(1_499, 0));
        assertThat(read(Query.all().submitted(Instant.ofEpochMilli(1_000), Instant.MAX), 77))
                .isEqualTo(down(1_999, 1_000));
        assertThat(read(Query.all().state(Query.State.FAILED), 77)).isEmpty();
    }

    @Test
    default void aPageOfLongTextsIsShorterAndSaysWhereToGoOn() {
        Opened opened = join(open().open(OWNER));
        Task task = Task.of("x");
        for (int i = 0; i < 16; i++) {
            task = task.label("k" + i, "\u6F22".repeat(256));
        }
        join(store().commit(commit(opened, 1, from("a", 0, many(100, task)))));
        TaskPage page = join(store().listing().page(Query.all(), null, 100));
        assertThat(page.tasks().stream().mapToLong(TaskSummary::size).sum()).isLessThanOrEqualTo(Listing.MOST_BYTES);
        assertThat(page.tasks()).hasSizeBetween(1, 99);
        assertThat(read(Query.all(), 100)).isEqualTo(down(99, 0));
    }

    @Test
    default void hostileTextsAreWhatTheyAre() {
        Opened opened = join(open().open(OWNER));
        List<String> texts = List.of("<script>alert(1)</script>", "%", "_", "'; DROP TABLE task; --", "\"", "", "\\");
        TaskSpec[] specs = texts.stream()
                .map(text -> TestTasks.spec(Task.of("x").label("k", text).named("n" + text)))
                .toArray(TaskSpec[]::new);
        join(store().commit(commit(opened, 1, from("it's \"me\"", 0, specs))));
        for (int i = 0; i < texts.size(); i++) {
            assertThat(read(Query.all().label("k", texts.get(i)), 10)).containsExactly((long) i);
            assertThat(read(Query.all().name("n" + texts.get(i)), 10)).containsExactly((long) i);
        }
        assertThat(read(Query.all().session("it's \"me\""), 10)).hasSize(texts.size());
        assertThat(read(Query.all().session("%"), 10)).isEmpty();
    }

    @Test
    default void theRowsOfLabelsRunsAndSessionsGoWithTheTasks() throws Exception {
        Opened opened = join(open().open(OWNER));
        Task task = Task.of("x").label("k", "v").named("n");
        join(store().commit(commit(opened, 1, from("a", 0, many(3, task)), from("b", 3, many(2, task)))));
        join(store().commit(commit(opened, 2, from("b", 5, many(2, task)))));
        assertThat(rows("label")).isEqualTo(14);
        Event[] ends = new Event[5];
        Arrays.setAll(ends, id -> new Event.Finished(finished(id, Map.of())));
        join(store().commit(commit(opened, 3, ends)));

        join(store().commit(commit(opened, 4, new Event.Removed(IdSet.of(0, 3)))));

        assertThat(rows("label")).isEqualTo(6);
        assertThat(rows("submission WHERE session = 'a'")).isZero();
        assertThat(rows("submission WHERE session = 'b'")).isEqualTo(2);
        assertThat(rows("submitter")).isOne();
        assertThat(join(store().listing().page(Query.all(), null, 10)).tasks())
                .extracting(TaskSummary::taskId, one -> one.submitter().session())
                .containsExactly(tuple(6L, "b"), tuple(5L, "b"), tuple(4L, "b"));
    }

    @Test
    default void whereAPageBeginsIsCheckedAndBelongsToItsQuery() {
        Opened opened = join(open().open(OWNER));
        join(store().commit(commit(opened, 1, from("a", 0, many(5, Task.of("x"))))));
        String next = join(store().listing().page(Query.all(), null, 2)).next();
        for (String after : List.of("", "%%%", "AAAA", "\u0000", "' OR 1=1")) {
            assertThatThrownBy(() -> join(store().listing().page(Query.all(), after, 2)))
                    .as(after)
                    .hasCauseInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("use what the page before has said");
        }
        assertThatThrownBy(() -> join(store().listing().page(Query.all().fromOldest(), next, 2)))
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> join(store().listing().page(Query.all(), null, 1_001)))
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }
}
