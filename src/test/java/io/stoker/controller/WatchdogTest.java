package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.stoker.ledger.Answer;
import io.stoker.ledger.Command;
import io.stoker.store.MemoryStore;
import io.stoker.task.EngineProperties;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Tasks are planted that the controller, by a defect of its own, has lost sight of. */
class WatchdogTest {
    private static final String ENGINE = "engine";
    private static final int MANY = 12_000;

    private final Set<String> roster = new HashSet<>();
    private CommitPipeline pipeline;
    private Watchdog watchdog;

    @BeforeEach
    void start() {
        MemoryStore store = new MemoryStore();
        pipeline = new CommitPipeline(
                ControllerSettings.from(ConfigFactory.load()),
                store,
                store.open("here").toCompletableFuture().join());
        watchdog = new Watchdog(LoggerFactory.getLogger(Watchdog.class), pipeline, roster::contains);
    }

    private long submit(int count) {
        TaskSpec spec = TestTasks.spec("");
        Answer answer = pipeline.decide(new Command.Submit(
                TestTasks.client("s"), 0, pipeline.ledger().nextTask() + 1, Collections.nCopies(count, spec)));
        return ((Answer.Accepted) answer).ids()[0];
    }

    private void join() {
        roster.add(ENGINE);
        pipeline.dispatcher().engineJoined(ENGINE, ENGINE, EngineProperties.NONE, System.nanoTime());
    }

    private void assign(long task) {
        pipeline.decide(new Command.Assign(task, ENGINE, 0));
    }

    @Test
    void aTaskThatTheScheduleHasForgottenIsOfferedAgain() {
        long task = submit(1);
        pipeline.dispatcher().forget(task);
        watchdog.look();
        assertThat(pipeline.dispatcher().isQueued(task)).isTrue();
    }

    @Test
    void itIsFoundAmongManyInAFewLooks() {
        submit(MANY);
        pipeline.dispatcher().forget(MANY - 1);
        for (int look = 0; look < 3; look++) {
            assertThat(pipeline.dispatcher().isQueued(MANY - 1)).isFalse();
            watchdog.look();
        }
        assertThat(pipeline.dispatcher().isQueued(MANY - 1)).isTrue();
    }

    @Test
    void aTaskWhoseEngineNobodyKnowsAnyMoreRunsElsewhere() {
        join();
        long task = submit(1);
        assign(task);
        roster.clear();
        pipeline.dispatcher().engineLeft(ENGINE);
        watchdog.look();
        assertThat(pipeline.ledger().find(task).state().held()).isNull();
        assertThat(pipeline.dispatcher().isQueued(task)).isTrue();
    }

    @Test
    void theScheduleIsToldAgainWhatAnEngineHolds() {
        join();
        long task = submit(1);
        assign(task);
        pipeline.dispatcher().forget(task);
        watchdog.look();
        assertThat(pipeline.dispatcher().holds(ENGINE, task)).isTrue();
    }

    @Test
    void aTaskThatIsWhereItShouldBeIsLeftAlone() {
        join();
        long held = submit(1);
        assign(held);
        long queued = submit(1);
        watchdog.look();
        assertThat(pipeline.dispatcher().holds(ENGINE, held)).isTrue();
        assertThat(pipeline.dispatcher().isQueued(held)).isFalse();
        assertThat(pipeline.dispatcher().isQueued(queued)).isTrue();
        assertThat(pipeline.ledger().find(held).attempt().number()).isEqualTo(1);
    }
}
