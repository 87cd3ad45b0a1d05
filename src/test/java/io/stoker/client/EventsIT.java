package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.controller.ControllerListener;
import io.stoker.store.MemoryStore;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventQuery;
import io.stoker.task.StokerEvent;
import io.stoker.task.Task;
import io.stoker.task.TaskState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Java program hears what happens. */
class EventsIT {

    private static EventKind[] kinds(List<StokerEvent> events) {
        return events.stream().map(StokerEvent::kind).toArray(EventKind[]::new);
    }

    @Test
    void shouldTellTheStoryOfATask() {
        try (TestCluster cluster = TestCluster.start(1);
                Stoker stoker = cluster.connect()) {
            ReadEvents all = ReadEvents.of(stoker, EventQuery.all().after(EventId.START));
            long good = stoker.taskClient().run(Task.of("a = 1").label("sweep", "1").named("good one"));
            stoker.taskClient().getTaskResult(good);
            long bad = stoker.taskClient().run(Task.of("throw new RuntimeException('no')").retries(1));
            stoker.taskClient().barrier(bad);

            await().until(() -> all.of(bad).stream().anyMatch(event -> event.kind() == EventKind.ENDED));
            assertThat(kinds(all.of(good)))
                    .startsWith(EventKind.ACCEPTED, EventKind.DISPATCHED)
                    .endsWith(EventKind.ENDED);
            assertThat(all.of(good)).allSatisfy(event -> {
                assertThat(event.name()).isEqualTo("good one");
                assertThat(event.labels()).isEqualTo(Map.of("sweep", "1"));
            });
            assertThat(kinds(all.of(bad))).contains(EventKind.RETRIED);
            StokerEvent last = all.of(bad).get(all.of(bad).size() - 1);
            assertThat(last.state()).isEqualTo(TaskState.FAILED);
            assertThat(last.attempt()).isEqualTo(2);
            assertThat(last.reason()).contains("no");
            assertThat(all.all()).extracting(StokerEvent::kind).contains(EventKind.ENGINE_JOINED);
            assertThat(all.all()).extracting(StokerEvent::id).isSorted().doesNotHaveDuplicates();
        }
    }
}
