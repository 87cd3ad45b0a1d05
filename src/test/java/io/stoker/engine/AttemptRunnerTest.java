package io.stoker.engine;

import static io.stoker.engine.Attempts.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.kernel.Kernel;
import io.stoker.task.AttemptResult;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.TaskSpec;
import io.stoker.task.Values;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToEngine.Assignment;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class AttemptRunnerTest {
    private static final int LIMIT = 100;

    private final Workbench bench = new Workbench();
    private final FakeKernel kernel = new FakeKernel();
    private final AttemptRunner runner = new AttemptRunner(bench, kernel, new EngineSettings("fake", LIMIT));
    private final Thread thread = new Thread(runner);
    private final BlockingQueue<AttemptReport> reports = new LinkedBlockingQueue<>();
    private long tasks;

    @AfterEach
    void stop() throws InterruptedException {
        runner.close();
        thread.interrupt();
        thread.join(20_000);
    }

    private void start() {
        bench.onNews(() -> reports.addAll(bench.takeUnsent()));
        thread.setDaemon(true);
        thread.start();
    }

    private AttemptResult run(TaskSpec spec) throws InterruptedException {
        if (!thread.isAlive()) {
            start();
        }
        bench.add(new Assignment(id(tasks), spec));
        AttemptReport report = reports.poll(20, TimeUnit.SECONDS);
        assertThat(report).as("the report of task %s", tasks).isNotNull();
        assertThat(report.attempt()).isEqualTo(id(tasks++));
        assertThat(report.result()).isNotNull();
        return report.result();
    }

    private static TaskSpec spec(Map<String, byte[]> push, String... pull) {
        return new TaskSpec("source", push, List.of(pull), 0, false);
    }

    private void assertRunsOn() throws InterruptedException {
        kernel.onPush = () -> {};
        kernel.onExecute = cell -> null;
        kernel.onPull = names -> new Kernel.Pulled(Map.of("a", new byte[1]), null);
        assertThat(run(spec(Map.of(), "a")).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void anAttemptIsPushedExecutedAndPulledInThisOrderAfterAWarmUp() throws InterruptedException {
        AttemptResult result = run(spec(Map.of("a", Values.encode("a", 7)), "b", "cc"));
        assertThat(kernel.calls).containsExactly("execute WarmUp", "push {a=7}", "execute Task0", "pull [b, cc]");
        assertThat(kernel.cells.get(1).source()).isEqualTo("source");
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.failure()).isNull();
        assertThat(result.values()).containsOnlyKeys("b", "cc");
        assertThat(result.started()).isPositive();
        assertThat(result.nanos()).isPositive();
        run(spec(Map.of()));
        assertThat(kernel.cells).extracting(Kernel.Cell::id).doesNotHaveDuplicates();
    }

    @Test
    void whatHasFailedIsNotPulled() throws InterruptedException {
        Failure failure = Failure.of(Failure.Kind.USER_CODE, "E", "no");
        kernel.onExecute = cell -> failure;
        AttemptResult result = run(spec(Map.of(), "a"));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).isEqualTo(failure);
        assertThat(result.values()).isEmpty();
        assertThat(kernel.calls).doesNotContain("pull [a]");
        assertRunsOn();
    }

    @Test
    void aNameThatCannotBePulledFailsTheAttempt() throws InterruptedException {
        Failure failure = Failure.of(Failure.Kind.PULL, "MissingName", "'a' is not defined");
        kernel.onPull = names -> new Kernel.Pulled(Map.of(), failure);
        AttemptResult result = run(spec(Map.of(), "a"));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).isEqualTo(failure);
    }

    @Test
    void bytesThatAreNoValueFailTheAttemptNamingTheValue() throws InterruptedException {
        AttemptResult result = run(spec(Map.of("rotten", new byte[] {(byte) 0xFF, 1})));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().kind()).isEqualTo(Failure.Kind.SYSTEM);
        assertThat(result.failure().text()).contains("'rotten'").contains("MalformedValue");
        assertThat(kernel.calls).containsExactly("execute WarmUp");
        assertRunsOn();
    }

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
        AttemptResult result = run(spec(Map.of(), "a"));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().kind()).isEqualTo(Failure.Kind.SYSTEM);
        assertThat(result.failure().text()).containsAnyOf("Error: broken", "IllegalStateException");
        assertRunsOn();
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
    void valuesThatAreTooLargeFailTheAttemptNamingThemAndTheLimit() throws InterruptedException {
        String name = "n".repeat(LIMIT);
        assertThat(run(spec(Map.of(), name)).outcome()).isEqualTo(Outcome.SUCCEEDED);
        AttemptResult result = run(spec(Map.of(), name, "x"));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.values()).isEmpty();
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().text())
                .contains("ValueTooLarge")
                .contains("101 bytes")
                .contains("limit is 100 (stoker.inline-limit)")
                .contains(name);
    }

    @Test
    void whatIsPrintedIsCapturedForItsOwnAttempt() throws InterruptedException {
        kernel.onExecute = cell -> {
            System.out.print("out of " + cell.name());
            System.err.print("err of " + cell.name());
            return null;
        };
        for (int task = 0; task < 2; task++) {
            AttemptResult result = run(spec(Map.of()));
            assertThat(result.stdout()).isEqualTo("out of Task" + task);
            assertThat(result.stderr()).isEqualTo("err of Task" + task);
        }
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
        bench.add(Attempts.assignment(7));
        bench.add(Attempts.assignment(8));
        running.await();
        runner.interrupt(id(8));
        assertThat(kernel.interrupted).isEmpty();
        runner.interrupt(id(7));
        assertThat(kernel.interrupted).containsExactly(kernel.cells.get(1).id());
        end.countDown();
        reports.take();
        reports.take();
        runner.interrupt(id(7));
        runner.interrupt(id(8));
        assertThat(kernel.interrupted).hasSize(1);
    }

    @Test
    void aFailureThatIsTooLargeOrNoTextIsCutSoThatItCanTravel() throws InterruptedException {
        String half = "\uD83D" + "x".repeat(1 << 20);
        Failure.Frame frame = new Failure.Frame(half, half, 1);
        kernel.onExecute =
                cell -> new Failure(Failure.Kind.USER_CODE, half, half, 1, 2, Collections.nCopies(10_000, frame), half);
        AttemptResult result = run(spec(Map.of()));
        Failure failure = result.failure();
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.USER_CODE);
        assertThat(failure.line()).isEqualTo(1);
        assertThat(result.size()).isLessThan(64 << 10);
        assertThat(failure.frames()).hasSize(100).containsOnly(failure.frames().get(0));
        for (String text : List.of(
                failure.type(),
                failure.message(),
                failure.text(),
                failure.frames().get(0).toString())) {
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
            assertThat(text).startsWith("?xxx").hasSizeLessThan(20_000);
        }
    }

    @Test
    void closingEndsTheThreadEvenIfTheInterruptIsSwallowed() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        kernel.onExecute = cell -> {
            if (cell.name().equals("Task7")) {
                running.countDown();
                await().until(Thread::interrupted);
            }
            return null;
        };
        start();
        bench.add(Attempts.assignment(7));
        bench.add(Attempts.assignment(8));
        running.await();
        runner.close();
        thread.interrupt();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(kernel.calls).doesNotContain("execute Task8");
    }
}
