package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.ledger.Command;
import io.stoker.ledger.OpenTask;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.task.AttemptResult;
import io.stoker.task.EngineProperties;
import io.stoker.task.FinishedTask;
import io.stoker.task.Outcome;
import io.stoker.task.Task;
import io.stoker.task.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a clock that somebody sets does to a controller. */
class BooksTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final MemoryStore store = new MemoryStore();
    private Instant time = NOON;
    private Books books = open();

    /** A controller that is started now. */
    private Books open() {
        return open(ConfigFactory.load());
    }

    private Books open(Config config) {
        LedgerStore.Opened opened = store.open("test").toCompletableFuture().join();
        InstantSource clock = () -> time;
        return new Books(ControllerSettings.from(config), store, opened, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void submit() {
        books.decide(new Command.Submit("s", 0, 1, List.of(Task.of("a").spec())));
    }

    private void commit() {
        Objects.requireNonNull(books.commit()).toCompletableFuture().join();
        books.release(new Roster(Map.of(), 1), new Watchers());
    }

    private OpenTask task() {
        return Objects.requireNonNull(books.ledger().find(0));
    }

    @Test
    void shouldGiveNewTasksTheTrueTimeAfterAClockThatWasAhead() {
        time = NOON.plus(Duration.ofDays(365));
        submit();
        commit();
        time = NOON;
        books = open();
        assertThat(books.ahead()).contains(NOON.plus(Duration.ofDays(365)));
        books.decide(new Command.Submit("s", 0, 2, List.of(Task.of("b").spec())));
        assertThat(Objects.requireNonNull(books.ledger().find(1)).submitted()).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void shouldSayByHowMuchTheClockWasSet() {
        assertThat(books.lookAtClock()).isZero();
        assertThat(books.ahead()).isEmpty();
        time = NOON.minus(HOUR);
        assertThat(books.lookAtClock()).isNegative();
        assertThat(books.lookAtClock()).isZero();
        time = NOON;
        assertThat(books.lookAtClock()).isPositive();
    }

    @Test
    void shouldNotJudgeByWhatAnEngineSaysOfTheTimeBeforeARestart() {
        submit();
        long before = books.boundary();
        commit();
        books.decide(new Command.Assign(0, "A", 0));
        commit();
        books = open();
        assertThat(books.registered("A", Set.of(), before)).isEmpty();
        assertThat(task().isHeldBy("A"))
                .as("the engine was asked before it got the task")
                .isTrue();
    }

    @Test
    void shouldNotTakeAClockThatWasSetForTimeThatHasPassed() {
        submit();
        books.decide(new Command.Assign(0, "A", 0));
        commit();
        books = open();
        time = NOON.plus(HOUR);
        books.wake();
        assertThat(task().isHeldBy("A")).as("within reclaim-after").isTrue();
    }

    @Test
    void shouldQueueAgainWhatAnEngineNeverGotAlsoWhenTheClockWasSetBackBeforeARestart() {
        submit();
        books.decide(new Command.Assign(0, "A", 0));
        commit();
        time = NOON.minus(HOUR);
        books = open();

        books.registered("A", Set.of(), books.boundary());

        assertThat(task().isQueued()).isTrue();
    }

    @Test
    void shouldTellWhatWasDispatchedBeforeIdentifyFromWhatCameAfterWhileTheClockStandsStill() {
        submit();
        long before = books.boundary();
        time = NOON.minus(HOUR);
        books.decide(new Command.Assign(0, "A", 0));

        books.registered("A", Set.of(), before);
        assertThat(task().isHeldBy("A")).as("it came after").isTrue();
        books.registered("A", Set.of(), books.boundary());
        assertThat(task().isQueued()).as("it had come before").isTrue();
    }

    @Test
    void shouldNotLetATaskEndBeforeItWasSubmitted() {
        submit();
        commit();
        long submitted = task().submitted();
        time = NOON.minus(HOUR);
        books = open();
        books.decide(new Command.Assign(0, "A", 0));
        books.decide(new Command.Start("A", task().attempt()));
        AttemptResult result = new AttemptResult(Outcome.SUCCEEDED, Map.of(), null, "", "", 42);
        books.decide(new Command.Report("A", task().attempt(), result));
        commit();
        FinishedTask ended =
                store.results(List.of(0L)).toCompletableFuture().join().get(0);
        assertThat(ended.started()).isGreaterThanOrEqualTo(submitted);
        assertThat(ended.completed()).isGreaterThanOrEqualTo(ended.started());
    }

    @Test
    void shouldEndInOneCommitNoMoreThanASliceOfTheTasksThatNoEngineCanRun() {
        books = openExpiringSoon();
        TaskSpec hopeless = Task.of("a").depend("gpu == 1").spec();
        int tasks = 2 * Books.SLICE + 1;
        books.decide(new Command.Submit("s", 0, 1, Collections.nCopies(tasks, hopeless)));
        books.dispatcher().engineJoined("A", EngineProperties.NONE, System.nanoTime());
        commit();

        List<Long> ended = new ArrayList<>();
        await().atMost(Duration.ofMinutes(5)).until(books::expireUnmet);
        while (books.ledger().counts().failed()
                > ended.stream().mapToLong(n -> n).sum()) {
            ended.add(books.ledger().counts().failed()
                    - ended.stream().mapToLong(n -> n).sum());
            commit();
            books.expireUnmet();
        }
        assertThat(ended).containsExactly((long) Books.SLICE, (long) Books.SLICE, 1L);
    }

    private Books openExpiringSoon() {
        return open(ConfigFactory.parseString("stoker.unmet-dependency-timeout = 1 ms")
                .withFallback(ConfigFactory.load()));
    }

    @Test
    void shouldEndWhatNoEngineCanRunThoughMoreThanASliceWasRecalledFromASilentEngineThatCould() {
        books = openExpiringSoon();
        TaskSpec demanding = Task.of("a").depend("gpu == 1").spec();
        books.dispatcher().engineJoined("other", EngineProperties.NONE, System.nanoTime());
        books.decide(new Command.Submit("s", 0, 1, Collections.nCopies(Books.SLICE, demanding)));
        for (long task = 0; task < Books.SLICE; task++) {
            books.decide(new Command.Assign(task, "silent", 0));
        }
        books.decide(new Command.Suspect("silent"));
        books.decide(new Command.Submit("s", 0, Books.SLICE + 1, List.of(demanding)));

        await().atMost(Duration.ofMinutes(5)).until(books::expireUnmet);

        assertThat(books.ledger().find(Books.SLICE)).as("held by nobody").isNull();
        assertThat(books.ledger().counts().failed()).isOne();
        assertThat(books.expireUnmet())
                .as("the others, which were queued before it, may still be reported")
                .isFalse();
        books.decide(new Command.Bury("silent", "it is gone"));
        await().atMost(Duration.ofMinutes(5)).until(() -> {
            books.expireUnmet();
            return books.ledger().counts().failed() == Books.SLICE + 1;
        });
    }
}
