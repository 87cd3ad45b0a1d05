package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.wire.ExitCode;
import io.stoker.wire.ToEngine.Assignment;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Attempts that do not simply end. */
class AttemptRunnerEndTest extends RunnerFixture {
    private final CountDownLatch end = new CountDownLatch(1);
    private int tasks;

    @Test
    void anAttemptThatRefusesTheEngineIsReportedAsRejected() throws InterruptedException {
        Failure failure = Failure.of(Failure.Kind.REJECTED, "R", "needs a GPU");
        kernel.onExecute = cell -> failure;
        Ran result = run(spec(Map.of()));
        assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(result.failure()).isEqualTo(failure);
    }

    @Test
    void aPreludeThatFailsIsToldToWhoeverWaits() {
        Failure failure = Failure.of(Failure.Kind.USER_CODE, "E", "no");
        kernel.onPrepare = cell -> cell.name().equals("Prelude") ? failure : null;
        start();
        assertThat(runner.ready().join()).isEqualTo(failure);
    }

    @Test
    void anInterruptedAttemptThatDoesNotEndInTimeEndsTheJvm() throws InterruptedException {
        Assignment running = runUntil(() -> end.getCount() == 0);
        runner.interrupt(running);
        runner.interrupt(running);
        assertThat(later).hasSize(1);
        assertThat(ends).isEmpty();
        later.forEach(Runnable::run);
        assertThat(ends).containsExactly(ExitCode.WOULD_NOT_END.number());
        end.countDown();
    }

    @Test
    void anInterruptedAttemptHasItsGraceAlsoWhereNoThreadCanBeStarted() throws InterruptedException {
        aside = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        Assignment running = runUntil(() -> end.getCount() == 0);
        runner.interrupt(running);
        assertThat(later).hasSize(1);
        end.countDown();
        reports.take();
    }

    @Test
    void theEndOfTheEngineInterruptsItsPrelude() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        kernel.onPrepare = cell -> {
            if (cell.name().equals("Prelude")) {
                running.countDown();
                await().until(() -> kernel.interrupted.contains(cell.id()));
            }
            return null;
        };
        start();
        running.await();
        runner.close();
        thread.interrupt();
        assertThat(runner.ready().join()).isNull();
        thread.join();
    }

    @Test
    void nothingIsBegunAfterTheEnd() throws InterruptedException {
        runner.close();
        start();
        assertThat(runner.ready().join()).isNotNull();
        thread.join();
        assertThat(kernel.calls).containsExactly("execute WarmUp", "close");
    }

    @Test
    void anInterruptedAttemptThatEndsInTimeIsFollowedByTheNext() throws InterruptedException {
        runner.interrupt(runUntil(() -> !kernel.interrupted.isEmpty()));
        reports.take();
        runUntil(() -> end.getCount() == 0);
        later.forEach(Runnable::run);
        assertThat(ends).isEmpty();
        end.countDown();
    }

    /** Has an attempt begin that ends when that is so. */
    private Assignment runUntil(Callable<Boolean> isEnd) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        kernel.onExecute = cell -> {
            running.countDown();
            await().until(isEnd);
            return null;
        };
        if (!thread.isAlive()) {
            start();
        }
        Assignment assignment = Attempts.assignment(tasks++);
        queue.add(assignment);
        running.await();
        return assignment;
    }

    @Test
    void threadsThatAreLeftBehindAreNamedAndInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        kernel.onExecute = cell -> {
            new Thread(() -> untilInterrupted(interrupted), "straggler").start();
            return null;
        };
        Ran result = run(spec(Map.of()));
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.stderr()).isEqualTo("[stoker] interrupted threads that the task left behind: straggler\n");
        interrupted.await();
        kernel.onExecute = cell -> null;
        assertThat(run(spec(Map.of())).stderr()).isEmpty();
    }

    private static void untilInterrupted(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    }

    @Test
    void whatAThreadOfATaskThrowsIsPrintedWhereTheTaskPrints() throws InterruptedException {
        kernel.onExecute = cell -> {
            Thread thread = new Thread(
                    () -> {
                        throw new OutOfMemoryError("mine");
                    },
                    "child");
            thread.start();
            join(thread);
            return null;
        };
        assertThat(run(spec(Map.of())).stderr())
                .startsWith("Exception in thread \"child\" java.lang.OutOfMemoryError: mine");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
