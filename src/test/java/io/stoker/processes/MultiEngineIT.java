package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.CompositeException;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.ExecuteResult;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.client.multi.PendingResult;
import io.stoker.client.multi.ResultList;
import io.stoker.examples.Example;
import io.stoker.examples.Examples;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineLostException;
import io.stoker.task.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Both interfaces on the same four engines in two JVMs at the same time, one of which dies, and the examples. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the last one ends the cluster
class MultiEngineIT {
    /** Each example, with sizes that cost little time. */
    private static final Map<String, String> SIZES = Map.ofEntries(
            Map.entry("first-task", ""),
            Map.entry("hello-world", "--seconds 0.1"),
            Map.entry("queue-watch", "--tasks 12 --seconds 0.2"),
            Map.entry("task-map", "--elements 9"),
            Map.entry("pi", "--seeds 10 --darts 1000"),
            Map.entry("word-frequencies", "--words 300"),
            Map.entry("mandelbrot", "--width 60 --limit 100 --file target/mandelbrot.png"),
            Map.entry("dependencies", "--seconds 0.05"),
            Map.entry("task-reject", "--seconds 0.05"),
            Map.entry("task-profiler", "-n 40 -T 0.05"),
            Map.entry("monte-carlo", "--paths 100"),
            Map.entry("crawler", "--pages 12 --seconds 0.02"),
            Map.entry("parallel-histogram", "--numbers 2000"),
            Map.entry("word-count", "--words 300"),
            Map.entry("random-matrix", "--matrices 60 --size 8"),
            Map.entry("nway-merge", "--numbers 2000 --seconds 0.01"));

    private static RealCluster cluster;
    private static Process launcher;

    @BeforeAll
    static void start() {
        cluster = new RealCluster();
        launcher = cluster.start("cluster", "-n", "4", "--per-node", "2", "--port", "0", "--management-port", "0");
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    /** Runs tasks until somebody says that it is enough, and looks at each result. */
    private static int flood(TaskClient tc, AtomicBoolean enough) {
        int tasks = 0;
        while (!enough.get()) {
            long[] ids = tc.runAll(IntStream.range(tasks, tasks + 8)
                    .mapToObj(i -> Task.of("sleep(100); squared = flood * flood")
                            .push("flood", i)
                            .pull("squared"))
                    .toList());
            for (long id : ids) {
                assertThat(tc.getTaskResult(id, SOON).get("squared")).isEqualTo(tasks * tasks);
                tasks++;
            }
        }
        return tasks;
    }

    @Test
    @Order(1)
    void theOriginalsTourCanBeMadeWhileAFloodOfTasksRunsOnTheSameEngines() throws Exception {
        try (Stoker stoker = cluster.connect()) {
            stoker.waitForEngines(4, SOON);
            AtomicBoolean enough = new AtomicBoolean();
            TaskClient tc = stoker.taskClient();
            CompletableFuture<Integer> flood = CompletableFuture.supplyAsync(() -> flood(tc, enough));
            Process tour = cluster.start("shell", "src/test/resources/multiengine1.groovy");
            boolean ended = tour.waitFor(SOON.toSeconds(), TimeUnit.SECONDS);
            enough.set(true);
            assertThat(cluster.output(1))
                    .contains("Parallel execution on engines: [0, 1, 2, 3]\n")
                    .contains("[1:stdout] magical on 1\n")
                    .contains("the tour is over");
            assertThat(ended).isTrue();
            assertThat(tour.exitValue()).isZero();
            assertThat(flood.get()).isPositive();
        }
    }

    /** Or it would throw. */
    @Test
    @Order(2)
    void everyExampleHoldsWhatItClaims() throws Exception {
        try (Stoker stoker = cluster.connect()) {
            stoker.waitForEngines(4, SOON);
            Process process = cluster.run(List.of(
                    Path.of("scripts/stoker").toAbsolutePath().toString(),
                    "example",
                    "hello-world",
                    "--seconds",
                    "0.1"));

            assertThat(Examples.all()).extracting(Example::name).containsExactlyInAnyOrderElementsOf(SIZES.keySet());
            MultiEngineClient mec = stoker.multiEngineClient();
            mec.push("seconds", "the user's own");
            mec.on(0).setProperties(Map.of("gpu", "the user's own"));
            List<Map<String, Object>> properties = mec.all().getProperties();
            List<List<String>> names = mec.all().keys();
            for (Example example : Examples.all()) {
                example.with(words(SIZES.get(example.name()))).runAsGuest(stoker);
            }
            assertThat(mec.all().keys()).isEqualTo(names).allMatch(kept -> kept.contains("seconds"));
            assertThat(mec.all().getProperties()).isEqualTo(properties);
            assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(cluster.output(2)).contains("Hello, World!").contains("speed-up ");
            assertThat(process.exitValue()).isZero();
        }
    }

    private static String[] words(String options) {
        return options.isEmpty() ? new String[0] : options.split(" ");
    }

    @Test
    @Order(3)
    void stateIsSetUpDirectlyUsedByTasksAndLostWithItsEngineOnly() {
        try (Stoker stoker = cluster.connect()) {
            List<EngineInfo> engines = stoker.waitForEngines(4, SOON);
            MultiEngineClient mec = stoker.multiEngineClient();
            TaskClient tc = stoker.taskClient();
            mec.push("d", 30);
            byte[] large = new byte[40_000_000];
            new Random(7).nextBytes(large);
            mec.scatter("large", large);
            long[] ids = tc.runAll(IntStream.range(0, 400)
                    .mapToObj(i -> Task.of("sleep(10); r = binding.hasVariable('d') ? d + i : -i")
                            .push("i", i)
                            .pull("r"))
                    .toList());
            assertThat(mec.execute("d")).extracting(ExecuteResult::display).containsOnly("30");
            assertThat(mec.gather("large", byte[].class)).isEqualTo(large);

            EngineView dead = mec.on(2, 3);
            PendingResult<ResultList> call =
                    mec.pending().execute("if (id >= 2) { while (true) { sleep(10) } }\n'done'");
            await().atMost(SOON)
                    .until(() -> dead.queueStatus().stream()
                            .allMatch(status -> status.pending().startsWith("execute(")));
            EngineInfo killed = engines.get(3);
            RealCluster.signal("KILL", RealCluster.process(killed));
            CompositeException lost = catchThrowableOfType(CompositeException.class, call::get);

            assertThat(lost.parts())
                    .hasSize(2)
                    .allSatisfy(part -> assertThat(part.exception())
                            .isInstanceOf(EngineLostException.class)
                            .hasMessageContaining("SIGKILL"));
            assertThat(lost.results()).containsOnlyKeys(0, 1);
            for (int i = 0; i < ids.length; i++) {
                assertThat((int) tc.getTaskResult(ids[i], SOON).get("r")).isIn(30 + i, -i);
            }
            await().atMost(SOON)
                    .until(() -> stoker.engines().stream()
                            .noneMatch(engine -> engine.instance().equals(killed.instance())));
            stoker.waitForEngines(4, SOON);
            EngineView successors = mec.on(2, 3);
            assertThat(successors.keys())
                    .hasSize(2)
                    .allSatisfy(names -> assertThat(names).doesNotContain("d"));
            assertThatThrownBy(() -> dead.pull("d")).isInstanceOf(CompositeException.class);

            successors.kill();
            assertThat(mec.ids()).containsExactly(0, 1);
            await().atMost(SOON).until(() -> cluster.output(0).contains("was ended by a client and will not be"));
            assertThat(mec.on(0, 1).pull("d")).containsExactly(30, 30);

            mec.killController();
            await().atMost(SOON).until(() -> !launcher.isAlive());
            assertThat(launcher.exitValue()).isZero();
            assertThat(cluster.output(0)).contains("The controller (pid", "was ended by a client. Its ledger is kept");
        }
    }
}
