package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.controller.ControllerListener;
import io.stoker.store.MemoryStore;
import io.stoker.task.Attempt;
import io.stoker.task.Condition;
import io.stoker.task.EngineInfo;
import io.stoker.task.Outcome;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskTimeoutException;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tasks that not every engine can run: conditions on properties, properties that change, and engines that are rejected.
 */
class DependIT {
    private static final Duration SOON = Duration.ofMinutes(5);

    private static TestCluster cluster;
    private static Stoker stoker;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(
                0, Map.of("stoker.unmet-dependency-timeout", "2s"), new MemoryStore(), ControllerListener.NONE);
        cluster.addEngine(Map.of("RAM", 1L << 30));
        cluster.addEngine(Map.of("RAM", 1L << 34));
        stoker = cluster.connect(2);
        tc = stoker.taskClient();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static int engineWith(String condition) {
        return stoker.engines().stream()
                .filter(engine -> Condition.parse(condition).test(engine.properties()))
                .map(EngineInfo::id)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTaskRunsOnlyWhereItsConditionIsMet() {
        int big = engineWith("RAM > 2**32");
        long[] ids = tc.runAll(IntStream.range(0, 50)
                .mapToObj(i -> Task.of("e = id").depend("RAM > 2**32").pull("e"))
                .toList());
        tc.barrier(SOON, ids);
        for (long id : ids) {
            TaskResult result = tc.getTaskResult(id, SOON);
            assertThat(result.engineId()).isEqualTo(big);
            assertThat(result.get("e")).isEqualTo(big);
        }
    }

    @Test
    void aTaskThatNoEngineFitsDoesNotHoldUpOthersAndTimesOutWithTheReason() {
        long unmet = tc.run(Task.of("").depend(Condition.property("gpu").exists()));
        long plain = tc.run(Task.of("a = 1").pull("a"));
        assertThat(tc.getTaskResult(plain, SOON).get("a")).isEqualTo(1);
        assertThatThrownBy(() -> tc.getTaskResult(unmet, SOON).raiseException())
                .isInstanceOf(TaskTimeoutException.class)
                .hasMessageStartingWith("task " + unmet + " timed out: none of 2 engines meets has gpu");
    }

    @Test
    void aWaitThatEndsEarlySaysThatNoEngineFits() {
        long unmet = tc.run(Task.of("").depend("RAM > 2**60"));
        // A busy controller may not say in time how the task stands.
        await().untilAsserted(() -> assertThatThrownBy(() -> tc.getTaskResult(unmet, Duration.ofMillis(300)))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("RAM > "));
        tc.abort(unmet);
    }

    @Test
    void aPropertyThatATaskSetsIsSeenAtOnce() {
        long waiting = tc.run(
                Task.of("v = stoker.properties.visited").depend("visited == 1").pull("v"));
        tc.runAndGet(Task.of("stoker.properties.visited = 1"), SOON);
        assertThat(tc.getTaskResult(waiting, SOON).get("v")).isEqualTo(1);
        for (EngineInfo engine : stoker.engines()) {
            if (engine.properties().get("visited") != null) {
                long id = tc.run(Task.of("stoker.properties.visited = null").depend("visited == 1"));
                tc.barrier(SOON, id);
            }
        }
    }

    @Test
    void aTaskThatRejectsItsEngineGoesToAnother() {
        int big = engineWith("RAM > 2**32");
        for (int i = 0; i < 20; i++) {
            TaskResult result = tc.runAndGet(
                    Task.of("if (stoker.properties.RAM < 2**32) stoker.reject('too small')\nok = true")
                            .pull("ok"),
                    SOON);
            assertThat(result.get("ok")).isEqualTo(true);
            assertThat(result.engineId()).isEqualTo(big);
            for (Attempt attempt :
                    result.attempts().subList(0, result.attempts().size() - 1)) {
                assertThat(attempt.outcome()).isEqualTo(Outcome.REJECTED);
                assertThat(attempt.evidence()).contains("too small");
            }
        }
    }

    @Test
    void aTaskThatAllEnginesRejectWaitsAndSaysSoUntilOneTakesIt() {
        long id = tc.run(Task.of("if (!stoker.properties.ready) stoker.reject('not ready')\nok = 1")
                .pull("ok"));
        assertThatThrownBy(() -> tc.getTaskResult(id, Duration.ofSeconds(1))).isInstanceOf(WaitTimeoutException.class);
        tc.runAndGet(Task.of("stoker.properties.ready = true"), SOON);
        assertThat(tc.getTaskResult(id, SOON).get("ok")).isEqualTo(1);
    }

    @Test
    void aRecoveryTaskHasAConditionOfItsOwn() {
        int big = engineWith("RAM > 2**32");
        TaskResult result = tc.runAndGet(
                Task.of("1 / 0").depend("RAM < 2**32").recoveryTask(Task.of("").depend("RAM > 2**32")), SOON);
        assertThat(result.engineId()).isEqualTo(big);
        assertThat(result.attempts()).hasSize(2);
    }
}
