package io.stoker.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.AlreadyCompletedException;
import io.stoker.task.SerializableRunnable;
import io.stoker.task.TaskContext;
import io.stoker.task.UnsendableValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on engines, and what only engines have. */
class StokerExecutorIT extends ExecutorContract {
    private static Stoker stoker;

    @BeforeAll
    static void start() {
        stoker = Stoker.local(THREADS);
    }

    @AfterAll
    static void stop() {
        stoker.close();
    }

    @Override
    ExecutorService executor() {
        return stoker.executor();
    }

    @Override
    void awaitCancelled() {
        TaskClient tasks = stoker.taskClient();
        await().atMost(SOON, TimeUnit.SECONDS)
                .until(() -> tasks.queueStatus(false).scheduled() == 0);
    }

    /** An exception of a user's own, with state. */
    private static final class PriceException extends Exception {
        private static final long serialVersionUID = 1L;

        private final List<Integer> prices;

        PriceException(List<Integer> prices) {
            super("no price is right");
            this.prices = prices;
        }
    }

    @Test
    void shouldRunLambdasAsTasks() throws Exception {
        try (StokerExecutor pool = stoker.executor()) {
            int six = 6;
            assertThat(soon(pool.submit(() -> six * 7))).isEqualTo(42);
            assertThat(soon(pool.submit(() -> TaskContext.current().taskId()))).isNotNegative();
        }
    }

    @Test
    void shouldFailWithAnExceptionOfTheUsersOwnClass() {
        try (StokerExecutor pool = stoker.executor()) {
            Future<Integer> future = pool.submit(() -> {
                throw new PriceException(List.of(1, 2, 3));
            });

            assertThatThrownBy(() -> soon(future))
                    .isExactlyInstanceOf(ExecutionException.class)
                    .cause()
                    .isExactlyInstanceOf(PriceException.class)
                    .hasMessage("no price is right")
                    .extracting(failure -> ((PriceException) failure).prices)
                    .isEqualTo(List.of(1, 2, 3));
        }
    }

    @Test
    void shouldInterruptAFunctionThatWaitsInTheJdk() throws Exception {
        StokerExecutor pool = stoker.executor();
        Gate gate = new Gate();
        Future<?> future = pool.submit(() -> {
            gate.stubborn().run();
            try {
                new CountDownLatch(1).await();
            } finally {
                Latches.open(gate.name() + " left");
            }
            return null;
        });
        gate.open();
        gate.awaitPassed();

        future.cancel(true);

        Latches.await(gate.name() + " left");
        pool.close();
    }

    @Test
    void shouldKeepThePromisesOfStokerInItsExceptions() {
        try (StokerExecutor pool = stoker.executor()) {
            Object lock = new Object();
            assertThatThrownBy(() -> pool.submit(() -> lock.hashCode()))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasCauseInstanceOf(UnsendableValueException.class);
            assertThatThrownBy(() -> soon(pool.submit(() -> new Object())))
                    .isExactlyInstanceOf(ExecutionException.class)
                    .cause()
                    .hasMessageContaining("java.lang.Object");
        }
    }

    @Test
    void shouldTakeOptionsForItsTasks() throws Exception {
        try (StokerExecutor pool = stoker.executor(task -> task.retries(2))) {
            assertThat(soon(pool.submit(() -> {
                        int attempt = TaskContext.current().attempt();
                        if (attempt < 3) {
                            throw new IllegalStateException("not yet");
                        }
                        return attempt;
                    })))
                    .isEqualTo(3);
        }
        assertThatThrownBy(() -> stoker.executor(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldLeaveTheConnectionAndOtherExecutorsAloneWhenItEnds() throws Exception {
        StokerExecutor other = stoker.executor();
        Gate gate = new Gate();
        Future<String> future = other.submit(gate);
        gate.awaitBegun();
        StokerExecutor pool = stoker.executor();

        pool.shutdownNow();
        pool.close();

        assertThat(stoker.taskClient().submit(() -> 42).get(SOON, TimeUnit.SECONDS))
                .isEqualTo(42);
        gate.open();
        assertThat(soon(future)).isEqualTo("passed");
        other.close();
    }

    @Test
    void shouldGiveBackEachOfManyFunctionsThatHaveNotBegunOnce() throws Exception {
        StokerExecutor pool = stoker.executor();
        Gate first = new Gate();
        Gate second = new Gate();
        pool.submit(first);
        pool.submit(second);
        first.awaitBegun();
        second.awaitBegun();
        List<Gate> waiting = Stream.generate(Gate::new).limit(500).toList();
        List<SerializableRunnable> runnables =
                waiting.stream().map(Gate::stubborn).toList();
        runnables.forEach(pool::execute);

        List<Runnable> givenBack = pool.shutdownNow();

        assertThat(givenBack).containsExactlyElementsOf(runnables);
        assertThat(pool.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting).noneMatch(Gate::hasBegun);
    }

    @Test
    void shouldAbortTheTaskOfACancelledFuture() throws Exception {
        TaskClient tc = stoker.taskClient();
        Gate gate = new Gate();
        StokerExecutor pool = stoker.executor();
        Future<Long> told = pool.submit(() -> TaskContext.current().taskId());
        long id = soon(told) + 1;
        Future<String> future = pool.submit(gate);
        gate.awaitBegun();

        future.cancel(true);
        pool.close();

        assertThatThrownBy(() -> tc.abort(id)).isInstanceOf(AlreadyCompletedException.class);
        assertThat(tc.getTaskResult(id).toString()).contains("aborted while it ran");
    }

    @Test
    void shouldGiveFuturesInTheOrderInWhichTheyEndOnEngines() throws Exception {
        StokerCompletionService<String> service = stoker.completionService();
        Gate slow = new Gate();
        service.submit(slow);
        slow.awaitBegun();
        service.submit(() -> "fast");

        assertThat(service.take().get()).isEqualTo("fast");
        slow.open();
        assertThat(service.take().get()).isEqualTo("passed");
    }

    @Test
    void shouldComposeFuturesOfFunctions() throws Exception {
        CompletableFuture<Integer> future = stoker.supplyAsync(() -> 6)
                .thenCompose(six -> stoker.supplyAsync(() -> six * 7))
                .thenCombine(stoker.supplyAsync(() -> 8), Integer::sum);

        assertThat(soon(future)).isEqualTo(50);
        assertThat(soon(stoker.<Integer>supplyAsync(() -> {
                            throw new PriceException(List.of());
                        })
                        .exceptionally(failure -> failure.getCause() instanceof PriceException ? -1 : -2)))
                .isEqualTo(-1);
    }

    @Test
    void shouldServeALibraryThatKnowsNothingOfStoker() throws Exception {
        int[] numbers = new Random(42).ints(20_000).toArray();
        int[] sorted = numbers.clone();
        Arrays.sort(sorted);

        try (StokerExecutor pool = stoker.executor()) {
            assertThat(MergeSort.sorted(numbers, 7, pool)).isEqualTo(sorted);
        }
    }
}
