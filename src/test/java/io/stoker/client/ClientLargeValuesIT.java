package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.TestCluster;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.ValueTooLargeException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values that do not fit into a message, from a client to an engine and back. */
class ClientLargeValuesIT {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static TestCluster cluster;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(2);
        tc = cluster.connect(2).taskClient();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static TaskResult run(Task task) {
        return tc.getTaskResult(tc.run(task, LONG), LONG);
    }

    @Test
    void aLargeValueGoesToTheEngineAndComesBack() {
        byte[] value = bytes(3_000_001);
        assertThat(run(Task.of("b = a").push("a", value).pull("b")).get("b")).isEqualTo(value);
    }

    @Test
    void severalLargeValuesAndSmallOnesKeepTheirNamesAndOrder() {
        Task task = Task.of("d = a; e = c.sum(); f = b")
                .push("a", "x".repeat(400_000))
                .push("b", bytes(200_000))
                .push("c", new double[] {1, 2})
                .pull("d", "e", "f", "a");
        TaskResult result = run(task);
        assertThat(result.keys()).containsExactly("d", "e", "f", "a");
        assertThat(result.get("d")).isEqualTo("x".repeat(400_000));
        assertThat(result.get("a")).isEqualTo(result.get("d"));
        assertThat(result.get("e")).isEqualTo(3.0);
        assertThat(result.get("f")).isEqualTo(bytes(200_000));
    }

    @Test
    void manyTasksWithTheSameValueAndSmallOnesBetweenGetTheirIdsInOrder() {
        Task large = Task.of("n = a.length").push("a", bytes(500_000)).pull("n");
        Task small = Task.of("n = 1").pull("n");
        long[] ids = tc.runAll(List.of(small, large, small, large, small, large), LONG);
        tc.barrier(LONG, ids);
        for (int i = 0; i < ids.length; i++) {
            assertThat(ids[i]).isEqualTo(ids[0] + i);
            assertThat(tc.getTaskResult(ids[i], LONG).get("n")).isEqualTo(i % 2 == 0 ? 1 : 500_000);
        }
    }

    @Test
    void aSourceAboveTheLimitIsRefusedAtTheCallAndSoIsATaskOfManySmallValues() {
        assertThatThrownBy(() -> tc.run(Task.of("x".repeat(131_073))))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("131073")
                .hasMessageContaining("131072 (stoker.inline-limit)");
        Task many = Task.of("");
        for (String name : Collections.nCopies(4_000, "n")) {
            many = many.push(name + many.body().arguments().size(), "x".repeat(50));
        }
        Task tooMany = many;
        assertThatThrownBy(() -> tc.run(tooMany)).isInstanceOf(ValueTooLargeException.class);
    }
}
