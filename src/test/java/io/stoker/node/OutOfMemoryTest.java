package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutOfMemoryTest {
    private final List<Integer> halted = new ArrayList<>();
    private final OutOfMemory handler = new OutOfMemory(halted::add);

    @Test
    void shouldEndTheJvmWhenAThreadRunsOutOfMemory() {
        handler.uncaughtException(Thread.currentThread(), new OutOfMemoryError("test"));

        assertThat(halted).containsExactly(3);
    }

    @Test
    void shouldGoOnAfterAnythingElse() {
        handler.uncaughtException(Thread.currentThread(), new IllegalStateException("test"));

        assertThat(halted).isEmpty();
    }
}
