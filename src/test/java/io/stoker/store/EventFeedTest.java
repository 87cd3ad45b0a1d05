package io.stoker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.EventBody;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventPage;
import io.stoker.task.EventQuery;
import io.stoker.task.EventWriter;
import io.stoker.task.EventsGoneException;
import io.stoker.task.StokerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Who asks for events gets each once and in order, from memory and from what is kept, or hears that some are gone. */
class EventFeedTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<EventBody> kept = new ArrayList<>();
    private final List<StokerEvent> all = new ArrayList<>();
    /** The number of the last commit, when that is made. */
    private final CompletableFuture<Long> closing = new CompletableFuture<>();

    private boolean keeps = true;
    private Runnable whileReading = () -> {};
    private long commit;
    private EventFeed feed = feed(1_000);

    @AfterEach
    void close() {
        feed.close();
    }

    private EventFeed feed(long bytes) {
        return new EventFeed(this::read, bytes);
    }

    /** A few of those that are kept, as a database does. */
    private synchronized CompletionStage<KeptEvents.Rows> read(EventId place) {
        if (!keeps) {
            return KeptEvents.NONE.after(place);
        }
        whileReading.run();
        List<EventBody> rows =
                kept.stream().filter(body -> body.commit() >= place.commit()).toList();
        List<EventBody> some = rows.subList(0, Math.min(3, rows.size()));
        EventId oldest = kept.isEmpty() ? null : new EventId(kept.get(0).commit(), 0);
        return CompletableFuture.completedFuture(new KeptEvents.Rows(some, some.size() == rows.size(), oldest));
    }

    /** A commit with so many events of tasks with this label. */
    private synchronized void commit(int events, String label) {
        EventWriter writer = new EventWriter();
        for (int i = 0; i < events; i++) {
            writer.task(EventKind.ACCEPTED, Map.of("k", label), all.size() + i, 0, -1, null);
        }
        commit++;
        EventBody body = events == 0 ? null : writer.body(commit, commit);
        if (body != null) {
            all.addAll(body.events());
            kept.add(body);
        }
        feed.committed(commit, body);
    }

    private static EventPage join(CompletionStage<EventPage> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private EventPage next(EventQuery query) {
        return join(feed.next(query, Duration.ZERO));
    }

    private static List<StokerEvent> events(EventPage page) {
        return page.commits().stream().flatMap(body -> body.events().stream()).toList();
    }

    /** All up to the last commit. */
    private List<StokerEvent> readOn(EventQuery query) {
        List<StokerEvent> found = new ArrayList<>();
        EventQuery at = query;
        while (at.after() == null || at.after().compareTo(EventId.endOf(commit)) < 0) {
            EventPage page = next(at);
            found.addAll(events(page));
            at = query.after(page.next());
        }
        return found;
    }

    @RepeatedTest(60)
    void shouldBringEachEventOnceAndInOrderWhereverThatIs(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        feed.opened(0);
        EventQuery query =
                random.nextBoolean() ? EventQuery.all() : EventQuery.all().label("k", "1");
        EventId place = EventId.START;
        List<StokerEvent> found = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (random.nextInt(4) > 0) {
                commit(random.nextInt(20), String.valueOf(random.nextInt(3)));
            } else if (random.nextInt(20) == 0) { // another process serves the ledger
                feed.close();
                feed = feed(1_000);
                feed.opened(commit);
            } else {
                EventPage page = next(query.after(place));
                found.addAll(events(page));
                place = page.next();
            }
        }
        found.addAll(readOn(query.after(place)));

        List<StokerEvent> expected = all.stream()
                .filter(event ->
                        query.labels().isEmpty() || event.labels().get("k").equals("1"))
                .toList();
        assertThat(found).isEqualTo(expected);
        if (!expected.isEmpty()) {
            EventId middle = expected.get(random.nextInt(expected.size())).id();
            assertThat(readOn(query.after(middle)))
                    .isEqualTo(expected.stream()
                            .filter(event -> event.id().compareTo(middle) > 0)
                            .toList());
        }
    }

    @Test
    void shouldBringOnceWhatIsCommittedWhileWhatIsKeptIsRead() {
        commit(2, "1");
        feed.close();
        feed = feed(1_000);
        feed.opened(commit);
        whileReading = () -> {
            whileReading = () -> {};
            commit(2, "1");
        };

        assertThat(readOn(EventQuery.all().after(EventId.START))).isEqualTo(all);
    }

    @Test
    void shouldBeginWithWhatComesNextIfNoPlaceIsNamed() {
        feed.opened(0);
        commit(3, "1");
        EventPage first = next(EventQuery.all());
        assertThat(first.commits()).isEmpty();
        commit(2, "1");

        assertThat(events(next(EventQuery.all().after(first.next())))).isEqualTo(all.subList(3, 5));
    }

    @Test
    void shouldAnswerWhoWaitsWhenThereIsSomething() {
        feed.opened(0);
        CompletionStage<EventPage> other = feed.next(EventQuery.all().label("k", "2"), LONG);
        CompletionStage<EventPage> asked =
                feed.next(EventQuery.all().label("k", "1").after(EventId.endOf(0)), LONG);
        commit(0, "1");
        commit(2, "1");

        assertThat(events(join(asked))).hasSize(2);
        assertThat(other.toCompletableFuture()).isNotDone();
    }

    @RepeatedTest(20)
    void shouldBringEachEventOnceToAllWhoWaitWhileThereAreCommits(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        feed = feed(100_000);
        feed.opened(0);
        List<CompletableFuture<List<StokerEvent>>> readers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            EventQuery query = i < 3
                    ? EventQuery.all().label("k", String.valueOf(i))
                    : EventQuery.all().label("k");
            readers.add(CompletableFuture.supplyAsync(() -> readUntilTheLast(query)));
        }
        for (int i = 0; i < 300; i++) {
            commit(random.nextInt(6), String.valueOf(random.nextInt(3)));
            if (random.nextInt(20) == 0) { // at a place in the midst of a commit too
                readers.add(CompletableFuture.supplyAsync(() -> readUntilTheLast(EventQuery.all())));
            }
        }
        for (String label : List.of("0", "1", "2")) {
            commit(1, label);
        }
        closing.complete(commit);

        for (int i = 0; i < readers.size(); i++) {
            String label = String.valueOf(i);
            boolean one = i < 3;
            assertThat(readers.get(i).orTimeout(60, TimeUnit.SECONDS).join())
                    .isEqualTo(all.stream()
                            .filter(event -> !one || event.labels().get("k").equals(label))
                            .toList());
        }
    }

    private List<StokerEvent> readUntilTheLast(EventQuery query) {
        List<StokerEvent> found = new ArrayList<>();
        EventId place = EventId.START;
        while (!closing.isDone() || place.commit() < closing.join()) {
            EventPage page = join(feed.next(query.after(place), closing.isDone() ? Duration.ofMillis(300) : LONG));
            found.addAll(events(page));
            place = page.next();
        }
        return found;
    }

    @Test
    void shouldSayFromWhereOnThereAreEventsWhenSomeAreGone() {
        feed.opened(0);
        for (int i = 0; i < 500; i++) {
            commit(10, "1");
        }
        synchronized (this) {
            kept.subList(0, 100).clear();
        }

        assertThatThrownBy(() -> next(EventQuery.all().after(new EventId(50, 3))))
                .hasCauseInstanceOf(EventsGoneException.class)
                .hasMessageContaining("50.3")
                .satisfies(e -> assertThat(((EventsGoneException) e.getCause()).oldest())
                        .isEqualTo(new EventId(101, 0)));
        assertThat(readOn(EventQuery.all().after(new EventId(101, 0)))).isEqualTo(all.subList(1_000, 5_000));
        assertThat(readOn(EventQuery.all().after(EventId.START))).isEqualTo(all.subList(1_000, 5_000));
    }

    @Test
    void shouldHaveTheLatestInMemoryIfNoneAreKept() {
        keeps = false;
        feed.opened(0);
        for (int i = 0; i < 500; i++) {
            commit(10, "1");
        }

        List<StokerEvent> latest = readOn(EventQuery.all().after(EventId.START));

        assertThat(latest).isNotEmpty().hasSizeLessThan(5_000);
        assertThat(latest).isEqualTo(all.subList(5_000 - latest.size(), 5_000));
        assertThatThrownBy(() -> next(EventQuery.all().after(new EventId(1, 1))))
                .hasCauseInstanceOf(EventsGoneException.class);
    }

    @Test
    void shouldKnowNoPlaceThatIsStillToCome() {
        feed.opened(7);

        assertThatThrownBy(() -> next(EventQuery.all().after(new EventId(9, 1))))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(EventsGoneException.class)
                .hasMessageContaining("another ledger's");
        assertThat(next(EventQuery.all().after(EventId.endOf(7))).commits()).isEmpty();
    }

    @Test
    void shouldTellWhoAsksThatTooManyDo() {
        feed.opened(0);
        List<CompletionStage<EventPage>> asked = new ArrayList<>();
        for (int i = 0; i < EventFeed.MOST_QUESTIONS; i++) {
            asked.add(feed.next(EventQuery.all().after(EventId.endOf(0)), LONG));
        }

        assertThatThrownBy(() -> next(EventQuery.all())).hasMessageContaining("ask again later");
        commit(1, "1");
        asked.forEach(EventFeedTest::join);
        assertThat(next(EventQuery.all()).commits()).isEmpty();
    }

    @Test
    void shouldTellWhoWaitsThatTheLedgerWasClosed() {
        feed.opened(0);
        CompletionStage<EventPage> asked = feed.next(EventQuery.all(), LONG);
        feed.close();

        assertThatThrownBy(() -> join(asked)).hasMessageContaining("closed");
    }

    @Test
    void shouldAnswerInPiecesThatAMessageTakes() {
        feed.close();
        feed = feed(100 << 20);
        feed.opened(0);
        commit(50_000, "1");

        EventPage first = next(EventQuery.all().after(EventId.START));

        assertThat(first.commits().stream().mapToInt(EventBody::size).sum()).isLessThan(EventFeed.MOST_BYTES + 1_000);
        assertThat(readOn(EventQuery.all().after(EventId.START))).isEqualTo(all);
    }
}
