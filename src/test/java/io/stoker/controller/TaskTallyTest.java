package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.stoker.ledger.Command;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.EngineProperties;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.Task;
import io.stoker.task.TestTasks;
import io.stoker.wire.TestSecrets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of tasks, from their submission to their end. */
class TaskTallyTest {
    private static final String FIRST = TestSecrets.instance("first");
    private static final String SECOND = TestSecrets.instance("second");

    private final MemoryStore store = new MemoryStore();
    private final CountedMetrics metrics = new CountedMetrics();
    private final Roster roster = new Roster(Map.of(), 1);
    private Instant time = Instant.parse("2026-11-22T12:00:00Z");
    private CommitPipeline pipeline;
    private long key = 1;

    @BeforeEach
    void start() {
        LedgerStore.Opened opened = store.open("test").toCompletableFuture().join();
        pipeline =
                new CommitPipeline(ControllerSettings.from(ConfigFactory.load()), store, opened, metrics, () -> time);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void join(String instance) {
        Engines.register(roster, Engines.hello(instance, -1), "akka://stoker@127.0.0.1:9");
        pipeline.dispatcher().engineJoined(instance, instance, EngineProperties.NONE, System.nanoTime());
    }

    private void submit(Task task) {
        pipeline.decide(new Command.Submit(TestTasks.client("s"), 0, key++, List.of(TestTasks.spec(task))));
    }

    private void report(String instance, int attempt, AttemptResult result) {
        pipeline.report(instance, new AttemptId(0, attempt), result);
    }

    private static AttemptResult succeeded(long nanos) {
        return TestTasks.result(Outcome.SUCCEEDED, Map.of(), null, "", "", nanos);
    }

    private static AttemptResult failed() {
        return AttemptResult.failed(Failure.of(Failure.Kind.USER_CODE, "Oops", "no"), 5);
    }

    private void suspect(String instance) {
        pipeline.dispatcher().engineLeft(instance);
        pipeline.decide(new Command.Suspect(instance));
    }

    private void died(String instance) {
        pipeline.dispatcher().engineLeft(instance);
        pipeline.decide(new Command.EnginesDied(Set.of(instance), false, "it has died"));
    }

    @Test
    void shouldTellOfATaskFromItsAcceptanceToItsEnd() {
        join(FIRST);
        submit(Task.of("a"));
        time = time.plusMillis(40);
        pipeline.handOut(roster);
        report(FIRST, 1, succeeded(7));

        assertThat(metrics.take()).containsExactly("accepted 1", "dispatched after 40", "finished SUCCEEDED 7");
    }

    @Test
    void shouldTellOfCommitsAndHowManyTasksTheyAreAbout() {
        join(FIRST);
        submit(Task.of("a"));
        submit(Task.of("b"));
        pipeline.handOut(roster);
        report(FIRST, 1, succeeded(7));
        metrics.take();

        Objects.requireNonNull(pipeline.commit()).toCompletableFuture().join();
        assertThat(metrics.take()).containsExactly("commit");

        pipeline.release(roster, new Watchers());
        assertThat(metrics.take()).containsExactly("committed 3");
        assertThat(metrics.tasks).isEqualTo("1 0 1 0 0");
    }

    @Test
    void shouldTellNothingOfABatchThatWritesNothing() {
        pipeline.effects().then(() -> {});
        Objects.requireNonNull(pipeline.commit()).toCompletableFuture().join();
        pipeline.release(roster, new Watchers());

        assertThat(metrics.take()).isEmpty();
    }

    @Test
    void shouldTellWhyThereIsAnotherAttempt() {
        join(FIRST);
        submit(Task.of("a").retries(1).recoveryTask(Task.of("b")));
        pipeline.handOut(roster);
        metrics.take();
        report(
                FIRST,
                1,
                TestTasks.result(Outcome.REJECTED, Map.of(), Failure.of(Failure.Kind.REJECTED, "R", "no"), "", "", 5));
        pipeline.decide(new Command.Assign(0, FIRST, 0));
        report(FIRST, 2, failed());
        pipeline.decide(new Command.Assign(0, FIRST, 0));
        report(FIRST, 3, failed());

        assertThat(metrics.take()).containsExactly("again REJECTED", "again RETRY", "again RECOVERY");
    }

    @Test
    void shouldTellOfAnAttemptThatIsLostWithItsEngine() {
        join(FIRST);
        submit(Task.of("a"));
        pipeline.handOut(roster);
        pipeline.decide(new Command.Start(FIRST, new AttemptId(0, 1)));
        metrics.take();
        died(FIRST);

        assertThat(metrics.take()).containsExactly("lost", "again LOST");
    }

    @Test
    void shouldTellOfALostAttemptThatIsTheLastOne() {
        join(FIRST);
        submit(Task.of("a").atMostOnce());
        pipeline.handOut(roster);
        pipeline.decide(new Command.Start(FIRST, new AttemptId(0, 1)));
        metrics.take();
        died(FIRST);

        assertThat(metrics.take()).containsExactly("lost", "finished FAILED 0");
    }

    @Test
    void shouldTellOnceOfAnAttemptThatIsGivenUpAndOfItsLateReport() {
        join(FIRST);
        submit(Task.of("a"));
        pipeline.handOut(roster);
        pipeline.decide(new Command.Start(FIRST, new AttemptId(0, 1)));
        join(SECOND);
        metrics.take();
        suspect(FIRST);
        pipeline.handOut(roster);
        assertThat(metrics.take()).containsExactly("lost", "again LOST");

        report(FIRST, 1, succeeded(7));
        report(SECOND, 2, succeeded(8));
        report(SECOND, 2, succeeded(8));
        died(FIRST);

        assertThat(metrics.take()).containsExactly("late", "finished SUCCEEDED 8", "late");
    }

    @Test
    void shouldTellNothingOfAnAttemptThatIsGivenBack() {
        join(FIRST);
        submit(Task.of("a"));
        pipeline.handOut(roster);
        metrics.take();
        pipeline.report(FIRST, new AttemptId(0, 1), null);
        pipeline.report(FIRST, new AttemptId(0, 1), null);
        pipeline.handOut(roster);

        assertThat(metrics.take()).isEmpty();
    }
}
