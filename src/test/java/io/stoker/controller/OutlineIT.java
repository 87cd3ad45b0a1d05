package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.client.TaskClient;
import io.stoker.store.ValueFiles;
import io.stoker.store.sql.SqlStore;
import io.stoker.task.OmittedValue;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of which the controller keeps the outline while they wait. */
class OutlineIT {
    private static final int TASKS = 300;

    @TempDir
    private Path home;

    private static Task large(int i) {
        return Task.of("y = x.length - n //" + "c".repeat(1_000))
                .push("x", new byte[10_000])
                .push("n", i)
                .pull("y");
    }

    @Test
    void shouldReadThemFromTheStoreWhenTheirTurnHasComeAsOftenAsThatTakes() throws Exception {
        ValueFiles values = ValueFiles.open(home.resolve("values"), 1 << 20, InstantSource.system());
        ReadStore store = new ReadStore(SqlStore.sqlite(home.resolve("ledger"), values));
        try (TestCluster cluster =
                TestCluster.start(0, Map.of("stoker.max-open-bytes", "4 MiB"), store, ControllerListener.NONE)) {
            TaskClient tc = cluster.connect(0).taskClient();
            List<Task> tasks = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                tasks.add(large(i));
            }
            tasks.add(large(0).retries(1).recoveryTask(large(7)).push("n", "not a number"));
            long[] ids = tc.runAll(tasks);
            assertThat(store.specs).hasValue(0);
            store.failures.set(1);

            cluster.addEngine();

            for (int i = 0; i < TASKS; i++) {
                assertThat(tc.getTaskResult(ids[i], LONG).get("y")).isEqualTo(10_000 - i);
            }
            assertThat(tc.getTaskResult(ids[TASKS], LONG).get("y")).isEqualTo(9_993);
            assertThat(tc.getTaskResult(ids[TASKS], LONG).attempts()).hasSize(3);
            TaskResult told = tc.getTaskResult(ids[1], LONG);
            assertThat(told.source())
                    .as("what a result is of, read from the store")
                    .startsWith("y = x.length - n //cc");
            assertThat(told.arguments())
                    .containsEntry("n", 1)
                    .hasEntrySatisfying(
                            "x",
                            x -> assertThat(x)
                                    .asInstanceOf(InstanceOfAssertFactories.type(OmittedValue.class))
                                    .extracting(OmittedValue::bytes, InstanceOfAssertFactories.LONG)
                                    .isGreaterThanOrEqualTo(10_000));
            await().untilAsserted(() -> assertThat(store.specs)
                    .as("only the last ones had room to stay whole")
                    .hasValueGreaterThanOrEqualTo(TASKS * 9 / 10));
        }
    }
}
