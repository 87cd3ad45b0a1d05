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
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineLostException;
import io.stoker.task.Task;
import java.util.List;
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

/** Both interfaces on the same real engines at the same time, some of which die. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the last one ends the cluster
class MultiEngineIT {
    private static RealCluster cluster;
    private static Process launcher;

    @BeforeAll
    static void start() {
        cluster = new RealCluster();
        launcher = cluster.start("cluster", "-n", "4", "--port", "0", "--management-port", "0");
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    /** Runs tasks until somebody says that it is enough, and looks at each result. */
    private static int flood(TaskClient tc, AtomicBoolean enough) {
        int tasks = 0;
        while (!enough.get()) {
            long[] ids = tc.runAll(IntStream.range(tasks, tasks + 100)
                    .mapToObj(i -> Task.of("sleep(30); squared = flood * flood")
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

    @Test
    @Order(2)
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

            EngineView second = mec.on(1);
            PendingResult<ResultList> call =
                    mec.pending().execute("if (id == 1) { while (true) { sleep(10) } }\n'done'");
            await().atMost(SOON)
                    .until(() -> second.queueStatus().get(0).pending().startsWith("execute("));
            RealCluster.signal("KILL", RealCluster.process(engines.get(1)));
            CompositeException lost = catchThrowableOfType(CompositeException.class, call::get);

            assertThat(lost.parts())
                    .singleElement()
                    .satisfies(part -> assertThat(part.exception())
                            .isInstanceOf(EngineLostException.class)
                            .hasMessageContaining("SIGKILL"));
            assertThat(lost.results()).containsOnlyKeys(0, 2, 3);
            for (int i = 0; i < ids.length; i++) {
                assertThat((int) tc.getTaskResult(ids[i], SOON).get("r")).isIn(30 + i, -i);
            }
            stoker.waitForEngines(4, SOON);
            assertThat(mec.on(1).keys().get(0)).doesNotContain("d");
            assertThatThrownBy(() -> second.pull("d")).isInstanceOf(CompositeException.class);

            mec.on(3).kill();
            assertThat(mec.ids()).containsExactly(0, 1, 2);
            await().atMost(SOON).until(() -> cluster.output(0).contains("was ended by a client"));
            assertThat(mec.on(0, 2).pull("d")).containsExactly(30, 30);

            mec.killController();
            await().atMost(SOON).until(() -> !launcher.isAlive());
            assertThat(launcher.exitValue()).isZero();
            assertThat(cluster.output(0)).contains("The controller (pid", "was ended by a client. Its ledger is kept");
        }
    }
}
