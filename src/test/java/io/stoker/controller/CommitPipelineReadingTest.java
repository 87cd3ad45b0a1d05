package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import com.typesafe.config.ConfigFactory;
import io.stoker.ledger.Command;
import io.stoker.ledger.OpenTask;
import io.stoker.store.MemoryStore;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Outcome;
import io.stoker.task.Task;
import io.stoker.task.TestTasks;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that are read from the store when they go to an engine. */
class CommitPipelineReadingTest {
    private static final int TASKS = 3;
    /** So little that no large task stays whole. */
    private static final String ROOM = "16 KiB";

    /** Not known to be in memory, so that the pipeline keeps outlines. */
    private final ReadStore store = new ReadStore(new MemoryStore());

    private final CommitPipeline pipeline = new CommitPipeline(
            ControllerSettings.from(ConfigFactory.parseMap(Map.of("stoker.max-open-bytes", ROOM))
                    .withFallback(ConfigFactory.load())),
            store,
            store.open("test").toCompletableFuture().join());
    private final Roster roster = new Roster(Map.of(), 1);
    private final TestInbox<Object> inbox = TestInbox.create();
    private EngineChannel engine;

    @BeforeEach
    void submit() {
        ToController.Register register = Engines.hello("A", 0);
        engine = new EngineChannel(inbox.getRef().narrow(), TestSecrets.PASS, null, Links.AKKA, touched -> {});
        engine.identifySent();
        roster.register(register, engine, "akka://stoker@hut:1");
        Task large = Task.of("a").push("x", new byte[OpenTask.KEPT_WHOLE]);
        for (int i = 0; i < TASKS; i++) {
            pipeline.decide(new Command.Submit(TestTasks.client("s"), 0, i + 1, List.of(TestTasks.spec(large))));
        }
        commit();
        LongStream.range(0, TASKS).forEach(this::assign);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void assign(long task) {
        pipeline.decide(new Command.Assign(task, "A", 0));
        pipeline.effects().assign("A", task(task));
    }

    private OpenTask task(long id) {
        return Objects.requireNonNull(pipeline.ledger().find(id));
    }

    private boolean commit() {
        Objects.requireNonNull(pipeline.commit()).toCompletableFuture().join();
        return pipeline.release(roster, new Watchers());
    }

    /** The attempts that the engine gets. */
    private List<AttemptId> sent() {
        engine.flush(0);
        return inbox.getAllReceived().stream()
                .flatMap(frame -> ((Frame<?>) frame).items().stream())
                .flatMap(item -> ((ToEngine.Assign) item).assignments().stream())
                .peek(assignment -> assertThat(assignment.spec().size()).isGreaterThan(OpenTask.KEPT_WHOLE))
                .map(ToEngine.Assignment::attempt)
                .toList();
    }

    @Test
    void shouldCountACommitThatWroteSomethingAndNoOther() {
        assertThat(commit()).isTrue();
        pipeline.effects().then(() -> {});
        assertThat(commit()).isFalse();
    }

    @Test
    void shouldKeepBackOnlyWhatCannotBeReadUntilItCan() {
        store.unreadable.add(1L);
        assertThat(commit()).as("what is written is written").isTrue();
        assertThat(sent()).containsExactly(task(0).attempt(), task(2).attempt());

        Set<AttemptId> held = Set.of(task(0).attempt(), task(2).attempt());
        pipeline.registered("A", held, pipeline.boundary());
        assertThat(task(1).isQueued()).as("the engine says what it has").isTrue();
        assign(1);
        commit();
        assertThat(sent()).isEmpty();

        store.unreadable.clear();
        pipeline.registered("A", held, pipeline.boundary());
        assign(1);
        commit();
        assertThat(sent()).containsExactly(task(1).attempt());
    }

    @Test
    void shouldReadEachAloneAfterAFailureThatIsOver() {
        store.failures.set(1);
        commit();
        assertThat(sent()).hasSize(TASKS);
    }

    @Test
    void shouldNotReadWhatEndsInTheSameBatch() {
        AttemptResult result = TestTasks.result(Outcome.SUCCEEDED, Map.of(), null, "", "", 42);
        for (long id = 0; id < TASKS; id++) {
            pipeline.decide(new Command.Report("A", task(id).attempt(), result));
        }
        commit();
        assertThat(store.specs).hasValue(0);
        assertThat(sent()).isEmpty();
    }
}
