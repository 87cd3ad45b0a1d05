package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.store.sql.PostgresServer;
import io.stoker.store.sql.PostgresqlSettings;
import io.stoker.task.Task;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A cluster whose ledger is in PostgreSQL. */
class PostgresqlLedgerIT {

    @Test
    void aControllerThatIsKilledComesBackWithItsTasksAndLargeValues() {
        PostgresqlSettings database = PostgresServer.shared().database();
        try (RealCluster cluster = new RealCluster()) {
            cluster.set(Map.of("stoker.postgresql.password", database.password()));
            cluster.start(
                    "cluster",
                    "-n",
                    "1",
                    "--port",
                    "0",
                    "--management-port",
                    "0",
                    "-Dstoker.ledger=postgresql",
                    "-Dstoker.postgresql.url=" + database.url());
            try (Stoker stoker = cluster.connect()) {
                stoker.waitForEngines(1, SOON);
                assertThat(cluster.connection().ledger()).isEqualTo(database.place());
                TaskClient tc = stoker.taskClient();
                byte[] large = new byte[300_000];
                large[299_999] = 7;
                long before = tc.run(Task.of("b = a").push("a", large).pull("b"), SOON);
                tc.barrier(SOON, before);
                long[] ids = tc.runAll(
                        IntStream.range(0, 300)
                                .mapToObj(i -> Task.of("sleep(2); r = x * 2")
                                        .push("x", i)
                                        .pull("r"))
                                .toList(),
                        SOON);
                long killed = cluster.connection().pid();

                ProcessHandle.of(killed).orElseThrow().destroyForcibly();

                await().atMost(SOON).until(() -> cluster.connection().pid() != killed);
                tc.barrier(SOON, ids);
                for (int i = 0; i < ids.length; i++) {
                    assertThat(tc.getTaskResult(ids[i], SOON).get("r")).isEqualTo(2 * i);
                }
                assertThat(tc.getTaskResult(before, SOON).get("b")).isEqualTo(large);
                assertThat(tc.queueStatus().succeeded()).isEqualTo(301);
            }
        }
    }
}
