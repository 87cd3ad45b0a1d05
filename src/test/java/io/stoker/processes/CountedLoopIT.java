package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the optimizing compiler makes of a task's loop. */
class CountedLoopIT {
    private static final String LOOP = """
            @groovy.transform.CompileStatic
            class Spin {
                static long spin(long nanos) {
                    long sum = 0
                    long start = System.nanoTime()
                    Thread collector = new Thread({
                        while (!Thread.interrupted()) {
                            System.gc()
                            java.util.concurrent.locks.LockSupport.parkNanos(250_000_000L)
                        }
                    })
                    collector.start()
                    while (System.nanoTime() - start < nanos) {
                        for (int i = 0; i < 2_000_000_000; i++) { sum += i * i }
                    }
                    collector.interrupt()
                    return sum
                }
            }
            s = Spin.spin(6_000_000_000L)
            """;

    @Test
    void aCountedLoopWithGarbageCollectionsDisturbsNoMember() {
        try (RealCluster cluster = RealCluster.optimizing()) {
            cluster.start("cluster", "-n", "1", "--port", "0", "--management-port", "0");
            try (Stoker stoker = cluster.connect()) {
                stoker.waitForEngines(1, SOON);
                TaskClient tc = stoker.taskClient();
                TaskResult result = tc.getTaskResult(tc.run(Task.of(LOOP)), SOON);
                assertThat(result.failure()).isNull();
                assertThat(result.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(6));
                assertThat(result.attempts()).hasSize(1);
                assertThat(cluster.log("controller")).doesNotContain("is silent:");
                assertThat(cluster.get("/cluster/members").body()).contains("\"unreachable\":[]");
            }
        }
    }
}
