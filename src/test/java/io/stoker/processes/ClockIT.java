package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.EngineInfo;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster whose machine has its clock set while it works, by an hour. The library libfaketime stands in for that. */
class ClockIT {
    @TempDir
    private Path folder;

    private static Optional<Path> fakeTime() {
        return Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
                .map(lib -> Path.of(lib, "faketime", "libfaketimeMT.so.1"))
                .filter(Files::exists)
                .findFirst();
    }

    private List<String> command(Path library) {
        return Stream.concat(
                        Stream.of(
                                "env",
                                "LD_PRELOAD=" + library,
                                "FAKETIME_TIMESTAMP_FILE=" + folder.resolve("offset"),
                                "FAKETIME_NO_CACHE=1",
                                "FAKETIME_DONT_FAKE_MONOTONIC=1"),
                        RealCluster.command(
                                "cluster",
                                "-n",
                                "2",
                                "--port",
                                "0",
                                "--management-port",
                                "0",
                                "-Dstoker.unmet-dependency-timeout=5m")
                                .stream())
                .toList();
    }

    /** In one step, as the processes read it at any moment. */
    private void setClock(String offset) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), offset);
        Files.move(next, folder.resolve("offset"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** From an hour ahead to the right time, or the other way round. */
    @ParameterizedTest
    @ValueSource(strings = {"+0 +3600", "+3600 +0"})
    void nobodyIsLostOrLateBecauseSomebodySetTheClock(String offsets) throws Exception {
        Optional<Path> library = fakeTime();
        assumeTrue(library.isPresent(), "left out: there is no libfaketime (apt-get install faketime)");
        String[] steps = offsets.split(" ");
        setClock(steps[0]);
        try (RealCluster cluster = new RealCluster()) {
            cluster.run(command(library.orElseThrow()));
            try (Stoker stoker = cluster.connect()) {
                List<String> engines = instances(stoker.waitForEngines(2, SOON));
                TaskClient tc = stoker.taskClient();
                long running = tc.run(Task.of("a = System.currentTimeMillis(); sleep(2_000)\n"
                                + "jump = System.currentTimeMillis() - a")
                        .pull("jump"));
                long unmet = tc.run(Task.of("r = 1").pull("r").depend("late == 1"));
                long[] queued = tc.runAll(
                        Stream.generate(() -> Task.of("sleep(10)")).limit(200).toList());
                await().atMost(SOON).until(() -> tc.queueStatus().pending() > 0);

                setClock(steps[1]);

                long jump = ((Number) tc.getTaskResult(running, SOON).get("jump")).longValue();
                assertThat(Math.abs(jump)).as("the clock was set").isGreaterThan(3_000_000);
                tc.barrier(SOON, queued);
                assertThat(tc.peekTaskResult(unmet))
                        .as("waits for its engine still")
                        .isEmpty();
                tc.runAndGet(Task.of("stoker.properties.late = 1"), SOON);
                assertThat(tc.getTaskResult(unmet, SOON).get("r")).isEqualTo(1);
                for (long id : queued) {
                    assertSensible(tc.getTaskResult(id, SOON));
                }
                assertSensible(tc.runAndGet(Task.of("sleep(10)"), SOON));
                assertThat(instances(stoker.engines())).isEqualTo(engines);
            }
        }
    }

    private static List<String> instances(List<EngineInfo> engines) {
        return engines.stream().map(EngineInfo::instance).toList();
    }

    private static void assertSensible(TaskResult result) {
        assertThat(result.failure()).isNull();
        assertThat(result.attempts()).hasSize(1);
        assertThat(result.started()).isBetween(result.submitted(), result.completed());
        assertThat(result.duration()).isBetween(Duration.ofMillis(10), Duration.ofMinutes(1));
    }
}
