package io.stoker.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.SerializableRunnable;
import io.stoker.task.StokerCallable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link ExecutorService} and {@link Future} promise, method by method, of an executor that runs two functions at
 * a time. The JDK's own executor is asked the same.
 */
abstract class ExecutorContract extends InvocationContract {
    @Test
    void shouldGiveWhatAFunctionReturns() throws Exception {
        assertThat(soon(pool.submit((Callable<Integer>) number(42)))).isEqualTo(42);
        assertThat(soon(pool.submit((Callable<List<Integer>>) (StokerCallable<List<Integer>>) () -> null)))
                .isNull();
    }

    @Test
    void shouldGiveNullForARunnableOrTheVeryResultThatWasGivenWithIt() throws Exception {
        Object result = new Object();
        Gate gate = new Gate();
        gate.open();

        assertThat(soon(pool.submit((Runnable) gate.stubborn()))).isNull();
        assertThat(soon(pool.submit((Runnable) gate.stubborn(), result))).isSameAs(result);
        assertThat(soon(pool.submit((Runnable) gate.stubborn(), (Object) null))).isNull();
        assertThat(gate.hasPassed()).isTrue();
    }

    @Test
    void shouldRunWhatIsExecuted() throws Exception {
        Gate gate = new Gate();
        gate.open();

        pool.execute((Runnable) gate.stubborn());

        gate.awaitPassed();
    }

    @Test
    void shouldRunEveryOneOfManyFunctionsFromSeveralThreads() throws Exception {
        List<CompletableFuture<List<Future<Integer>>>> callers = IntStream.range(0, 4)
                .mapToObj(caller -> CompletableFuture.supplyAsync(() -> IntStream.range(0, 50)
                        .mapToObj(i -> pool.submit((Callable<Integer>) number(100 * caller + i)))
                        .toList()))
                .toList();

        for (int caller = 0; caller < 4; caller++) {
            List<Future<Integer>> futures = soon(callers.get(caller));
            for (int i = 0; i < 50; i++) {
                assertThat(soon(futures.get(i))).isEqualTo(100 * caller + i);
            }
        }
    }

    @Test
    void shouldLetAFunctionSeeWhatWasDoneBeforeItWasSubmitted() throws Exception {
        int[] numbers = new int[1];
        StokerCallable<Integer> first = () -> numbers[0];
        numbers[0] = 42;

        assertThat(soon(pool.submit((Callable<Integer>) first))).isEqualTo(42);
    }

    static List<Throwable> whatFunctionsThrow() {
        return List.of(
                new IOException("the disk"),
                new IllegalStateException("the state", new IOException("its cause")),
                new AssertionError("the error"),
                new CompletionException("of another future", new IOException("its cause")),
                new CancellationException("of another future"),
                new ExecutionException("of another future", new IOException("its cause")),
                new TimeoutException("of another future"));
    }

    @ParameterizedTest
    @MethodSource("whatFunctionsThrow")
    void shouldFailWithTheVeryExceptionOfTheFunction(Throwable thrown) {
        Future<Integer> future = pool.submit((Callable<Integer>) failing(thrown));

        assertThatThrownBy(() -> soon(future))
                .isExactlyInstanceOf(ExecutionException.class)
                .cause()
                .isExactlyInstanceOf(thrown.getClass())
                .hasMessage(thrown.getMessage());
        assertThatThrownBy(future::get).isExactlyInstanceOf(ExecutionException.class);
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.cancel(true)).isFalse();
    }

    @Test
    void shouldFailWithTheExceptionOfARunnable() {
        SerializableRunnable runnable = () -> {
            throw new IllegalStateException("the state");
        };

        assertThatThrownBy(() -> soon(pool.submit((Runnable) runnable)))
                .isExactlyInstanceOf(ExecutionException.class)
                .cause()
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the state");
    }

    @Test
    void shouldGoOnAfterAFailure() throws Exception {
        SerializableRunnable failing = () -> {
            throw new IllegalStateException("of a runnable that was executed: is to be printed or logged");
        };
        for (int i = 0; i < 2 * THREADS; i++) {
            pool.execute((Runnable) failing);
        }

        assertThat(soon(pool.submit((Callable<Integer>) number(1)))).isEqualTo(1);
    }

    @Test
    void shouldRefuseNull() {
        assertThatThrownBy(() -> pool.submit((Callable<Integer>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.submit((Runnable) null, 1)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.execute((Runnable) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAll(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAll(null, 1, TimeUnit.SECONDS)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAny(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAny(null, 1, TimeUnit.SECONDS)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAll(Arrays.asList(number(1), null)))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAny(Arrays.asList(null, number(1))))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAll(List.of(number(1)), 1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAny(List.of(number(1)), 1, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldWaitForAFutureAsLongAsItIsTold() throws Exception {
        Gate gate = new Gate();
        Future<String> future = pool.submit((Callable<String>) gate);
        gate.awaitBegun();

        assertThatThrownBy(() -> future.get(A_MOMENT, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(future.isDone()).isFalse();
        assertThat(future.isCancelled()).isFalse();

        gate.open();
        assertThat(soon(future)).isEqualTo("passed");
        assertThat(future.get()).isEqualTo("passed");
        assertThat(future.isDone()).isTrue();
    }

    @Test
    void shouldWaitForAFutureUntilTheThreadIsInterrupted() {
        Future<String> future = pool.submit((Callable<String>) new Gate());
        Thread.currentThread().interrupt();

        assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(future.isDone()).isFalse();
    }

    @Test
    void shouldInterruptAFunctionThatIsCancelled() throws Exception {
        Gate gate = new Gate();
        Future<String> future = pool.submit((Callable<String>) gate);
        gate.awaitBegun();

        assertThat(future.cancel(true)).isTrue();

        assertCancelled(future);
        gate.awaitInterrupted();
        assertThat(gate.hasPassed()).isFalse();
    }

    @Test
    void shouldLetAFunctionRunToItsEndThatIsCancelledWithoutAnInterrupt() throws Exception {
        Gate gate = new Gate();
        Future<String> future = pool.submit((Callable<String>) gate);
        gate.awaitBegun();

        assertThat(future.cancel(false)).isTrue();

        assertCancelled(future);
        gate.open();
        gate.awaitPassed();
        assertCancelled(future);
    }

    @Test
    void shouldNeverBeginAFunctionThatWasCancelledBefore() throws Exception {
        List<Gate> running = fill();
        Gate waiting = new Gate();
        Future<String> future = pool.submit((Callable<String>) waiting);

        assertThat(future.cancel(false)).isTrue();

        assertCancelled(future);
        awaitCancelled();
        waiting.open();
        running.forEach(Gate::open);
        pool.shutdown();
        assertThat(pool.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.hasBegun()).isFalse();
    }

    @Test
    void shouldNotCancelWhatIsDone() throws Exception {
        Future<Integer> future = pool.submit((Callable<Integer>) number(42));
        soon(future);

        assertThat(future.cancel(true)).isFalse();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.get()).isEqualTo(42);
    }

    @Test
    void shouldWakeThoseWhoWaitForAFutureThatIsCancelled() throws Exception {
        Future<String> future = pool.submit((Callable<String>) new Gate());
        CompletableFuture<Throwable> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return new AssertionError(future.get());
            } catch (Exception e) {
                return e;
            }
        });

        future.cancel(true);

        assertThat(soon(waiting)).isInstanceOf(CancellationException.class);
    }

    @Test
    void shouldNeitherBeShutDownNorTerminatedAtFirst() throws Exception {
        soon(pool.submit((Callable<Integer>) number(1)));

        assertThat(pool.isShutdown()).isFalse();
        assertThat(pool.isTerminated()).isFalse();
        assertThat(pool.awaitTermination(A_MOMENT, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void shouldRunAfterItsShutdownWhatItHasTakenBefore() throws Exception {
        List<Gate> running = fill();
        Future<Integer> waiting = pool.submit((Callable<Integer>) number(42));

        pool.shutdown();

        assertThat(pool.isShutdown()).isTrue();
        assertThat(pool.isTerminated()).isFalse();
        assertThat(pool.awaitTermination(A_MOMENT, TimeUnit.MILLISECONDS)).isFalse();
        running.forEach(Gate::open);
        assertThat(soon(waiting)).isEqualTo(42);
        assertThat(pool.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.isTerminated()).isTrue();
        assertThat(running).allMatch(Gate::hasPassed);
    }

    @Test
    void shouldTerminateAtOnceIfThereIsNothingToWaitFor() throws Exception {
        pool.shutdown();
        pool.shutdown();

        assertThat(pool.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.isTerminated()).isTrue();
        assertThat(pool.shutdownNow()).isEmpty();
    }

    @Test
    void shouldTakeNothingAfterItsShutdown() {
        pool.shutdown();

        assertThatThrownBy(() -> pool.submit((Callable<Integer>) number(1)))
                .isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> pool.submit((Runnable) new Gate().stubborn()))
                .isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> pool.submit((Runnable) new Gate().stubborn(), 1))
                .isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> pool.execute((Runnable) new Gate().stubborn()))
                .isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> pool.invokeAll(List.of(number(1)))).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> pool.invokeAny(List.of(number(1)))).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void shouldWaitForItsTerminationUntilTheThreadIsInterrupted() throws Exception {
        fill();
        pool.shutdown();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> pool.awaitTermination(SOON, TimeUnit.SECONDS))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void shouldWaitForCancelledFunctionsThatStillRunBeforeItIsTerminated() throws Exception {
        Gate gate = new Gate();
        Future<?> future = pool.submit((Runnable) gate.stubborn());
        gate.awaitBegun();
        future.cancel(false);

        pool.shutdown();

        assertThat(pool.awaitTermination(A_MOMENT, TimeUnit.MILLISECONDS)).isFalse();
        gate.open();
        assertThat(pool.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.hasPassed()).isTrue();
    }

    @Test
    void shouldInterruptWhatRunsAndGiveBackWhatHasNotBegunWhenItIsStopped() throws Exception {
        List<Gate> running = fill();
        Gate executed = new Gate();
        Gate submitted = new Gate();
        Runnable waiting = executed.stubborn();
        pool.execute(waiting);
        pool.submit((Callable<String>) submitted);

        List<Runnable> givenBack = pool.shutdownNow();

        assertThat(givenBack).hasSize(2).contains(waiting);
        for (Gate gate : running) {
            gate.awaitInterrupted();
        }
        assertThat(pool.isShutdown()).isTrue();
        assertThat(pool.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(executed.hasBegun()).isFalse();
        assertThat(submitted.hasBegun()).isFalse();
        assertThat(pool.shutdownNow()).isEmpty();
        assertThatThrownBy(() -> pool.submit((Callable<Integer>) number(1)))
                .isInstanceOf(RejectedExecutionException.class);

        executed.open();
        submitted.open();
        givenBack.forEach(Runnable::run);
        assertThat(executed.hasPassed()).isTrue();
        assertThat(submitted.hasPassed()).isTrue();
    }

    @Test
    void shouldReturnThoughWhatRunsIgnoresThatItIsStopped() throws Exception {
        Gate gate = new Gate();
        Future<?> future = pool.submit((Runnable) gate.stubborn());
        gate.awaitBegun();

        assertThat(pool.shutdownNow()).isEmpty();

        gate.awaitInterrupted();
        assertThat(pool.isTerminated()).isFalse();
        assertThat(future.isCancelled()).isFalse();
        gate.open();
        assertThat(pool.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.hasPassed()).isTrue();
    }

    @Test
    void shouldEndTheFutureOfWhatRanWhenItWasStopped() throws Exception {
        Gate gate = new Gate();
        Future<String> future = pool.submit((Callable<String>) gate);
        gate.awaitBegun();

        assertThat(pool.shutdownNow()).isEmpty();

        assertThatThrownBy(() -> soon(future)).isInstanceOf(ExecutionException.class);
    }
}
