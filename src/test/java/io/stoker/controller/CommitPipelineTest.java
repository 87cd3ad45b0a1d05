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
import io.stoker.task.TestTasks;
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
class CommitPipelineTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final MemoryStore store = new MemoryStore();
    private Instant time = NOON;
    private CommitPipeline pipeline = open();

    /** A controller that is started now. */
    private CommitPipeline open() {
        return open(ConfigFactory.load());
    }

    private CommitPipeline open(Config config) {
        LedgerStore.Opened opened = store.open("test").toCompletableFuture().join();
        InstantSource clock = () -> time;
        return new CommitPipeline(ControllerSettings.from(config), store, opened, ControllerMetrics.NONE, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void submit() {
        pipeline.decide(new Command.Submit(TestTasks.client("s"), 0, 1, List.of(TestTasks.spec(Task.of("a")))));
    }

    private void commit() {
        Objects.requireNonNull(pipeline.commit()).toCompletableFuture().join();
        pipeline.release(new Roster(Map.of(), 1), new Watchers());
    }

    private OpenTask task() {
        return Objects.requireNonNull(pipeline.ledger().find(0));
    }

    @Test
    void shouldGiveNewTasksTheTrueTimeAfterAClockThatWasAhead() {
        time = NOON.plus(Duration.ofDays(365));
        submit();
        commit();
        time = NOON;
        pipeline = open();
        assertThat(pipeline.ahead()).contains(NOON.plus(Duration.ofDays(365)));
        pipeline.decide(new Command.Submit(TestTasks.client("s"), 0, 2, List.of(TestTasks.spec(Task.of("b")))));
        assertThat(Objects.requireNonNull(pipeline.ledger().find(1)).submitted())
                .isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void shouldSayByHowMuchTheClockWasSet() {
        assertThat(pipeline.lookAtClock()).isZero();
        assertThat(pipeline.ahead()).isEmpty();
        time = NOON.minus(HOUR);
        assertThat(pipeline.lookAtClock()).isNegative();
        assertThat(pipeline.lookAtClock()).isZero();
        time = NOON;
        assertThat(pipeline.lookAtClock()).isPositive();
    }

    @Test
    void shouldNotJudgeByWhatAnEngineSaysOfTheTimeBeforeARestart() {
        submit();
        long before = pipeline.boundary();
        commit();
        pipeline.decide(new Command.Assign(0, "A", 0));
        commit();
        pipeline = open();
        assertThat(pipeline.registered("A", Set.of(), before)).isEmpty();
        assertThat(task().isHeldBy("A"))
                .as("the engine was asked before it got the task")
                .isTrue();
    }

    @Test
    void shouldNotTakeAClockThatWasSetForTimeThatHasPassed() {
        submit();
        pipeline.decide(new Command.Assign(0, "A", 0));
        commit();
        pipeline = open();
        time = NOON.plus(HOUR);
        pipeline.wake();
        assertThat(task().isHeldBy("A")).as("within reclaim-after").isTrue();
    }

    @Test
    void shouldQueueAgainWhatAnEngineNeverGotAlsoWhenTheClockWasSetBackBeforeARestart() {
        submit();
        pipeline.decide(new Command.Assign(0, "A", 0));
        commit();
        time = NOON.minus(HOUR);
        pipeline = open();

        pipeline.registered("A", Set.of(), pipeline.boundary());

        assertThat(task().isQueued()).isTrue();
    }

    @Test
    void shouldTellWhatWasDispatchedBeforeIdentifyFromWhatCameAfterWhileTheClockStandsStill() {
        submit();
        long before = pipeline.boundary();
        time = NOON.minus(HOUR);
        pipeline.decide(new Command.Assign(0, "A", 0));

        pipeline.registered("A", Set.of(), before);
        assertThat(task().isHeldBy("A")).as("it came after").isTrue();
        pipeline.registered("A", Set.of(), pipeline.boundary());
        assertThat(task().isQueued()).as("it had come before").isTrue();
    }

    @Test
    void shouldNotLetATaskEndBeforeItWasSubmitted() {
        submit();
        commit();
        long submitted = task().submitted();
        time = NOON.minus(HOUR);
        pipeline = open();
        pipeline.decide(new Command.Assign(0, "A", 0));
        pipeline.decide(new Command.Start("A", task().attempt()));
        AttemptResult result = TestTasks.result(Outcome.SUCCEEDED, Map.of(), null, "", "", 42);
        pipeline.decide(new Command.Report("A", task().attempt(), result));
        commit();
        FinishedTask ended =
                store.results(List.of(0L)).toCompletableFuture().join().get(0);
        assertThat(ended.started()).isGreaterThanOrEqualTo(submitted);
        assertThat(ended.completed()).isGreaterThanOrEqualTo(ended.started());
    }

    @Test
    void shouldEndInOneCommitNoMoreThanASliceOfTheTasksThatNoEngineCanRun() {
        pipeline = openExpiringSoon();
        TaskSpec hopeless = TestTasks.spec(Task.of("a").depend("gpu == 1"));
        int tasks = 2 * CommitPipeline.SLICE + 1;
        pipeline.decide(new Command.Submit(TestTasks.client("s"), 0, 1, Collections.nCopies(tasks, hopeless)));
        pipeline.dispatcher().engineJoined("A", "A", EngineProperties.NONE, System.nanoTime());
        commit();

        List<Long> ended = new ArrayList<>();
        await().atMost(Duration.ofMinutes(5)).until(pipeline::expireUnmet);
        while (pipeline.ledger().counts().failed()
                > ended.stream().mapToLong(n -> n).sum()) {
            ended.add(pipeline.ledger().counts().failed()
                    - ended.stream().mapToLong(n -> n).sum());
            commit();
            pipeline.expireUnmet();
        }
        assertThat(ended).containsExactly((long) CommitPipeline.SLICE, (long) CommitPipeline.SLICE, 1L);
    }

    private CommitPipeline openExpiringSoon() {
        return open(ConfigFactory.parseString("stoker.unmet-dependency-timeout = 1 ms")
                .withFallback(ConfigFactory.load()));
    }

    @Test
    void shouldEndWhatNoEngineCanRunThoughMoreThanASliceWasSuspendedOnASilentEngineThatCould() {
        pipeline = openExpiringSoon();
        TaskSpec demanding = TestTasks.spec(Task.of("a").depend("gpu == 1"));
        pipeline.dispatcher().engineJoined("other", "other", EngineProperties.NONE, System.nanoTime());
        pipeline.decide(
                new Command.Submit(TestTasks.client("s"), 0, 1, Collections.nCopies(CommitPipeline.SLICE, demanding)));
        for (long task = 0; task < CommitPipeline.SLICE; task++) {
            pipeline.decide(new Command.Assign(task, "silent", 0));
        }
        pipeline.decide(new Command.Suspect("silent"));
        pipeline.decide(new Command.Submit(TestTasks.client("s"), 0, CommitPipeline.SLICE + 1, List.of(demanding)));

        await().atMost(Duration.ofMinutes(5)).until(pipeline::expireUnmet);

        assertThat(pipeline.ledger().find(CommitPipeline.SLICE))
                .as("held by nobody")
                .isNull();
        assertThat(pipeline.ledger().counts().failed()).isOne();
        assertThat(pipeline.expireUnmet())
                .as("the others, which were queued before it, may still be reported")
                .isFalse();
        pipeline.decide(new Command.EnginesDied(Set.of("silent"), false, "it is gone"));
        await().atMost(Duration.ofMinutes(5)).until(() -> {
            pipeline.expireUnmet();
            return pipeline.ledger().counts().failed() == CommitPipeline.SLICE + 1;
        });
    }
}
