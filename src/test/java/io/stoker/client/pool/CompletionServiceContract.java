package io.stoker.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerCallable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What {@link CompletionService} promises, of one that runs two functions at a time. The JDK's own is asked the same.
 */
abstract class CompletionServiceContract {
    private static final long SOON = 120;

    /** A new one, of which nothing is under way. */
    abstract <T> CompletionService<T> service();

    @AfterEach
    void end() {
        Latches.clear();
    }

    @Test
    void shouldGiveFuturesInTheOrderInWhichTheyEnd() throws Exception {
        CompletionService<String> service = service();
        Gate first = new Gate();
        Gate second = new Gate();
        Future<String> one = service.submit((Callable<String>) first);
        Future<String> other = service.submit((Callable<String>) second);
        assertThat(service.poll()).isNull();
        assertThat(service.poll(20, TimeUnit.MILLISECONDS)).isNull();

        second.open();
        assertThat(service.take()).isSameAs(other);
        first.open();
        Future<String> last = service.poll(SOON, TimeUnit.SECONDS);

        assertThat(last).isSameAs(one);
        assertThat(last.get()).isEqualTo("passed");
        assertThat(service.poll()).isNull();
    }

    @Test
    void shouldGiveTheFuturesOfFailedAndCancelledFunctions() throws Exception {
        CompletionService<String> service = service();
        StokerCallable<String> failing = () -> {
            throw new IOException("the disk");
        };
        service.submit((Callable<String>) failing);
        assertThatThrownBy(() -> service.take().get())
                .cause()
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the disk");

        Future<String> cancelled = service.submit((Callable<String>) new Gate());
        cancelled.cancel(true);

        assertThat(service.take().isCancelled()).isTrue();
    }

    @Test
    void shouldGiveTheResultThatWasGivenWithARunnable() throws Exception {
        CompletionService<Object> service = service();
        Object result = new Object();
        Gate gate = new Gate();
        gate.open();

        service.submit((Runnable) gate.stubborn(), result);

        assertThat(service.take().get()).isSameAs(result);
        assertThat(gate.hasPassed()).isTrue();
    }

    @Test
    void shouldRefuseNull() {
        CompletionService<Object> service = service();

        assertThatThrownBy(() -> service.submit((Callable<Object>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> service.submit((Runnable) null, 1)).isInstanceOf(NullPointerException.class);
    }
}
