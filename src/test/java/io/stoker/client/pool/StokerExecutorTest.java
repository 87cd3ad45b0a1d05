package io.stoker.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.stoker.client.pool.Submitter.Submitted;
import io.stoker.task.EngineLostException;
import io.stoker.task.Failure;
import io.stoker.task.SerializableRunnable;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerRunnable;
import io.stoker.task.TaskAbortedException;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.ValueTooLargeException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What Stoker's executor adds to the contract, and where it ends. */
class StokerExecutorTest {
    private static final long SOON = 120;

    private final LocalSubmitter submitter = new LocalSubmitter(2);
    private final StokerExecutor pool = Pools.executor(submitter);

    @AfterEach
    void end() {
        pool.shutdownNow();
        submitter.close();
        Latches.clear();
    }

    private static <T> T soon(Future<T> future) throws Exception {
        return future.get(SOON, TimeUnit.SECONDS);
    }

    private static int answer() {
        return 42;
    }

    private static void nothing() {}

    @Test
    void shouldTakeLambdasAndMethodReferencesAsTheyAre() throws Exception {
        int six = 6;

        assertThat(soon(pool.submit(() -> six * 7))).isEqualTo(42);
        assertThat(soon(pool.submit(StokerExecutorTest::answer))).isEqualTo(42);
        assertThat(soon(pool.submit(() -> {
                    nothing();
                })))
                .isNull();
        assertThat(soon(pool.submit(StokerExecutorTest::nothing))).isNull();
        assertThat(soon(pool.submit(() -> {}, "result"))).isEqualTo("result");
        assertThatThrownBy(() -> soon(pool.submit(() -> {
                    throw new IOException("the disk");
                })))
                .hasCauseExactlyInstanceOf(IOException.class);

        Gate gate = new Gate();
        gate.open();
        pool.execute(() -> gate.stubborn().run());
        gate.awaitPassed();
    }

    @Test
    void shouldTakeCodeThatThrowsCheckedExceptions() throws Exception {
        Gate gate = new Gate();
        gate.open();
        StokerRunnable passing = gate::call;
        StokerRunnable failing = () -> {
            throw new IOException("the disk");
        };

        pool.execute(passing);
        gate.awaitPassed();
        assertThat(soon(pool.submit(passing))).isNull();
        assertThatThrownBy(() -> soon(pool.submit(failing))).hasCauseExactlyInstanceOf(IOException.class);
        assertThatThrownBy(() -> pool.submit((StokerRunnable) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.execute((StokerRunnable) null)).isInstanceOf(NullPointerException.class);
    }

    private record Answer(int number) implements Callable<Integer>, Serializable {
        @Override
        public Integer call() {
            return number;
        }
    }

    private record Passing(Gate gate) implements Runnable, Serializable {
        @Override
        public void run() {
            gate.stubborn().run();
        }
    }

    @Test
    void shouldTakeWhateverIsSerializable() throws Exception {
        Gate gate = new Gate();
        gate.open();

        assertThat(soon(pool.submit(new Answer(42)))).isEqualTo(42);
        assertThat(soon(pool.submit(new Passing(gate)))).isNull();
        assertThat(gate.hasPassed()).isTrue();
        assertThat(soon(pool.submit((Callable<Integer> & Serializable) () -> 43)))
                .isEqualTo(43);
        assertThat(pool.invokeAny(List.of(new Answer(42)))).isEqualTo(42);
    }

    @Test
    void shouldRefuseALambdaThatTheCompilerDidNotMakeSerializable() {
        Callable<Integer> callable = () -> 42;
        Runnable runnable = () -> {};

        assertThatThrownBy(() -> pool.submit(callable))
                .isInstanceOf(RejectedExecutionException.class)
                .hasCauseInstanceOf(UnsendableValueException.class)
                .hasMessageStartingWith(StokerExecutorTest.class.getName() + "$$Lambda")
                .hasMessageContaining("is a lambda or method reference of a type that is not Serializable")
                .hasMessageContaining("Declare it as io.stoker.task.StokerCallable");
        assertThatThrownBy(() -> pool.execute(runnable))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("Declare it as io.stoker.task.SerializableRunnable");
        assertThatThrownBy(() -> pool.submit(runnable, 1)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> pool.invokeAny(List.of(callable))).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void shouldRefuseAnObjectThatIsNotSerializable() {
        class Local implements Callable<Integer> {
            @Override
            public Integer call() {
                return 42;
            }
        }

        assertThatThrownBy(() -> pool.submit(new Local()))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage(
                        Local.class.getName() + " cannot be sent to an engine: it is not Serializable. Have the class"
                                + " implement io.stoker.task.StokerCallable");
    }

    @Test
    void shouldRefuseAFunctionWithSomethingInItThatCannotBeSent() {
        Object lock = new Object();

        assertThatThrownBy(() -> pool.submit(() -> lock.hashCode()))
                .isInstanceOf(RejectedExecutionException.class)
                .hasCauseInstanceOf(UnsendableValueException.class)
                .hasMessageContaining("java.lang.Object");
        pool.shutdown();
        assertThat(pool.isTerminated()).as("nothing is under way").isTrue();
    }

    @Test
    void shouldRefuseFuturesOfThisJvm() {
        FutureTask<Integer> future = new FutureTask<>(new Answer(42));

        assertThatThrownBy(() -> pool.execute(future))
                .isInstanceOf(RejectedExecutionException.class)
                .hasCauseInstanceOf(UnsendableValueException.class)
                .hasMessageStartingWith("java.util.concurrent.FutureTask cannot be sent to an engine: ")
                .hasMessageContaining("Submit the callable itself");
        assertThatThrownBy(() -> new ExecutorCompletionService<Integer>(pool).submit(new Answer(42)))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("use stoker.completionService()");
    }

    @Test
    void shouldRefuseStagesOfCompletableFutures() {
        Supplier<Integer> supplier = (Supplier<Integer> & Serializable) () -> 42;

        assertThatThrownBy(() -> CompletableFuture.supplyAsync(supplier, pool))
                .isInstanceOf(RejectedExecutionException.class)
                .hasCauseInstanceOf(UnsendableValueException.class)
                .hasMessageStartingWith("java.util.concurrent.CompletableFuture$AsyncSupply cannot be sent")
                .hasMessageContaining("Use stoker.supplyAsync(function)");
        assertThatThrownBy(() -> CompletableFuture.runAsync(() -> {}, pool))
                .isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> soon(CompletableFuture.completedFuture(6).thenApplyAsync(n -> n * 7, pool)))
                .satisfies(failure -> assertThat(failure)
                        .satisfiesAnyOf(
                                itself -> assertThat(itself).isInstanceOf(RejectedExecutionException.class),
                                wrapped -> assertThat(wrapped).hasCauseInstanceOf(RejectedExecutionException.class)));
    }

    @Test
    void shouldCancelThoseBeforeAFunctionThatCannotBeSentOfAll() throws Exception {
        Gate gate = new Gate();
        Callable<String> unsendable = () -> "never";

        assertThatThrownBy(() -> pool.invokeAll(List.of(gate, unsendable)))
                .isInstanceOf(RejectedExecutionException.class);

        pool.shutdown();
        assertThat(pool.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.hasPassed()).isFalse();
    }

    /** A submitter whose functions end as they are told. */
    private static StokerExecutor ending(CompletableFuture<?> value) {
        return Pools.executor(new Submitter() {
            @Override
            public <T> Submitted<T> submit(StokerCallable<T> function) {
                return new Submitted<>() {
                    @Override
                    @SuppressWarnings("unchecked")
                    public CompletableFuture<T> value() {
                        return (CompletableFuture<T>) value;
                    }

                    @Override
                    public CompletableFuture<Void> abort(boolean interrupt) {
                        return new CompletableFuture<>();
                    }

                    @Override
                    public boolean hasNeverBegun() {
                        return false;
                    }
                };
            }
        });
    }

    @Test
    void shouldFailWithStokersExceptionIfTheFunctionItselfHasNotFailed() {
        EngineLostException lost =
                new EngineLostException(7, Failure.of(Failure.Kind.ENGINE_LOST, "Lost", "three times"));

        for (Throwable failure : List.of(lost, aborted(), new ValueTooLargeException("too large"))) {
            assertThatThrownBy(() ->
                            soon(ending(CompletableFuture.failedFuture(failure)).submit(() -> 42)))
                    .isExactlyInstanceOf(ExecutionException.class)
                    .cause()
                    .isSameAs(failure);
        }
    }

    @Test
    void shouldNotTerminateBeforeWhatWasCancelledHasReallyEnded() throws Exception {
        CompletableFuture<Integer> value = new CompletableFuture<>();
        StokerExecutor slow = ending(value);
        Future<Integer> future = slow.submit(() -> 42);
        future.cancel(true);
        slow.shutdown();

        assertThat(future.isDone()).isTrue();
        assertThat(slow.isTerminated()).isFalse();

        value.complete(42);
        assertThat(slow.isTerminated()).isTrue();
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    void shouldRefuseInTheCallWhatTheSubmitterRefuses() {
        ValueTooLargeException tooLarge = new ValueTooLargeException("the function has 300 MiB");
        StokerExecutor refusing = Pools.executor(new Submitter() {
            @Override
            public <T> Submitted<T> submit(StokerCallable<T> function) {
                throw tooLarge;
            }
        });

        assertThatThrownBy(() -> refusing.submit(() -> 42))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("the function has 300 MiB")
                .hasCause(tooLarge);
        assertThat(refusing.shutdownNow()).isEmpty();
        assertThat(refusing.isTerminated()).isTrue();
    }

    @Test
    void shouldCancelTheFuturesOfWhatItGivesBackSoThatNobodyWaitsForever() throws Exception {
        List<Future<String>> futures = new ArrayList<>();
        Gate first = new Gate();
        Gate second = new Gate();
        for (Gate gate : List.of(first, second, new Gate(), new Gate())) {
            futures.add(pool.submit(gate));
        }
        first.awaitBegun();
        second.awaitBegun();
        futures.get(2).cancel(true);

        assertThat(pool.shutdownNow())
                .as("those that were cancelled before are not among them")
                .hasSize(1);

        assertThat(futures.get(3).isCancelled()).isTrue();
        assertThatThrownBy(() -> soon(futures.get(3))).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> soon(futures.get(0))).hasCauseInstanceOf(TaskAbortedException.class);
    }

    /** A submitter that begins nothing and tells of each abort. */
    private static Submitter aborting(Consumer<CompletableFuture<?>> aborted) {
        return new Submitter() {
            @Override
            public <T> Submitted<T> submit(StokerCallable<T> function) {
                CompletableFuture<T> value = new CompletableFuture<>();
                return new Submitted<>() {
                    @Override
                    public CompletableFuture<T> value() {
                        return value;
                    }

                    @Override
                    public CompletableFuture<Void> abort(boolean interrupt) {
                        aborted.accept(value);
                        return CompletableFuture.completedFuture(null);
                    }

                    @Override
                    public boolean hasNeverBegun() {
                        return true;
                    }
                };
            }
        };
    }

    private static TaskAbortedException aborted() {
        return new TaskAbortedException(7, Failure.of(Failure.Kind.INTERRUPTED, "TaskAborted", "aborted"));
    }

    @Test
    void shouldWaitForTheEndOfWhatItAborts() {
        Executor later = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);
        StokerExecutor slow =
                Pools.executor(aborting(value -> later.execute(() -> value.completeExceptionally(aborted()))));
        SerializableRunnable first = () -> {};
        SerializableRunnable second = () -> {};
        slow.execute(first);
        slow.execute(second);

        assertThat(slow.shutdownNow()).containsExactly(first, second);
    }

    @Test
    void shouldNotGiveBackWhatItHasRefusedWhileItWasStopped() throws Exception {
        AtomicReference<StokerExecutor> refusing = new AtomicReference<>();
        CompletableFuture<List<Runnable>> givenBack = new CompletableFuture<>();
        refusing.set(Pools.executor(new Submitter() {
            @Override
            public <T> Submitted<T> submit(StokerCallable<T> function) {
                givenBack.completeAsync(() -> refusing.get().shutdownNow());
                Awaitility.await().until(() -> refusing.get().isShutdown());
                throw new ValueTooLargeException("too large");
            }
        }));

        assertThatThrownBy(() -> refusing.get().submit(() -> 42)).isInstanceOf(RejectedExecutionException.class);

        assertThat(soon(givenBack)).isEmpty();
        assertThat(refusing.get().isTerminated()).isTrue();
    }

    @Test
    void shouldAbortTheLastFirstSoThatNoneBeginsInThePlaceOfAnother() {
        List<String> ended = new ArrayList<>();
        Submitter submitter = aborting(value -> value.completeExceptionally(aborted()));
        StokerExecutor stopped = Pools.executor(new Submitter() {
            private int count;

            @Override
            public <T> Submitted<T> submit(StokerCallable<T> function) {
                Submitted<T> submitted = submitter.submit(function);
                String name = "function " + count++;
                submitted.value().whenComplete((value, failure) -> ended.add(name));
                return submitted;
            }
        });
        for (int i = 0; i < 3; i++) {
            stopped.submit(() -> 42);
        }

        assertThat(stopped.shutdownNow()).hasSize(3);

        assertThat(ended).containsExactly("function 2", "function 1", "function 0");
    }

    @Test
    void shouldLogTheFailureOfWhatIsExecuted() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(ExecutedTask.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            pool.execute(() -> {
                throw new IllegalStateException("the state");
            });
            Awaitility.await().until(() -> !log.list.isEmpty());
            Gate gate = new Gate();
            pool.execute((StokerRunnable) gate::call);
            gate.awaitBegun();
            pool.shutdownNow();
            assertThat(pool.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();

            assertThat(log.list).hasSize(1);
            assertThat(log.list.get(0).getThrowableProxy().getMessage()).isEqualTo("the state");
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void shouldEndNothingButItself() throws Exception {
        StokerExecutor other = Pools.executor(submitter);
        Gate gate = new Gate();
        Future<String> future = other.submit(gate);
        gate.awaitBegun();

        assertThat(pool.shutdownNow()).isEmpty();

        assertThat(pool.isTerminated()).isTrue();
        assertThat(other.isShutdown()).isFalse();
        gate.open();
        assertThat(soon(future)).isEqualTo("passed");
        other.shutdown();
    }

    @Test
    void shouldWaitForAllFunctionsWhenItIsClosed() throws Exception {
        Gate gate = new Gate();
        CompletableFuture<Future<String>> closed = CompletableFuture.supplyAsync(() -> {
            try (StokerExecutor closing = pool) {
                return closing.submit(gate);
            }
        });
        gate.awaitBegun();
        assertThat(closed).isNotDone();

        gate.open();

        assertThat(soon(closed).get()).isEqualTo("passed");
        assertThat(pool.isTerminated()).isTrue();
        pool.close();
    }

    @Test
    void shouldStopItsFunctionsWhenTheThreadIsInterruptedThatClosesIt() throws Exception {
        Gate gate = new Gate();
        pool.submit(gate);
        gate.awaitBegun();
        Thread.currentThread().interrupt();

        pool.close();

        assertThat(Thread.interrupted()).isTrue();
        gate.awaitInterrupted();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void shouldBeAnExecutorForCodeThatHandsItSerializableRunnables() throws Exception {
        Executor executor = pool;
        Gate gate = new Gate();
        gate.open();
        SerializableRunnable runnable = gate.stubborn();

        executor.execute(runnable);

        gate.awaitPassed();
    }
}
