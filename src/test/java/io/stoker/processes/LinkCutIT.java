package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.wire.link.FaultyProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes whose connections for frames are cut while tasks run. */
class LinkCutIT {
    private static final int ROUNDS = 4;
    private static final int TASKS = 500;
    private static final String LOG = "new FileOutputStream(file, true).withCloseable { it.write((n + '\\n').bytes) }";

    @Test
    void shouldRunEachTaskOnceAndKeepItsEnginesWhileConnectionsAreCut(@TempDir Path folder) throws IOException {
        int port = FaultyProxy.freePort();
        Path ran = Files.createFile(folder.resolve("ran"));
        try (FaultyProxy proxy = FaultyProxy.before(port);
                RealCluster cluster = new RealCluster()) {
            cluster.set(Map.of(
                    "stoker.channel.port", String.valueOf(port),
                    "stoker.channel.advertise-port", String.valueOf(proxy.port())));
            cluster.start("controller", "--port", "0", "--management-port", "0");
            String controller = "127.0.0.1:" + cluster.connection().port();
            cluster.start("engine", "--controller", controller, "-n", "2");
            cluster.start("engine", "--controller", controller);
            try (Stoker stoker = cluster.connect()) {
                stoker.waitForEngines(3, SOON);
                for (int round = 0; round < ROUNDS; round++) {
                    await().atMost(SOON).until(() -> proxy.open() >= 3);
                    runWhileCut(stoker.taskClient(), proxy, ran, round * TASKS);
                }
                assertThat(stoker.engines(SOON))
                        .hasSize(3)
                        .allSatisfy(engine -> assertThat(engine.suspected()).isFalse());
            }
        }
        assertThat(Files.readAllLines(ran))
                .as("each task ran once")
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, ROUNDS * TASKS)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    private static void runWhileCut(TaskClient tasks, FaultyProxy proxy, Path ran, int first) {
        Task task = Task.of(LOG).push("file", ran.toString()).pull("n");
        List<CompletableFuture<TaskResult>> results = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            results.add(tasks.runAndGetAsync(task.push("n", first + i)));
        }
        for (int i = 0; i < TASKS; i++) {
            TaskResult result =
                    results.get(i).orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
            assertThat(result.ns().get("n")).isEqualTo(first + i);
            if (i % 100 == 50) {
                proxy.cut();
            }
        }
    }
}
