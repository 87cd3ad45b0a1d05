package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.TestCluster.TestEngine;
import io.stoker.task.Task;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks are there before the engines are. */
class ComingEnginesIT {
    private static final Duration SOON = Duration.ofMinutes(5);

    private TestCluster cluster;
    private TaskClient tc;

    @BeforeEach
    void start() {
        cluster = TestCluster.start(0);
        tc = cluster.connect().taskClient();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** A busy controller may not say in time how the task stands. */
    private void assertWaitsForAnEngine(long id) {
        await().untilAsserted(() -> assertThatThrownBy(() -> tc.getTaskResult(id, Duration.ofMillis(300)))
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessage("task " + id + " has not ended within 300 ms: it waits for an engine: none is registered"));
    }

    @Test
    void aTaskWaitsForTheFirstEngineAndSaysSo() {
        long id = tc.run(Task.of("a = 1").pull("a"));
        assertWaitsForAnEngine(id);
        assertThat(tc.queueStatus(true).ids().scheduled()).containsExactly(id);
        cluster.addEngine();
        assertThat(tc.getTaskResult(id, SOON).get("a")).isEqualTo(1);
    }

    @Test
    void anEngineThatComesLaterGetsWhatWaits() {
        cluster.addEngine();
        long busy = tc.run(Task.of("sleep(600_000)"));
        await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
        long[] ids = tc.runAll(Collections.nCopies(10, Task.of("e = id").pull("e")));
        cluster.addEngine();
        for (long id : ids) {
            assertThat(tc.getTaskResult(id, SOON).get("e")).isEqualTo(1);
        }
        tc.abort(busy, TaskClient.AbortMode.INTERRUPT);
    }

    @Test
    void whatAllEnginesHaveLeftBehindRunsOnTheNextOne() {
        TestEngine only = cluster.addEngine();
        long running = tc.run(
                Task.of("if (stoker.attempt() == 1) sleep(600_000)\na = 1").pull("a"));
        await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
        long queued = tc.run(Task.of("b = 2").pull("b"));
        only.close();
        await().atMost(SOON).until(() -> tc.queueStatus().pending() == 0);
        assertWaitsForAnEngine(queued);
        cluster.addEngine();
        assertThat(tc.getTaskResult(running, SOON).get("a")).isEqualTo(1);
        assertThat(tc.getTaskResult(running, SOON).attempts()).hasSize(2);
        assertThat(tc.getTaskResult(queued, SOON).get("b")).isEqualTo(2);
    }
}
