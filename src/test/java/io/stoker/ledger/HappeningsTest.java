package io.stoker.ledger;

import static io.stoker.ledger.Scene.retrying;
import static io.stoker.ledger.Scene.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stoker.task.AttemptId;
import io.stoker.task.EventBody;
import io.stoker.task.EventKind;
import io.stoker.task.Outcome;
import io.stoker.task.StokerEvent;
import io.stoker.task.Task;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of what the ledger decides. */
class HappeningsTest {
    private final Scene scene = new Scene();

    private List<EventKind> kinds() {
        return scene.events().stream().map(StokerEvent::kind).toList();
    }

    private StokerEvent last() {
        List<StokerEvent> events = scene.events();
        return events.get(events.size() - 1);
    }

    @Test
    void shouldTellTheStoryOfATaskWithItsLabels() {
        long id = scene.submit(
                TestTasks.spec(Task.of("a").label("k", "v").named("n").retries(1)));
        scene.report("B", scene.run(id, "B"), Outcome.FAILED);
        scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);

        assertThat(scene.events())
                .extracting(StokerEvent::kind, StokerEvent::attempt, StokerEvent::engineId, StokerEvent::state)
                .containsExactly(
                        tuple(EventKind.ACCEPTED, 0, -1, null),
                        tuple(EventKind.DISPATCHED, 1, 1, null),
                        tuple(EventKind.STARTED, 1, 1, null),
                        tuple(EventKind.RETRIED, 1, 1, null),
                        tuple(EventKind.DISPATCHED, 2, 0, null),
                        tuple(EventKind.STARTED, 2, 0, null),
                        tuple(EventKind.ENDED, 2, 0, TaskState.SUCCEEDED));
        assertThat(scene.events()).allSatisfy(event -> {
            assertThat(event.taskId()).isEqualTo(id);
            assertThat(event.name()).isEqualTo("n");
            assertThat(event.labels()).isEqualTo(Map.of("k", "v"));
        });
        assertThat(scene.events().get(3).reason()).contains("it broke");
        assertThat(last().reason()).isNull();
    }

    @Test
    void shouldTellWhyATaskHasFailed() {
        long id = scene.submit(task("a"));
        scene.report("A", scene.run(id, "A"), Outcome.FAILED);

        assertThat(last().state()).isEqualTo(TaskState.FAILED);
        assertThat(last().reason()).contains("it broke");
    }

    @Test
    void shouldTellWhatAnEngineHasDoneToATask() {
        long id = scene.submit(retrying(0));
        scene.giveBack("A", scene.assign(id, "A"));
        scene.report("A", scene.assign(id, "A"), Outcome.REJECTED);
        scene.run(id, "A");
        scene.suspect("A");
        scene.engineDied("A");

        assertThat(kinds())
                .containsExactly(
                        EventKind.ACCEPTED,
                        EventKind.DISPATCHED,
                        EventKind.RETURNED,
                        EventKind.DISPATCHED,
                        EventKind.REJECTED,
                        EventKind.DISPATCHED,
                        EventKind.STARTED,
                        EventKind.SUSPENDED,
                        EventKind.LOST);
        assertThat(last().reason()).contains("exited with code 137");
        assertThat(last().attempt()).isEqualTo(3);
    }

    @Test
    void shouldTellOfAnAbortWhenItIsAskedForAndWhenItIsDone() {
        long id = scene.submit(task("a"));
        AttemptId attempt = scene.run(id, "A");
        scene.abort(id, 7);
        assertThat(last().kind()).isEqualTo(EventKind.ABORT_REQUESTED);
        assertThat(last().engineId()).isZero();
        scene.report("A", attempt, Outcome.ABORTED);

        assertThat(last().kind()).isEqualTo(EventKind.ENDED);
        assertThat(last().state()).isEqualTo(TaskState.ABORTED);
    }

    @Test
    void shouldTellOfManyTasksAtOnceByTheirRunsUnlessTheseAreTooMany() {
        IdSet some = IdSet.of(3, 7);
        some.set(9, true);
        IdSet scattered = new IdSet();
        for (long id = 0; id < 2_000; id += 2) {
            scattered.set(id, true);
        }
        EventBody body = new Happenings()
                .of(
                        5,
                        1,
                        List.of(
                                new Happening(new Event.Removed(some), null),
                                new Happening(new Event.Pinned(scattered, true), null),
                                new Happening(new Event.Pinned(IdSet.of(1, 1), false), null)));

        assertThat(body).isNotNull();
        assertThat(body.events())
                .extracting(StokerEvent::kind, StokerEvent::taskId, StokerEvent::lastTaskId, StokerEvent::count)
                .containsExactly(
                        tuple(EventKind.REMOVED, 3L, 7L, 5L),
                        tuple(EventKind.REMOVED, 9L, 9L, 1L),
                        tuple(EventKind.PINNED, 0L, 1_998L, 1_000L),
                        tuple(EventKind.UNPINNED, 1L, 1L, 1L));
    }

    @Test
    void shouldTellNothingOfWhatChangesNothingForOthers() {
        assertThat(Happenings.tells(new Event.Pinned(new IdSet(), true))).isFalse();
        assertThat(Happenings.tells(new Event.Forgotten(new AttemptId(1, 1), "A")))
                .isFalse();
        assertThat(Happenings.tells(new Event.SessionForgotten("s"))).isFalse();
        assertThat(new Happenings().of(1, 1, List.of())).isNull();
    }
}
