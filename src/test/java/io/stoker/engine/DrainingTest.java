package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import io.stoker.task.EngineProperties;
import io.stoker.task.Outcome;
import io.stoker.task.TaskOptions;
import io.stoker.task.TestTasks;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToEngine.Assignment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An engine that is drained or removed, with a clock and a timer of the test's. */
class DrainingTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final AttemptId ONE = new AttemptId(1, 1);
    private static final AttemptId TWO = new AttemptId(2, 1);

    private final EngineWorkQueue queue = new EngineWorkQueue();
    private final EngineIdentity identity = new EngineIdentity(EngineProperties.NONE, () -> {});
    private final ArrayDeque<Runnable> timer = new ArrayDeque<>();
    private final AtomicInteger ends = new AtomicInteger();
    private long now;
    private final Draining draining =
            new Draining(queue, identity, (time, task) -> timer.add(task), ends::incrementAndGet, () -> now);

    private static Assignment assignment(AttemptId attempt) {
        return new Assignment(attempt, TestTasks.spec("a = 1", Map.of(), List.of(), TaskOptions.NONE));
    }

    private void look() {
        timer.remove().run();
    }

    @Test
    void shouldGiveBackWhatHasNotStartedAndWhatComesLater() throws InterruptedException {
        queue.add(assignment(ONE));
        queue.next(taken -> {});
        assertThat(queue.start(ONE)).isTrue();
        queue.add(assignment(TWO));
        draining.drain();
        queue.add(assignment(new AttemptId(3, 1)));

        assertThat(queue.takeUnsent())
                .containsExactly(new AttemptReport(TWO, null), new AttemptReport(new AttemptId(3, 1), null));
        assertThat(queue.held().running()).containsExactly(ONE);
        assertThat(queue.held().givesWay())
                .as("to calls, of which there are none")
                .isFalse();
        assertThat(identity.properties()).isEqualTo(new EngineIdentity.Properties(1, EngineProperties.NONE, true));
        draining.drain();
        assertThat(identity.properties().version()).isOne();
    }

    @Test
    void shouldTakeAttemptsAgainWhenItIsResumed() {
        draining.drain();
        draining.resume();
        queue.add(assignment(ONE));
        assertThat(queue.held().queued()).containsExactly(ONE);
        assertThat(identity.properties()).isEqualTo(new EngineIdentity.Properties(2, EngineProperties.NONE, false));
    }

    @Test
    void shouldEndWhenAllOutcomesAreKnownAndNotBefore() throws InterruptedException {
        queue.add(assignment(ONE));
        queue.next(taken -> {});
        assertThat(queue.start(ONE)).isTrue();
        draining.remove(HOUR);
        look();
        assertThat(ends).as("while it runs something").hasValue(0);
        queue.ended(ONE, TestTasks.result(Outcome.SUCCEEDED, Map.of(), null, "", "", 1));
        look();
        assertThat(ends).as("while the controller does not know that").hasValue(0);
        queue.acknowledge(ONE);
        look();
        assertThat(ends).hasValue(1);
        assertThat(timer).isEmpty();
    }

    @Test
    void shouldEndAfterTheTimeWhateverItRuns() throws InterruptedException {
        queue.add(assignment(ONE));
        queue.next(taken -> {});
        assertThat(queue.start(ONE)).isTrue();
        draining.remove(HOUR);
        now = HOUR.toNanos() - 1;
        look();
        assertThat(ends).hasValue(0);
        now = HOUR.toNanos();
        look();
        assertThat(ends).hasValue(1);
    }

    @Test
    void shouldNotEndWhenItIsResumedAndEndOnceWhenItIsRemovedTwice() {
        draining.remove(HOUR);
        draining.resume();
        look();
        assertThat(ends).hasValue(0);
        assertThat(timer).isEmpty();
        draining.remove(HOUR);
        draining.remove(Duration.ZERO);
        look();
        assertThat(ends).as("the first removal was replaced").hasValue(0);
        look();
        assertThat(ends).hasValue(1);
    }
}
