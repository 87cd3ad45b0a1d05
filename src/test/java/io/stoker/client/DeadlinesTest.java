package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Duration TIME = Duration.ofSeconds(30);

    private final Deadlines deadlines = new Deadlines();
    private final CompletableFuture<String> awaited = new CompletableFuture<>();
    private final CompletableFuture<String> waiting = new CompletableFuture<>();

    private void add(CompletableFuture<?> what, CompletableFuture<?> who, long tick) {
        deadlines.add(what, who, TIME, tick, () -> new StokerException("late"));
    }

    @Test
    void whoWaitsFailsWhenTheTimeIsUpAndNotBefore() {
        long begin = Long.MAX_VALUE - 5; // ticks may overflow
        add(awaited, waiting, begin);
        deadlines.look(begin + TIME.toNanos() - 1);
        assertThat(waiting).isNotDone();
        deadlines.look(begin + TIME.toNanos());
        assertThatThrownBy(waiting::join).hasRootCauseMessage("late");
        assertThat(awaited).isNotDone();
    }

    @Test
    void whatHasComeIsNotLate() {
        CompletableFuture<String> other = new CompletableFuture<>();
        add(awaited, waiting, 0);
        add(new CompletableFuture<>(), other, 1);
        awaited.complete("x");
        deadlines.look(TIME.toNanos() + 5);
        assertThat(waiting).isNotDone();
        assertThat(other).isCompletedExceptionally();
    }

    @Test
    void whoHasGivenUpIsLeftAlone() {
        add(awaited, waiting, 0);
        waiting.complete("given up");
        deadlines.look(TIME.toNanos());
        assertThat(waiting).isCompletedWithValue("given up");
    }
}
