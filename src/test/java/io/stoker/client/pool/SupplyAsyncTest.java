package io.stoker.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerCallable;
import io.stoker.task.UnsendableValueException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SupplyAsyncTest {
    private static final long SOON = 120;

    private final LocalSubmitter submitter = new LocalSubmitter(2);

    @AfterEach
    void end() {
        submitter.close();
        Latches.clear();
    }

    private <T> CompletableFuture<T> supplyAsync(StokerCallable<T> function) {
        return Pools.supplyAsync(submitter, function);
    }

    /** Whose future it is. */
    enum Whose {
        JDK((test, function) -> CompletableFuture.supplyAsync(() -> {
            try {
                return function.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        })),
        STOKER(SupplyAsyncTest::supplyAsync);

        private final BiFunction<SupplyAsyncTest, StokerCallable<Integer>, CompletableFuture<Integer>> supplyAsync;

        Whose(BiFunction<SupplyAsyncTest, StokerCallable<Integer>, CompletableFuture<Integer>> supplyAsync) {
            this.supplyAsync = supplyAsync;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheValue(Whose whose) throws Exception {
        CompletableFuture<Integer> future = whose.supplyAsync.apply(this, () -> 6 * 7);

        assertThat(future.thenApply(n -> n + 1).get(SOON, TimeUnit.SECONDS)).isEqualTo(43);
        assertThat(future.join()).isEqualTo(42);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailWithTheFunctionsOwnException(Whose whose) {
        CompletableFuture<Integer> future = whose.supplyAsync.apply(this, () -> {
            throw new IllegalStateException("the state");
        });

        assertThatThrownBy(() -> future.get(SOON, TimeUnit.SECONDS))
                .isExactlyInstanceOf(ExecutionException.class)
                .cause()
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the state");
        assertThatThrownBy(future::join)
                .isExactlyInstanceOf(CompletionException.class)
                .cause()
                .isExactlyInstanceOf(IllegalStateException.class);
        assertThat(future.handle((value, failure) -> failure).join())
                .isExactlyInstanceOf(CompletionException.class)
                .hasCauseExactlyInstanceOf(IllegalStateException.class);
        assertThat(future.isCancelled()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeCancelledByAFunctionThatThrowsACancellation(Whose whose) {
        CompletableFuture<Integer> future = whose.supplyAsync.apply(this, () -> {
            throw new CancellationException("of another future");
        });

        assertThatThrownBy(() -> future.get(SOON, TimeUnit.SECONDS))
                .isExactlyInstanceOf(ExecutionException.class)
                .hasCauseExactlyInstanceOf(CancellationException.class);
        assertThat(future.isCancelled()).isFalse();
    }

    @Test
    void shouldInterruptTheFunctionWhenItIsCancelled() throws Exception {
        Gate gate = new Gate();
        CompletableFuture<String> future = supplyAsync(gate);
        gate.awaitBegun();

        assertThat(future.cancel(true)).isTrue();

        gate.awaitInterrupted();
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    void shouldRefuseInTheCallWhatCannotBeSent() {
        Object lock = new Object();

        assertThatThrownBy(() -> supplyAsync(() -> lock.hashCode())).isInstanceOf(UnsendableValueException.class);
    }
}
