package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.EngineProperties;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FunctionTrialTest {
    private final AtomicBoolean done = new AtomicBoolean();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Queue<Runnable> aside = new ArrayDeque<>();
    private boolean busy;

    private FunctionTrial trial() {
        AttemptContext context = new AttemptContext(
                new EngineIdentity(EngineProperties.of(Map.of()), () -> {}), new FakeKernel(), () -> false);
        return new FunctionTrial(done, Attempts.functions(), context, () -> busy);
    }

    private void after(Duration time, Runnable task) {
        assertThat(time).isPositive();
        later.add(task);
    }

    @Test
    void shouldCallTheFunctionAsATasksIsCalled() {
        assertThat(trial().call()).isNull();
    }

    @Test
    void shouldCallItOnceInAJvm() {
        FunctionTrial first = trial();
        FunctionTrial second = trial();
        first.begin(this::after, aside::add);
        second.begin(this::after, aside::add);
        later.remove().run();
        later.remove().run();
        assertThat(done).isFalse();
        assertThat(aside).hasSize(2);
        aside.remove().run();
        assertThat(done).isTrue();
        aside.remove().run();

        trial().begin(this::after, aside::add);
        later.remove().run();
        assertThat(later).isEmpty();
        assertThat(aside).isEmpty();
    }

    @Test
    void shouldLeaveAnEngineAloneThatHasSomethingToDo() {
        busy = true;
        trial().begin(this::after, aside::add);
        later.remove().run();
        assertThat(aside).isEmpty();
        busy = false;
        later.remove().run();
        assertThat(aside).hasSize(1);
    }
}
