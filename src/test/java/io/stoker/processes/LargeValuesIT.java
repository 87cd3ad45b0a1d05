package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.EngineInfo;
import io.stoker.task.Failure;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values of a hundred megabytes through a controller that has less memory than that. */
class LargeValuesIT {
    private static final int HUNDRED_MEGABYTES = 100_000_000;

    private static RealCluster cluster;
    private static Stoker stoker;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        // Only the optimizing compiler knows the processor's instructions for AES.
        cluster = RealCluster.optimizing();
        // The full collections of heaps this small take seconds on a busy machine; a transfer that held up the
        // heartbeats would take much longer.
        cluster.start(
                "cluster",
                "-D",
                "stoker.suspect-after=20s",
                "-n",
                "2",
                "--port",
                "0",
                "--management-port",
                "0",
                "--engine-heap",
                "640m",
                "--controller-heap",
                "80m");
        stoker = cluster.connect();
        tc = stoker.taskClient();
        stoker.waitForEngines(2, SOON);
    }

    @AfterAll
    static void stop() {
        stoker.close();
        cluster.close();
    }

    @Test
    void aHundredMegabytesGoThereAndComeBackWhileSmallTasksKeepFlowing() {
        byte[] value = new byte[HUNDRED_MEGABYTES];
        new Random(1).nextBytes(value);
        CompletableFuture<TaskResult> large = tc.runAsync(
                        Task.of("b = a; a = null").push("a", value).pull("b"))
                .thenCompose(tc::getTaskResultAsync);
        int small = 0;
        while (!large.isDone()) {
            assertThat(tc.getTaskResult(tc.run(Task.of("n = 1").pull("n")), SOON)
                            .get("n"))
                    .isEqualTo(1);
            small++;
        }
        assertThat(small).isGreaterThan(10);
        assertThat(Arrays.equals((byte[]) large.join().get("b"), value)).isTrue();
        assertThat(stoker.engines()).hasSize(2).noneMatch(EngineInfo::suspected);
        assertThat(cluster.log("controller")).contains("has registered").doesNotContain("silent", "removed");
    }

    @Test
    void anEngineThatHasNoRoomForAValueSaysSoAndGoesOn() {
        byte[] value = new byte[250_000_000];
        TaskResult result = tc.getTaskResult(tc.run(Task.of("").push("a", value)), SOON);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().kind()).isEqualTo(Failure.Kind.SYSTEM);
        assertThat(result.failure().text())
                .contains("250000005 bytes")
                .containsPattern("[1-9][0-9]{7,8} bytes of this JVM's heap are free");
        assertThat(tc.getTaskResult(tc.run(Task.of("n = 1").pull("n")), SOON).get("n"))
                .isEqualTo(1);
    }

    @Test
    void aTaskWhoseEngineDiesWithItsArgumentsGetsThemAgainElsewhere() {
        byte[] value = new byte[HUNDRED_MEGABYTES / 5];
        long id = tc.run(Task.of("sleep(3_000); n = a.length").push("a", value).pull("n"));
        await().atMost(SOON).until(() -> tc.queueStatus(true).ids().pending().contains(id));
        EngineInfo victim = stoker.engines().stream()
                .filter(engine -> engine.held() == 1)
                .findFirst()
                .orElseThrow();
        RealCluster.signal("KILL", RealCluster.process(victim));
        assertThat(tc.getTaskResult(id, SOON).get("n")).isEqualTo(value.length);
        stoker.waitForEngines(2, SOON);
    }
}
