package io.stoker.client;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.controller.ControllerListener;
import io.stoker.store.ValueFiles;
import io.stoker.store.sql.SqlStore;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.WaitTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that another program holds for longer than the controller waits for it. */
class TroubledLedgerIT {
    @TempDir
    private Path home;

    private TestCluster cluster() {
        ValueFiles values = ValueFiles.open(home.resolve("values"), 1 << 20, InstantSource.system());
        SqlStore store = SqlStore.sqlite(home.resolve("ledger"), values, 0, Duration.ofSeconds(1));
        return TestCluster.start(1, Map.of(), store, ControllerListener.NONE);
    }

    @Test
    void aLockedLedgerRefusesNewTasksWithTheReasonAndServiceComesBackByItself() throws Exception {
        try (TestCluster cluster = cluster();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger/ledger.db"))) {
            TaskClient tc = cluster.connect(1).taskClient();
            long running = tc.run(Task.of("sleep(2_000); r = 7").pull("r"));
            await().atMost(LONG).until(() -> tc.queueStatus().pending() == 1);
            CompletableFuture<TaskResult> result = tc.getTaskResultAsync(running);
            try (var statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                await().atMost(LONG)
                        .untilAsserted(() -> assertThatThrownBy(() -> tc.run(Task.of("a"), Duration.ofSeconds(2)))
                                .isInstanceOf(WaitTimeoutException.class)
                                .hasMessageContaining("locked by another program"));
                assertThat(result).isNotDone();
                statement.execute("ROLLBACK");
            }
            assertThat(tc.runAndGet(Task.of("r = 1").pull("r"), LONG).get("r")).isEqualTo(1);
            await().atMost(LONG).until(result::isDone);
            assertThat(result.join().get("r")).isEqualTo(7);
            assertThat(result.join().attempts()).hasSize(1);
        }
    }
}
