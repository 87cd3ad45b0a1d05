package io.stoker.client;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.controller.ControllerListener;
import io.stoker.store.MemoryStore;
import io.stoker.task.PartlyPinnedException;
import io.stoker.task.PinnedException;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.UnknownTaskException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes by itself and what stays, as a client sees it, on a controller that keeps ten finished tasks. */
class RetentionIT {
    private static TestCluster cluster;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(
                2, Map.of("stoker.retention.max-tasks", 10), new MemoryStore(), ControllerListener.NONE);
        tc = cluster.connect(2).taskClient();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static void awaitRemoval(long id) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThatThrownBy(() -> tc.peekTaskResult(id))
                        .isInstanceOf(UnknownTaskException.class)
                        .hasMessageContaining("task " + id + " was finished and then removed on ")
                        .hasMessageContaining("by retention (more than 10 tasks)"));
    }

    @Test
    void nobodyWaitsForEverForWhatIsRemovedAndEverybodyIsToldWhy() throws Exception {
        long fromTheBeginning = tc.run(Task.of("c = 7").pull("c").pinned());
        long[] ids = tc.runAll(Collections.nCopies(1_000, Task.of("")), LONG);
        List<CompletableFuture<TaskResult>> waiting = new ArrayList<>();
        for (long id : ids) {
            waiting.add(tc.getTaskResultAsync(id));
        }
        for (int i = 0; i < ids.length; i++) {
            awaitResultOrRemoval(waiting.get(i));
        }
        long pinned = ids[ids.length - 1];
        tc.pin(pinned);
        awaitRemoval(ids[0]);
        assertThatThrownBy(() -> tc.getTaskResult(ids[0], LONG)).hasMessageContaining("by retention");
        tc.runAll(Collections.nCopies(100, Task.of("")), LONG);
        awaitRemoval(pinned - 1);
        await().atMost(LONG).until(() -> tc.queueStatus().succeeded() == 12);
        assertThat(tc.getTaskResult(pinned, LONG).taskId()).isEqualTo(pinned);
        assertThatThrownBy(() -> tc.clear(pinned))
                .isInstanceOf(PinnedException.class)
                .hasMessageContaining("these tasks are pinned: " + pinned);
        assertThat(tc.clear()).isEqualTo(10);
        assertThatThrownBy(() -> tc.pin(pinned, ids[0], 1_000_000))
                .isInstanceOf(PartlyPinnedException.class)
                .hasMessage("pinned 1 tasks, but the ledger does not hold, or no longer holds, tasks with the ids: "
                        + ids[0] + ", 1000000");
        assertThat(tc.getTaskResult(fromTheBeginning, LONG).get("c")).isEqualTo(7);
        tc.unpin(pinned, fromTheBeginning);
        assertThatCode(() -> tc.clear(pinned, fromTheBeginning)).doesNotThrowAnyException();
    }

    private static void awaitResultOrRemoval(CompletableFuture<TaskResult> future) throws Exception {
        try {
            assertThat(future.get(LONG.toSeconds(), TimeUnit.SECONDS).failure()).isNull();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(UnknownTaskException.class).hasMessageContaining("by retention");
        }
    }
}
