package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A ledger on a disk that fills up while tasks run. */
class SmallDiskIT {
    private static final long MIB = 1024 * 1024;
    private static final Duration SHORT = Duration.ofSeconds(5);

    @BeforeAll
    static void aDiskCanBeMounted() {
        assumeTrue(SmallDisk.isPossible(), "no tmpfs can be mounted in a namespace of one's own on this machine");
    }

    private static Task gated(Path gate, int i) {
        return Task.of("while (!new File(gate).exists()) sleep(20)\nprint('x' * 16_000)\nr = x * 2")
                .push("gate", gate.toString())
                .push("x", i)
                .pull("r");
    }

    @Test
    void aFullDiskRefusesWhatIsNewKeepsWhatIsAcceptedAndServesAgainWhenThereIsSpace() throws IOException {
        try (RealCluster cluster = new RealCluster()) {
            Path folder = Files.createDirectories(cluster.home().resolve("default/ledger"));
            SmallDisk disk = SmallDisk.of(
                    cluster.run(SmallDisk.command(
                            folder,
                            32,
                            RealCluster.command(
                                    "cluster",
                                    "-n",
                                    "1",
                                    "--port",
                                    "0",
                                    "--management-port",
                                    "0",
                                    "-Dstoker.disk-reserve=8m"))),
                    folder);
            try (Stoker stoker = cluster.connect()) {
                stoker.waitForEngines(1, SOON);
                TaskClient tc = stoker.taskClient();
                nearlyFull(cluster, disk, tc);
                fullToTheLastByte(cluster, disk, tc);
            }
        }
    }

    private static void nearlyFull(RealCluster cluster, SmallDisk disk, TaskClient tc) throws IOException {
        Path gate = cluster.home().resolve("gate-1");
        long running = tc.run(gated(gate, 7), SOON);
        await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
        disk.fill(5 * MIB);
        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> tc.run(Task.of("a"), SHORT))
                        .isInstanceOf(StokerException.class)
                        .hasMessageContaining("default/ledger has ")
                        .hasMessageContaining("8 MiB are reserved")
                        .hasMessageContaining("stoker.disk-reserve"));
        Files.createFile(gate);
        assertThat(tc.getTaskResult(running, SOON).get("r")).isEqualTo(14);
        assertThatThrownBy(() -> tc.run(Task.of("a"), SHORT)).hasMessageContaining("stoker.disk-reserve");
        disk.free();
        assertThat(tc.runAndGet(Task.of("b = 1").pull("b"), SOON).get("b")).isEqualTo(1);
    }

    private static void fullToTheLastByte(RealCluster cluster, SmallDisk disk, TaskClient tc) throws IOException {
        Path gate = cluster.home().resolve("gate-2");
        List<Task> tasks = IntStream.range(0, 500).mapToObj(i -> gated(gate, i)).toList();
        long[] ids = tc.runAll(tasks, SOON);
        await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
        disk.fill(0);
        Files.createFile(gate);
        await().atMost(SOON).until(() -> cluster.log("controller").contains("is full: free some space"));
        assertThatThrownBy(() -> tc.run(Task.of("a"), SHORT)).isInstanceOf(StokerException.class);
        disk.free();
        tc.barrier(SOON, ids);
        for (int i = 0; i < ids.length; i++) {
            assertThat(tc.getTaskResult(ids[i], SOON).get("r")).isEqualTo(2 * i);
        }
        assertThat(tc.runAndGet(Task.of("b = 2").pull("b"), SOON).get("b")).isEqualTo(2);
    }
}
