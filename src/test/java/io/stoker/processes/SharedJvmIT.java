package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.task.Attempt;
import io.stoker.task.EngineInfo;
import io.stoker.task.Outcome;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four engines in two JVMs. */
class SharedJvmIT {
    @TempDir
    private static Path folder;

    /** No interrupt ends it. */
    private static final String DEADLOCK = """
            a = new Object()
            held = new java.util.concurrent.CountDownLatch(1)
            Thread.start { synchronized (a) { held.countDown(); while (true) { try { sleep(1_000_000) } catch (e) { Thread.interrupted() } } } }
            held.await()
            stoker.properties.stuck = true
            synchronized (a) { b = 1 }
            """;

    private static RealCluster cluster;
    private static Stoker stoker;
    private static TaskClient tc;

    @BeforeAll
    static void start() throws Exception {
        cluster = new RealCluster();
        cluster.start(
                "cluster",
                "-n",
                "4",
                "--per-node",
                "2",
                "--port",
                "0",
                "--management-port",
                "0",
                "--engine-heap",
                "128m",
                "-Dstoker.engine.interrupt-grace=2s",
                "-Dstoker.engine-loss-limit=1",
                // On a busy machine a full collection of a small heap lasts longer than the usual.
                "-Dstoker.suspect-after=20s");
        stoker = cluster.connect();
        tc = stoker.taskClient();
    }

    @AfterAll
    static void stop() {
        stoker.close();
        cluster.close();
    }

    private static Set<Object> pids() {
        return stoker.engines().stream()
                .map(engine -> Objects.requireNonNull(engine.properties().get("pid")))
                .collect(Collectors.toSet());
    }

    /** Runs a task that ends its JVM beside three that do nothing until it has done so once; they all succeed. */
    private static TaskResult runBesideNeighbours(String killer, Path ended, LongConsumer then) throws Exception {
        stoker.waitForEngines(4, SOON);
        Set<Object> before = pids();
        Task wait = Task.of("while (!new File(file).exists()) sleep 20").push("file", ended.toString());
        List<Long> neighbours = Stream.generate(() -> tc.run(wait)).limit(3).toList();
        await().atMost(SOON).until(() -> tc.queueStatus(true).ids().pending().containsAll(neighbours));
        long culprit = tc.run(Task.of(killer));
        then.accept(culprit);
        await().atMost(SOON).until(() -> !before.equals(pids()));
        Files.createFile(ended);
        List<TaskResult> results =
                neighbours.stream().map(id -> tc.getTaskResult(id, SOON)).toList();
        assertThat(results).allMatch(result -> result.failure() == null);
        assertThat(results).extracting(result -> result.attempts().size()).containsExactlyInAnyOrder(1, 1, 2);
        return tc.getTaskResult(culprit, SOON);
    }

    @Test
    void anEngineSharesTheEndOfItsJvmWithItsNeighboursAndNothingElse() throws Exception {
        assertThat(stoker.waitForEngines(4, SOON)).extracting(EngineInfo::id).containsExactly(0, 1, 2, 3);
        assertThat(pids()).hasSize(2);
        neighboursKeepWhatIsTheirs();

        TaskResult killer = runBesideNeighbours(
                "('kill -9 ' + ProcessHandle.current().pid()).execute(); sleep 60_000",
                folder.resolve("killed"),
                id -> {});
        assertThat(killer.attempts()).extracting(Attempt::outcome).containsOnly(Outcome.LOST);
        assertThat(killer.attempts()).hasSize(2); // of which the first is not charged
        assertThat(killer.attempts().get(0).evidence())
                .contains("exited with code 137 (SIGKILL)", "2 tasks ran in its JVM, so none of them is charged");
        assertThat(killer.attempts().get(1).evidence()).doesNotContain("charged");

        TaskResult hog = runBesideNeighbours(
                "all = []; while (true) all << new long[1_000_000]", folder.resolve("out of memory"), id -> {});
        assertThat(hog.attempts()).hasSize(2);
        assertThat(hog.attempts().get(0).evidence()).contains("code 3 (it ran out of memory)");
        assertThat(Objects.requireNonNull(hog.failure()).type()).isEqualTo("java.lang.OutOfMemoryError");

        TaskResult stuck = runBesideNeighbours(DEADLOCK, folder.resolve("stuck"), SharedJvmIT::abortOnceItIsStuck);
        assertThat(stuck.state()).isEqualTo(TaskState.ABORTED);

        aClientEndsOneOfThem();
    }

    private static void neighboursKeepWhatIsTheirs() {
        MultiEngineClient mec = stoker.multiEngineClient();
        mec.execute("mine = id");
        mec.on(1).reset();
        mec.execute("stoker.properties.own = id");
        Task told = Task.of(
                        "20.times { println id; sleep 5 }; seen = id == 1 ? id : mine; own = stoker.properties.own; here = id")
                .pull("seen", "own", "here");
        List<Long> ids = Stream.generate(() -> tc.run(told)).limit(8).toList();
        for (long id : ids) {
            TaskResult result = tc.getTaskResult(id, SOON);
            Object here = Objects.requireNonNull(result.get("here"));
            assertThat(result.get("seen")).isEqualTo(here);
            assertThat(result.get("own")).isEqualTo(here);
            assertThat(result.stdout().lines()).hasSize(20).containsOnly(here.toString());
        }
    }

    private static void abortOnceItIsStuck(long id) {
        await().atMost(SOON)
                .until(() -> stoker.engines().stream()
                        .anyMatch(engine ->
                                Boolean.TRUE.equals(engine.properties().get("stuck"))));
        tc.abort(id, TaskClient.AbortMode.INTERRUPT);
    }

    private static void aClientEndsOneOfThem() {
        stoker.waitForEngines(4, SOON);
        Set<Object> before = pids();
        MultiEngineClient mec = stoker.multiEngineClient();
        int ended = mec.ids().get(0);
        mec.on(ended).kill();
        await().atMost(SOON).until(() -> mec.ids().size() == 3);
        assertThat(mec.ids()).doesNotContain(ended);
        assertThat(pids()).isEqualTo(before);
        for (long id : tc.runAll(List.of(Task.of(""), Task.of(""), Task.of(""), Task.of("")))) {
            assertThat(tc.getTaskResult(id, SOON).failure()).isNull();
        }
    }
}
