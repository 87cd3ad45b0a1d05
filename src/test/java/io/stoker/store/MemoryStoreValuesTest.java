package io.stoker.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.ledger.Event;
import io.stoker.ledger.TestRows;
import io.stoker.task.Payload;
import io.stoker.task.ResultBody;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the values a ledger's rows refer to. */
class MemoryStoreValuesTest {
    private static final byte[] BYTES = {1, 2, 3};

    @TempDir
    Path folder;

    private Instant now = Instant.EPOCH;
    private ValueFiles values;
    private MemoryStore store;
    private final TestRows rows = new TestRows();
    private long batch;

    @BeforeEach
    void open() {
        values = ValueFiles.open(folder, 1_000, () -> now);
        store = new MemoryStore(CommitFaults.FAIR, values);
        store.open("akka://stoker@127.0.0.1:10113").toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private StoredValue stored() {
        StoredValue value = StoredValue.of(BYTES);
        values.write(value, 0, BYTES).toCompletableFuture().join();
        return value;
    }

    private void commit(Event event) {
        store.commit(new Commit(1, ++batch, batch, rows.of(event)))
                .toCompletableFuture()
                .join();
    }

    private static TaskSpec spec(TaskOptions options, StoredValue value) {
        return TestTasks.spec("", Map.of("a", value), List.of(), options);
    }

    private void accept(TaskSpec... specs) {
        commit(new Event.Accepted(batch, List.of(specs), 1, TestTasks.client("s")));
    }

    private void finish(long task, Map<String, Payload> result) {
        commit(new Event.Finished(TestTasks.finished(
                task, TaskState.SUCCEEDED, 0, 1, 2, 3, 4, new ResultBody(null, result, "", ""), List.of(), null)));
    }

    /** Whether it is still there after a long time in which nobody asked for it. */
    private boolean stays(StoredValue value) {
        now = now.plus(Duration.ofHours(2));
        values.sweep(Duration.ofHours(1)).toCompletableFuture().join();
        return values.missing(List.of(value)).toCompletableFuture().join().isEmpty();
    }

    @Test
    void theArgumentsOfATaskStayUntilItHasEnded() {
        StoredValue argument = stored();
        StoredValue ofRecovery = stored();
        accept(spec(TaskOptions.NONE.withRecovery(spec(TaskOptions.NONE, ofRecovery)), argument));
        assertThat(stays(argument)).isTrue();
        assertThat(stays(ofRecovery)).isTrue();
        finish(0, Map.of());
        assertThat(stays(argument)).isFalse();
        assertThat(stays(ofRecovery)).isFalse();
    }

    @Test
    void aValueOfTwoTasksStaysUntilBothHaveEnded() {
        StoredValue shared = stored();
        accept(spec(TaskOptions.NONE, shared), spec(TaskOptions.NONE, shared));
        finish(0, Map.of());
        assertThat(stays(shared)).isTrue();
        finish(1, Map.of());
        assertThat(stays(shared)).isFalse();
    }

    @Test
    void aValueThatATaskSharesWithItsRecoveryIsOneUseOfIt() {
        StoredValue shared = stored();
        TaskSpec spec = spec(TaskOptions.NONE.withRecovery(spec(TaskOptions.NONE, shared)), shared);
        accept(spec, spec);
        finish(0, Map.of("a", shared, "b", shared));
        assertThat(stays(shared)).isTrue();
        finish(1, Map.of());
        assertThat(stays(shared)).as("in a result").isTrue();
        values.release(List.of(shared));
        assertThat(stays(shared)).isFalse();
    }

    @Test
    void aResultStays() {
        StoredValue value = stored();
        accept(spec(TaskOptions.NONE, value));
        finish(0, Map.of("a", value));
        assertThat(stays(value)).isTrue();
        values.release(List.of(value));
        assertThat(stays(value)).isFalse();
    }
}
