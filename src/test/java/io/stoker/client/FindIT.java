package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.TestCluster;
import io.stoker.controller.ControllerListener;
import io.stoker.store.ValueFiles;
import io.stoker.store.sql.SqlStore;
import io.stoker.task.Query;
import io.stoker.task.RefusedException;
import io.stoker.task.Task;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskState;
import io.stoker.task.TaskSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds tasks by what they are labelled with and by what has become of them, with an engine and a ledger in a file. */
class FindIT {
    private static final Duration SOON = Duration.ofMinutes(5);

    @TempDir
    private static Path folder;

    private static TestCluster cluster;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        ValueFiles values = ValueFiles.scratch(folder.resolve("values"), 1 << 20);
        SqlStore store = SqlStore.sqlite(folder.resolve("ledger"), values);
        cluster = TestCluster.start(1, Map.of(), store, ControllerListener.NONE);
        tc = cluster.connect(1).taskClient();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void tasksAreFoundByLabelNameStateAndTime() {
        Instant before = Instant.now().minusSeconds(60);
        Task task = Task.of("a = 1").label("sweep", "one").named("<b>price</b> 17");
        long well = tc.run(task);
        long failed = tc.run(Task.of("1 / 0").label("sweep", "one").label("kind", "bad"));
        long other = tc.run(Task.of("a = 2").label("sweep", "two"));
        tc.barrier(SOON, well, failed, other);

        Query one = Query.all().label("sweep", "one");
        assertThat(tc.find(one)).extracting(TaskSummary::taskId).containsExactly(failed, well);
        assertThat(tc.find(one.state(Query.State.FAILED))).singleElement().satisfies(found -> {
            assertThat(found.taskId()).isEqualTo(failed);
            assertThat(found.state()).isEqualTo(TaskState.FAILED);
            assertThat(found.error()).contains("Division by zero");
            assertThat(found.labels()).isEqualTo(Map.of("sweep", "one", "kind", "bad"));
            assertThat(found.engineId()).isZero();
            assertThat(found.attempts()).isOne();
        });
        assertThat(tc.find(Query.all().name("<b>price</b> 17"))).hasSize(1);
        Instant after = Instant.now().plusSeconds(60);
        assertThat(tc.find(Query.all().completed(before, after).label("sweep"))).hasSize(3);
        assertThat(tc.find(Query.all().submitted(after, Instant.MAX))).isEmpty();
    }

    @Test
    void itIsKnownWhoHasSubmittedATask() {
        long id = tc.run(Task.of("a = 1").label("who", "me"));
        TaskSummary found = tc.find(Query.all().label("who", "me")).findFirst().orElseThrow();
        assertThat(found.taskId()).isEqualTo(id);
        assertThat(found.submitter().user()).isEqualTo(Whereabouts.here().user());
        assertThat(found.submitter().host()).isEqualTo(Whereabouts.here().host());
        Query mine = Query.all().session(found.submitter().session());
        assertThat(tc.find(mine).map(TaskSummary::taskId)).contains(id);
        assertThat(tc.find(Query.all().session("nobody"))).isEmpty();
    }

    @Test
    void aStreamFetchesPagesUntilItHasAll() {
        List<Task> tasks = IntStream.range(0, 1_500)
                .mapToObj(i -> Task.of("").label("many", String.valueOf(i % 2)))
                .toList();
        long[] ids = tc.runAll(tasks);
        tc.barrier(SOON, ids);
        assertThat(tc.find(Query.all().label("many", "1").fromOldest()).map(TaskSummary::taskId))
                .hasSize(750)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(tc.find(Query.all().label("many", "1")).limit(3)).hasSize(3);
    }

    @Test
    void aPageSaysWhereTheNextBeginsAndNothingElseDoes() {
        tc.runAll(Collections.nCopies(5, Task.of("").label("paged", "yes")));
        Query query = Query.all().label("paged", "yes");
        TaskPage first = tc.findPageAsync(query, null, 3).join();
        TaskPage second = tc.findPageAsync(query, first.next(), 3).join();
        assertThat(first.tasks()).hasSize(3);
        assertThat(second.tasks()).hasSize(2);
        assertThat(second.next()).isNull();
        assertThatThrownBy(() -> tc.findPageAsync(query, "x".repeat(100), 3).join())
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("no page of this query begins after");
        assertThatThrownBy(() -> tc.findPageAsync(query, "x".repeat(5_000), 3).join())
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tc.findPageAsync(query, null, 1_001).join())
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }
}
