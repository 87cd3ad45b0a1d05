package io.stoker.client.multi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SequentialExecutorTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final SequentialExecutor order = new SequentialExecutor(threads::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void oneThreadDoesAllThatHasComeInTheOrderInWhichItCame() {
        order.run(() -> done.add("first"));
        order.run(() -> done.add("second"));
        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(done).containsExactly("first", "second");
        order.run(() -> done.add("third"));
        threads.remove().run();
        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void whatThrowsHoldsUpNothingNotEvenWithAnError() {
        order.run(() -> {
            throw new AssertionError("a user's own");
        });
        order.run(() -> done.add("next"));
        threads.remove().run();
        assertThat(done).containsExactly("next");
    }
}
