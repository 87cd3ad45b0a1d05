package io.stoker.engine;

import static io.stoker.engine.Attempts.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.LoneCluster;
import io.stoker.kernel.Kernel;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.wire.ExitCode;
import io.stoker.wire.ToEngine;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What kernels and user code may do to the task thread, and must not. */
class AttemptRunnerTroubleTest extends RunnerFixture {

    private static final class Unspeakable extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException();
        }
    }

    static Stream<Consumer<FakeKernel>> throwers() {
        return Stream.of(
                kernel -> kernel.onPush = () -> {
                    throw new IllegalStateException("broken");
                },
                kernel -> kernel.onExecute = cell -> {
                    throw new StackOverflowError("broken");
                },
                kernel -> kernel.onExecute = cell -> {
                    throw new OutOfMemoryError("broken");
                },
                kernel -> kernel.onPull = names -> {
                    throw new NoClassDefFoundError("broken");
                },
                kernel -> kernel.onPull = names -> {
                    throw new Unspeakable();
                });
    }

    @ParameterizedTest
    @MethodSource("throwers")
    void whateverTheKernelThrowsFailsTheAttemptAndNothingElse(Consumer<FakeKernel> thrower)
            throws InterruptedException {
        thrower.accept(kernel);
        Ran result = run(spec(Map.of(), "a"));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().kind()).isEqualTo(Failure.Kind.SYSTEM);
        assertThat(result.failure().text()).containsAnyOf("Error: broken", "IllegalStateException");
        assertRunsOn();
    }

    @Test
    void whoRunsOutOfMemoryWhileNeighboursRunEndsTheJvmAndElseFailsAlone() throws InterruptedException {
        kernel.onExecute = cell -> {
            throw new OutOfMemoryError("Java heap space");
        };
        assertThat(run(spec(Map.of())).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(ends).isEmpty();
        callbacks.neighboursRun = true;
        run(spec(Map.of()));
        assertThat(ends).containsExactly(ExitCode.OUT_OF_MEMORY.number());
    }

    @Test
    void aThreadThatWasLeftInterruptedTakesTheNextAttempt() throws InterruptedException {
        kernel.onPull = names -> {
            Thread.currentThread().interrupt();
            return new Kernel.Pulled(Map.of(), null);
        };
        assertThat(run(spec(Map.of())).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertRunsOn();
    }

    @Test
    void anInterruptHitsTheAttemptThatRunsAndNoOther() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        kernel.onExecute = cell -> {
            if (cell.name().equals("Task7")) {
                running.countDown();
                await().until(() -> end.getCount() == 0);
            }
            return null;
        };
        start();
        ToEngine.Assignment seven = Attempts.assignment(7);
        ToEngine.Assignment eight = Attempts.assignment(8);
        queue.add(seven);
        queue.add(eight);
        running.await();
        runner.interrupt(eight);
        runner.interrupt(Attempts.assignment(7));
        assertThat(kernel.interrupted).isEmpty();
        runner.interrupt(seven);
        assertThat(kernel.interrupted).containsExactly(kernel.cells.get(2).id());
        end.countDown();
        reports.take();
        reports.take();
        runner.interrupt(seven);
        runner.interrupt(eight);
        assertThat(kernel.interrupted).hasSize(1);
    }

    @Test
    void aFailureThatIsTooLargeOrNoTextIsCutSoThatItCanTravel() throws InterruptedException {
        String half = "\uD83D" + "x".repeat(1 << 20);
        Failure.Frame frame = new Failure.Frame(half, half, 1);
        kernel.onExecute =
                cell -> new Failure(Failure.Kind.USER_CODE, half, half, 1, 2, Collections.nCopies(10_000, frame), half);
        Ran result = run(spec(Map.of()));
        Failure failure = result.failure();
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.USER_CODE);
        assertThat(failure.line()).isEqualTo(1);
        assertThat(result.size()).isLessThan(80 << 10);
        assertThat(failure.frames()).hasSize(100).containsOnly(failure.frames().get(0));
        for (String text : List.of(
                failure.type(),
                failure.message(),
                failure.text(),
                failure.frames().get(0).toString())) {
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
            String start = text.equals(failure.text()) ? "\\ud83dxxx" : "?xxx";
            assertThat(text).startsWith(start).hasSizeLessThan(20_000);
        }
    }

    @Test
    void anErrorOutsideOfTheKernelIsReportedToo() throws InterruptedException {
        // The capture is closed by then, and what is left is Stoker's own.
        kernel.onExecute = cell -> new Failure(Failure.Kind.USER_CODE, "E", "m", 1, 1, brokenFrames(), "t");
        Ran result = run(spec(Map.of()));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().kind()).isEqualTo(Failure.Kind.SYSTEM);
        assertRunsOn();
    }

    private static List<Failure.Frame> brokenFrames() {
        return new AbstractList<>() {
            @Override
            public Failure.Frame get(int index) {
                throw new StackOverflowError();
            }

            @Override
            public int size() {
                return 1;
            }
        };
    }

    @Test
    void aBellThatThrowsDoesNotEndTheThread() throws InterruptedException {
        start();
        queue.onNews(() -> {
            throw new IllegalStateException("the actor's system has ended");
        });
        queue.add(Attempts.assignment(7));
        await().atMost(LoneCluster.LONG)
                .until(() -> queue.held().unacknowledged().equals(List.of(id(7))));
        queue.add(Attempts.assignment(8));
        await().atMost(LoneCluster.LONG)
                .until(() -> queue.held().unacknowledged().equals(List.of(id(7), id(8))));
    }

    @Test
    void closingEndsTheThreadEvenIfTheInterruptIsSwallowed() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        kernel.onExecute = cell -> {
            if (cell.name().equals("Task7")) {
                running.countDown();
                while (!Thread.interrupted()) {
                    Thread.onSpinWait();
                }
            }
            return null;
        };
        start();
        queue.add(Attempts.assignment(7));
        queue.add(Attempts.assignment(8));
        running.await();
        runner.close();
        thread.interrupt();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(kernel.calls).doesNotContain("execute Task8");
    }
}
