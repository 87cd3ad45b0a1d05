package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Clusters;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.node.ConnectionInfo;
import io.stoker.store.sql.PostgresServer;
import io.stoker.store.sql.PostgresqlSettings;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two controllers in processes of their own, on one ledger in PostgreSQL. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the one that is killed at last is the one that has taken over
class TakeOverIT {
    private static final int LARGE = 10_000_000;

    private static RealCluster one;
    private static RealCluster other;
    private static PostgresqlSettings database;
    private static Process first;
    private static Process second;

    @BeforeAll
    static void start() {
        one = new RealCluster();
        other = new RealCluster();
        database = PostgresServer.shared().database();
        first = controller(one);
        // The first one has the lease before the second one comes.
        await().atMost(SOON).until(() -> one.output(0).contains("serving ledger"));
        second = controller(other);
        String both = one.connection().controller() + "," + other.connection().controller();
        one.start("engine", "--controller", both);
        other.start("engine", "--controller", both);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private static Process controller(RealCluster cluster) {
        cluster.set(Map.of("stoker.postgresql.password", database.password()));
        return cluster.start(
                "controller",
                "--port",
                "0",
                "--management-port",
                "0",
                "-Dstoker.ledger=postgresql",
                "-Dstoker.postgresql.url=" + database.url(),
                "-Dstoker.postgresql.lease=4s");
    }

    private static Stoker connect() {
        List<Clusters.HostAndPort> both = List.of(address(one.connection()), address(other.connection()));
        Stoker stoker = one.connect(both, Map.of("stoker.client.connect-timeout", "5m"));
        stoker.waitForEngines(2, SOON);
        return stoker;
    }

    private static Clusters.HostAndPort address(ConnectionInfo connection) {
        return new Clusters.HostAndPort(connection.host(), connection.port());
    }

    private static List<Task> doubled(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Task.of("sleep(2); r = x * 2").push("x", i).pull("r"))
                .toList();
    }

    private static void assertDoubled(TaskClient tc, long[] ids) {
        for (int i = 0; i < ids.length; i++) {
            assertThat(tc.getTaskResult(ids[i], SOON).get("r")).isEqualTo(2 * i);
        }
    }

    @Test
    @Order(1)
    void oneThatWasFrozenNeitherWritesNorDispatchesWhenItWakesUpAndStandsBy() {
        try (Stoker stoker = connect()) {
            TaskClient tc = stoker.taskClient();
            long[] before = tc.runAll(doubled(500), SOON);

            RealCluster.signal("STOP", first.toHandle());
            long[] meanwhile = tc.runAll(doubled(500), SOON);
            await().atMost(SOON).until(() -> other.output(0).contains("serving ledger"));
            RealCluster.signal("CONT", first.toHandle());

            await().atMost(SOON).until(() -> one.output(0).contains("this controller no longer serves"));
            assertDoubled(tc, before);
            assertDoubled(tc, meanwhile);
            await().atMost(SOON).until(() -> one.output(0).contains("this one stands by"));
            assertThat(tc.queueStatus().succeeded()).isEqualTo(1_000);
        }
    }

    @Test
    @Order(2)
    void whenTheOneThatServesIsKilledTheOtherTakesOverAgainWithAllTasksResultsAndValues() {
        try (Stoker stoker = connect()) {
            TaskClient tc = stoker.taskClient();
            byte[] bytes = new byte[LARGE];
            bytes[LARGE - 1] = 7;
            long large = tc.run(Task.of("b = a").push("a", bytes).pull("b"), SOON);
            tc.barrier(SOON, large);
            long running = tc.run(Task.of("sleep(8_000); done = id").pull("done"));
            await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
            CompletableFuture<TaskResult> waiting = tc.getTaskResultAsync(running);
            long[] ids = tc.runAll(doubled(1_500), SOON);

            second.destroyForcibly();

            assertThat(tc.run(Task.of("after = 1"), SOON)).isEqualTo(ids[ids.length - 1] + 1);
            assertDoubled(tc, ids);
            assertThat(waiting.join().attempts()).hasSize(1);
            assertThat(tc.getTaskResult(large, SOON).get("b")).isEqualTo(bytes);
            assertThat(one.output(0)).containsSubsequence("serving ledger", "this one stands by", "serving ledger");
        }
    }
}
