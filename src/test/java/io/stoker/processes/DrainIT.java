package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.ExplainMode;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.EngineView;
import io.stoker.task.EngineInfo;
import io.stoker.task.Labels;
import io.stoker.task.Query;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that are drained and removed, and tasks that are retried, while the controller is killed. */
class DrainIT {
    @TempDir
    private static Path folder;

    private static RealCluster cluster;
    private static Stoker stoker;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        cluster = new RealCluster();
        cluster.start("cluster", "-n", "2", "--port", "0", "--management-port", "0");
        stoker = cluster.connect();
        tc = stoker.taskClient();
        stoker.waitForEngines(2, SOON);
    }

    @AfterAll
    static void stop() {
        stoker.close();
        cluster.close();
    }

    private static void killController() {
        long pid = cluster.connection().pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(SOON).until(() -> cluster.connection().pid() != pid);
    }

    private static boolean drains(int id) {
        return stoker.engines().stream().anyMatch(engine -> engine.id() == id && engine.draining());
    }

    private static EngineView engine(int id) {
        return stoker.multiEngineClient().on(id);
    }

    private static Task brief(int i) {
        return Task.of("sleep(1); r = x * 2").push("x", i).pull("r").label("of", "load");
    }

    @Test
    void aDrainedEngineStaysSoOverAKillOfTheControllerAndNothingIsLost() throws Exception {
        Path go = folder.resolve("go");
        long running = tc.run(Task.of("while (!new File(f).exists()) sleep 20; c = 1")
                .push("f", go.toString())
                .pull("c"));
        await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
        int drained = tc.find(Query.all())
                .filter(task -> task.taskId() == running)
                .findFirst()
                .orElseThrow()
                .engineId();
        long[] before =
                tc.runAll(IntStream.range(0, 1_000).mapToObj(DrainIT::brief).toList(), SOON);

        engine(drained).drain();
        await().atMost(SOON).until(() -> drains(drained));
        killController();
        long[] after =
                tc.runAll(IntStream.range(0, 500).mapToObj(DrainIT::brief).toList(), SOON);
        await().atMost(SOON).until(() -> drains(drained));
        Files.createFile(go);
        tc.barrier(SOON, before);
        tc.barrier(SOON, after);
        TaskResult survivor = tc.getTaskResult(running, SOON);
        assertThat(survivor.get("c")).isEqualTo(1);
        assertThat(survivor.attempts()).hasSize(1);
        assertThat(engine(drained).execute("6 * 7").get(0).display()).isEqualTo("42");
        assertThat(tc.find(Query.all().label("of", "load").state(Query.State.SUCCEEDED)))
                .hasSize(1_500);
        assertThat(LongStream.of(after).mapToObj(id -> tc.getTaskResult(id, SOON)))
                .allSatisfy(result -> assertThat(result.engineId()).isNotEqualTo(drained));

        engine(1 - drained).drain();
        long waits = tc.run(Task.of("a = 1"));
        assertThat(tc.explain(waits, ExplainMode.WITHOUT_STACK).toString())
                .contains("it waits for one of 2 engines: 2 draining")
                .contains("engine 0 drains, as all engines that fit do: it gets no tasks until somebody resumes it");
        engine(drained).resume();
        assertThat(tc.getTaskResult(waits, SOON).engineId()).isEqualTo(drained);
        engine(1 - drained).resume();
        await().atMost(SOON).until(() -> !drains(1 - drained));
    }

    @Test
    void anEngineIsRemovedWhenItHasNothingToDoAndIsNotReplaced() throws Exception {
        cluster.start(
                "engine",
                "--controller",
                "localhost:" + cluster.connection().port(),
                "-D",
                "stoker.engine.preferred-id=7");
        await().atMost(SOON).until(() -> stoker.engines().stream().anyMatch(engine -> engine.id() == 7));
        EngineInfo third = stoker.engines().stream()
                .filter(engine -> engine.id() == 7)
                .findFirst()
                .orElseThrow();
        engine(7).setProperties(Map.of("third", true));
        Path go = folder.resolve("end");
        long runs = tc.run(Task.of("while (!new File(f).exists()) sleep 20; c = 1")
                .push("f", go.toString())
                .pull("c")
                .depend("third"));
        await().atMost(SOON)
                .until(() ->
                        tc.peekTaskResult(runs).isEmpty() && tc.queueStatus().pending() > 0);

        engine(7).remove(Duration.ofMinutes(10));
        killController();
        await().atMost(SOON).until(() -> drains(7));
        Files.createFile(go);
        TaskResult result = tc.getTaskResult(runs, SOON);
        assertThat(result.get("c")).isEqualTo(1);
        assertThat(result.attempts()).hasSize(1);
        ProcessHandle process = RealCluster.process(third);
        await().atMost(SOON).until(() -> !process.isAlive());
        await().atMost(SOON).until(() -> stoker.engines().size() == 2);
    }

    @Test
    void allFailedTasksAreRetriedOnceAlthoughTheControllerIsKilledMeanwhile() {
        Task bad = Task.of("throw new IllegalStateException('bad')").label("of", "retried");
        tc.barrier(SOON, tc.runAll(Collections.nCopies(2_000, bad), SOON));
        Query query = Query.all().label("of", "retried");

        CompletableFuture<long[]> retries = tc.retryAllAsync(query);
        await().atMost(SOON).until(() -> tc.find(query).limit(2_001).count() > 2_000);
        killController();

        long[] ids = retries.join();
        assertThat(ids).hasSize(2_000).doesNotHaveDuplicates();
        tc.barrier(SOON, ids);
        assertThat(tc.find(query)).hasSize(4_000);
        assertThat(tc.find(query.label(Labels.RETRY_OF))
                        .map(task -> task.labels().get(Labels.RETRY_OF)))
                .doesNotHaveDuplicates();
        assertThat(tc.getTaskResult(ids[0], SOON).state()).isEqualTo(TaskState.FAILED);
    }
}
