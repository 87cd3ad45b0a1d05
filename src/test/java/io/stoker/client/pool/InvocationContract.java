package io.stoker.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerCallable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * What {@link ExecutorService#invokeAll} and {@link ExecutorService#invokeAny} promise. The JDK's own executor is asked
 * the same.
 */
abstract class InvocationContract extends ExecutorFixture {
    @Test
    void shouldGiveTheFuturesOfAllInTheirOrderWhenAllAreDone() throws Exception {
        List<Future<Integer>> futures =
                pool.invokeAll(List.of(number(1), failing(new IOException("the disk")), number(3)));

        assertThat(futures).hasSize(3).allMatch(Future::isDone).noneMatch(Future::isCancelled);
        assertThat(futures.get(0).get()).isEqualTo(1);
        assertThatThrownBy(() -> futures.get(1).get()).cause().isInstanceOf(IOException.class);
        assertThat(futures.get(2).get()).isEqualTo(3);
        assertThat(pool.invokeAll(List.<Callable<Integer>>of())).isEmpty();
        assertThat(pool.invokeAll(List.of(number(1), number(2)), SOON, TimeUnit.SECONDS))
                .extracting(Future::get)
                .containsExactly(1, 2);
    }

    @Test
    void shouldCancelWhatIsNotDoneInTimeOfAll() throws Exception {
        Gate first = new Gate();
        Gate second = new Gate();

        List<Future<String>> futures =
                pool.invokeAll(List.of(first, second, new Gate()), A_MOMENT, TimeUnit.MILLISECONDS);

        assertThat(futures).hasSize(3).allSatisfy(ExecutorFixture::assertCancelled);
    }

    @Test
    void shouldCancelAllWhenTheThreadIsInterruptedThatWaitsForThem() throws Exception {
        Gate gate = new Gate();
        Thread caller = Thread.currentThread();
        CompletableFuture<Void> interrupting = CompletableFuture.runAsync(() -> {
            try {
                gate.awaitBegun();
                caller.interrupt();
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });

        assertThatThrownBy(() -> pool.invokeAll(List.of(gate, new Gate()))).isInstanceOf(InterruptedException.class);

        soon(interrupting);
        gate.awaitInterrupted();
    }

    @Test
    void shouldGiveTheFirstValueAndCancelTheOthers() throws Exception {
        Gate slow = new Gate();
        String name = UUID.randomUUID().toString();
        StokerCallable<String> fast = () -> {
            slow.awaitBegun();
            return name;
        };

        assertThat(pool.invokeAny(List.of(slow, fast))).isEqualTo(name);
        slow.awaitInterrupted();
        assertThat(pool.invokeAny(List.of(failing(new IOException("the disk")), number(2), number(2))))
                .isEqualTo(2);
        assertThat(pool.invokeAny(List.of(number(3)), SOON, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void shouldFailWithAFailureIfNoneOfAnySucceeds() {
        List<StokerCallable<Integer>> functions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            functions.add(failing(new IOException("the disk")));
        }

        assertThatThrownBy(() -> pool.invokeAny(functions))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("the disk");
        assertThatThrownBy(() -> pool.invokeAny(functions, SOON, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> pool.invokeAny(List.<Callable<Integer>>of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldInterruptAllIfNoneOfAnySucceedsInTime() throws Exception {
        Gate gate = new Gate();

        for (int i = 0; !gate.hasBegun() && i < 1000; i++) {
            assertThatThrownBy(() -> pool.invokeAny(List.of(gate), A_MOMENT, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
        }

        gate.awaitInterrupted();
    }
}
