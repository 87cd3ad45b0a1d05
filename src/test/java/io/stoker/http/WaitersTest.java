package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.UnknownTaskException;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitersTest {
    private static final int LONG = 3_600;

    private final Waiters waiters = new Waiters(Duration.ofHours(2));
    /** Whose time is up at once. */
    private final Waiters hurried = new Waiters(Duration.ofSeconds(2));

    @Test
    void shouldEndWhenWhatIsAwaitedHasEnded() {
        CompletableFuture<String> end = new CompletableFuture<>();
        CompletableFuture<Void> awaited = waiters.await(() -> end, LONG);
        CompletableFuture<String> called = waiters.await("the call", () -> end, LONG);
        assertThat(awaited).isNotDone();

        end.complete("x");

        assertThat(awaited).isCompletedWithValue(null);
        assertThat(called).isCompletedWithValue("x");
    }

    @Test
    void shouldEndWhenTheTimeIsUpAndLetGoOfWhatIsAwaited() {
        CompletableFuture<String> end = new CompletableFuture<>();

        assertThat(hurried.await(() -> end, LONG).join()).isNull();

        assertThat(end).isCancelled();
    }

    @Test
    void shouldFailACallWhoseTimeIsUp() {
        CompletableFuture<String> called = hurried.await("the call", () -> new CompletableFuture<>(), LONG);

        assertThatThrownBy(called::join)
                .hasCauseInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("the call has not ended");
    }

    @Test
    void shouldFailAsWhatIsAwaitedFails() {
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new UnknownTaskException(1, "no 1"));

        assertThatThrownBy(waiters.await(() -> failed, LONG)::join).hasCauseInstanceOf(UnknownTaskException.class);
        assertThatThrownBy(waiters.await("x", () -> failed, LONG)::join).hasCauseInstanceOf(UnknownTaskException.class);
    }

    @Test
    void shouldRefuseMoreThanMayWaitUntilOneHasEnded() {
        List<CompletableFuture<String>> ends = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            CompletableFuture<String> end = new CompletableFuture<>();
            ends.add(end);
            waiters.await(() -> end, LONG);
        }
        assertThatThrownBy(() -> waiters.await(() -> ends.get(0), LONG))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("there are 128 requests that wait");

        ends.get(5).complete("x");

        assertThat(waiters.await(() -> new CompletableFuture<>(), LONG)).isNotDone();
    }

    @Test
    void shouldCountNobodyWhoseCallCannotBegin() {
        for (int i = 0; i < 200; i++) {
            assertThatThrownBy(() -> waiters.await(
                            () -> {
                                throw new UnknownTaskException(1, "no 1");
                            },
                            LONG))
                    .isInstanceOf(UnknownTaskException.class);
        }
        assertThat(waiters.await(() -> new CompletableFuture<>(), LONG)).isNotDone();
    }
}
