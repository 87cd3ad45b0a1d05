package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventQuery;
import io.stoker.task.EventsGoneException;
import io.stoker.task.StokerEvent;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import io.stoker.task.TaskState;
import java.util.Collections;
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
        try (TestCluster cluster = TestCluster.start(1)) {
            Stoker stoker = cluster.connect(1);
            ReadEvents all = ReadEvents.of(stoker, EventQuery.all().after(EventId.START));
            long good =
                    stoker.taskClient().run(Task.of("a = 1").label("sweep", "1").named("good one"));
            stoker.taskClient().getTaskResult(good);
            long bad = stoker.taskClient()
                    .run(Task.of("throw new RuntimeException('no')").retries(1));
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

    @Test
    void shouldTellOnceOfEachDrainAndItsEnd() {
        try (TestCluster cluster = TestCluster.start(1)) {
            Stoker stoker = cluster.connect(1);
            EventQuery drains = EventQuery.all().kind(EventKind.ENGINE_DRAINING, EventKind.ENGINE_RESUMED);
            ReadEvents all = ReadEvents.of(stoker, drains.after(EventId.START));
            int engine = stoker.engines().get(0).id();
            stoker.multiEngineClient().on(engine).drain();
            stoker.multiEngineClient().on(engine).drain();
            stoker.multiEngineClient().on(engine).resume();
            await().until(() -> all.all().size() >= 2);
            assertThat(kinds(all.all())).containsExactly(EventKind.ENGINE_DRAINING, EventKind.ENGINE_RESUMED);
            assertThat(all.all()).extracting(StokerEvent::engineId).containsOnly(engine);
        }
    }

    @Test
    void shouldBringAsManyAsAreRequestedAndNoneAfterTheEnd() {
        try (TestCluster cluster = TestCluster.start(0)) {
            Stoker stoker = cluster.connect();
            ReadEvents few = ReadEvents.of(stoker, EventQuery.all().after(EventId.START), 3);
            ReadEvents none = ReadEvents.of(stoker, EventQuery.all().after(EventId.START), 0);
            ReadEvents all = ReadEvents.of(stoker, EventQuery.all().after(EventId.START));
            stoker.taskClient().runAll(Collections.nCopies(10, Task.of("a = 1")));

            await().until(() -> all.all().size() == 10);
            await().until(() -> few.all().size() >= 3);
            assertThat(few.all()).isEqualTo(all.all().subList(0, 3));
            few.request(4);
            await().until(() -> few.all().size() >= 7);
            assertThat(few.all()).isEqualTo(all.all().subList(0, 7));
            few.cancel();
            few.request(3);
            none.request(0);
            await().until(() -> none.failure() != null);
            assertThat(none.failure()).isInstanceOf(IllegalArgumentException.class);
            assertThat(few.all()).hasSize(7);
            stoker.close();
            await().until(() -> all.failure() != null);
            assertThat(all.failure()).isInstanceOf(StokerException.class);
            assertThat(few.failure()).isNull();
        }
    }

    @Test
    void shouldFindTheEventsOfALabelOnly() {
        try (TestCluster cluster = TestCluster.start(0)) {
            Stoker stoker = cluster.connect();
            ReadEvents mine =
                    ReadEvents.of(stoker, EventQuery.all().label("of", "me").after(EventId.START));
            for (int i = 0; i < 5; i++) {
                stoker.taskClient().run(Task.of("a = 1").label("of", "others"));
                stoker.taskClient().run(Task.of("a = 1").label("of", "me"));
            }

            await().until(() -> mine.all().size() == 5);
            assertThat(mine.all()).extracting(StokerEvent::taskId).containsExactly(1L, 3L, 5L, 7L, 9L);
        }
    }

    @Test
    void shouldSayWhereToGoOnFromWhenTheNextEventsAreGone() {
        try (TestCluster cluster = TestCluster.start(0)) {
            Stoker stoker = cluster.connect();
            ReadEvents late = ReadEvents.of(stoker, EventQuery.all().after(new EventId(1_000_000, 1)));

            await().until(() -> late.failure() != null);
            assertThat(late.failure())
                    .isInstanceOfSatisfying(
                            EventsGoneException.class,
                            gone -> assertThat(gone.oldest()).isLessThan(new EventId(1_000_000, 1)));
        }
    }

    @Test
    void shouldTellOfEnginesThatComeAndGo() {
        try (TestCluster cluster = TestCluster.start(1)) {
            Stoker stoker = cluster.connect(1);
            ReadEvents engines = ReadEvents.of(stoker, EventQuery.all().engine(1));
            ReadEvents all = ReadEvents.of(stoker, EventQuery.all().after(EventId.START));
            await().until(() -> kinds(all.all()).length > 0);
            TestCluster.TestEngine engine = cluster.addEngine();
            await().until(() -> List.of(kinds(engines.all())).contains(EventKind.ENGINE_JOINED));
            engine.close();

            await().until(() -> engines.all().stream().anyMatch(event -> event.kind() == EventKind.ENGINE_LEFT));
            StokerEvent left = engines.all().get(engines.all().size() - 1);
            assertThat(left.instance()).isEqualTo(engine.instance());
            assertThat(left.engineId()).isEqualTo(1);
            assertThat(left.reason()).isNotBlank();
        }
    }
}
