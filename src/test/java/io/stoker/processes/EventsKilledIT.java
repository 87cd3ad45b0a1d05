package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventQuery;
import io.stoker.task.StokerEvent;
import io.stoker.task.Task;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What happens is told without a gap, and once, whatever is killed. */
class EventsKilledIT {
    private static final int TASKS = 600;

    private static List<Task> tasks() {
        return IntStream.range(0, TASKS)
                .mapToObj(i -> Task.of("sleep(2)").label("i", String.valueOf(i)))
                .toList();
    }

    @Test
    void shouldGoOnByItselfWithTheNextControllerWhenTheFirstIsKilled() {
        try (RealCluster cluster = new RealCluster()) {
            cluster.start("cluster", "-n", "2", "--port", "0", "--management-port", "0");
            try (Stoker stoker = cluster.connect()) {
                stoker.waitForEngines(2, SOON);
                EventReader live = new EventReader();
                stoker.events(EventQuery.all().after(EventId.START)).subscribe(live);
                TaskClient tc = stoker.taskClient();
                tc.runAll(tasks(), SOON);
                await().atMost(SOON).until(() -> live.ended() > TASKS / 4);
                long pid = cluster.connection().pid();
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                await().atMost(SOON).until(() -> cluster.connection().pid() != pid);
                tc.runAll(tasks(), SOON);

                await().atMost(SOON).until(() -> live.ended() == 2 * TASKS);

                assertThat(live.failures).isEmpty();
                assertThat(live.events).extracting(StokerEvent::id).isSorted().doesNotHaveDuplicates();
                for (EventKind kind : List.of(EventKind.ACCEPTED, EventKind.ENDED)) {
                    assertThat(live.tasks(kind))
                            .as(kind.word())
                            .doesNotHaveDuplicates()
                            .hasSize(2 * TASKS);
                }
                EventReader again = new EventReader();
                EventId middle = live.events.get(live.events.size() / 3).id();
                stoker.events(EventQuery.all().after(middle)).subscribe(again);
                await().atMost(SOON)
                        .until(() -> again.ended() > 0
                                && !again.events.isEmpty()
                                && again.events
                                                .get(again.events.size() - 1)
                                                .id()
                                                .compareTo(live.events
                                                        .get(live.events.size() - 1)
                                                        .id())
                                        >= 0);
                List<StokerEvent> rest = live.events.stream()
                        .filter(event -> event.id().compareTo(middle) > 0)
                        .toList();
                assertThat(again.events.subList(0, rest.size())).isEqualTo(rest);
            }
        }
    }
}
