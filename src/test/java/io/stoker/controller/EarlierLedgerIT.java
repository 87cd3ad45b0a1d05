package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.TestCluster;
import io.stoker.client.TaskClient;
import io.stoker.store.ValueFiles;
import io.stoker.store.sql.KeptLedger;
import io.stoker.store.sql.SqlStore;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller that goes on with the ledger of an earlier version. */
class EarlierLedgerIT {
    @TempDir
    private Path home;

    @Test
    void shouldRunItsTasksAndShowItsResults() throws Exception {
        Path folder = Files.createDirectories(home.resolve("ledger"));
        KeptLedger.copyTo(folder.resolve("ledger.db"), 6);
        SqlStore store =
                SqlStore.sqlite(folder, ValueFiles.open(home.resolve("values"), 1 << 20, InstantSource.system()));
        try (TestCluster cluster = TestCluster.start(1, Map.of(), store, ControllerListener.NONE)) {
            TaskClient tc = cluster.connect(0).taskClient();

            TaskResult finished = tc.getTaskResult(0, LONG);
            assertThat(finished.source()).isEqualTo("c = a * b");
            assertThat(finished.arguments()).containsEntry("b", 7);
            assertThat(finished.get("c")).isEqualTo(42);
            assertThat(tc.getTaskResult(1, LONG).state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(tc.getTaskResult(2, LONG).results()).isEqualTo(Map.of("y", 3, "z", "größe"));
            assertThat(tc.getTaskResult(2, LONG).arguments()).isEqualTo(Map.of("x", List.of(1, "zwei")));
            assertThat(tc.getTaskResult(3, LONG).results()).isEqualTo(Map.of("s", 11, "n", 1));
            assertThat(tc.getTaskResult(3, LONG).source()).isEqualTo("s = 'zero \0 byte'.length()");
            assertThat(tc.getTaskResult(4, LONG).results()).isEqualTo(Map.of("only", true));
            assertThat(tc.getTaskResult(7, LONG).source()).isEmpty();
            TaskResult recovered = tc.getTaskResult(8, LONG);
            assertThat(recovered.get("r")).isEqualTo(42);
            assertThat(recovered.attempts()).hasSize(3);
            assertThat(recovered.source()).as("of what was submitted").startsWith("throw");
        }
    }
}
