package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.kernel.Kernel;
import io.stoker.task.Block;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.TaskSpec;
import io.stoker.task.Values;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptRunnerTest extends RunnerFixture {

    @Test
    void anAttemptIsPushedExecutedAndPulledInThisOrderAfterAWarmUp() throws InterruptedException {
        Ran result = run(spec(Map.of("a", Values.encode("a", 7)), "b", "cc"));
        assertThat(kernel.calls)
                .containsExactly(
                        "execute WarmUp", "push {}", "execute Prelude", "push {a=7}", "execute Task0", "pull [b, cc]");
        assertThat(kernel.cells.get(2).source()).isEqualTo("source");
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.failure()).isNull();
        assertThat(result.values()).containsOnlyKeys("b", "cc");
        assertThat(result.nanos()).isPositive();
        run(spec(Map.of()));
        assertThat(kernel.cells).extracting(Kernel.Cell::id).doesNotHaveDuplicates();
    }

    @Test
    void whatHasFailedIsNotPulled() throws InterruptedException {
        Failure failure = Failure.of(Failure.Kind.USER_CODE, "E", "no");
        kernel.onExecute = cell -> failure;
        Ran result = run(spec(Map.of(), "a"));
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
        Ran result = run(spec(Map.of(), "a"));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).isEqualTo(failure);
    }

    @Test
    void bytesThatAreNoValueFailTheAttemptNamingTheValue() throws InterruptedException {
        Ran result = run(spec(Map.of("rotten", new byte[] {(byte) 0xFF, 1})));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().kind()).isEqualTo(Failure.Kind.SYSTEM);
        assertThat(result.failure().text()).contains("'rotten'").contains("MalformedValue");
        assertThat(kernel.calls).containsExactly("execute WarmUp", "push {}", "execute Prelude");
        assertRunsOn();
    }

    @Test
    void bytesThatAreNoBodyFailTheAttemptWithTheReasonAndTheEngineGoesOn() throws InterruptedException {
        TaskSpec good = spec(Map.of());
        TaskSpec later = new TaskSpec(Block.of(new byte[] {99, 1}, 2), good.arguments(), List.of(), good.options());
        Ran result = run(later);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().kind()).isEqualTo(Failure.Kind.SYSTEM);
        assertThat(result.failure().text())
                .contains("its bytes cannot be read: its form has version 99, and only 1 can be read; submit it again");
        assertThat(kernel.calls)
                .as("nothing was begun")
                .containsExactly("execute WarmUp", "push {}", "execute Prelude");
        assertRunsOn();
    }

    @Test
    void aPullIsTheAttemptsOwnAndHasTheLimitOfTheSetting() throws InterruptedException {
        run(spec(Map.of(), "b"));
        assertThat(kernel.limits).containsExactly(new Kernel.Limit(LARGEST, "stoker.max-value-size"));
        assertThat(kernel.pulledFor).containsExactly(kernel.cells.get(2).id());
    }

    @Test
    void theKernelIsClosedOnItsThreadAfterTheLastAttempt() throws InterruptedException {
        run(spec(Map.of()));
        runner.close();
        thread.interrupt();
        thread.join(20_000);
        assertThat(kernel.calls).endsWith("close");
        assertThat(kernel.closedBy).isSameAs(thread);
    }

    @Test
    void itIsReadyWhenItHasWarmedUp() throws InterruptedException {
        CountDownLatch warm = new CountDownLatch(1);
        kernel.onPrepare = cell -> {
            assertThat(runner.ready()).isNotDone();
            warm.countDown();
            return null;
        };
        start();
        warm.await();
        assertThat(runner.ready().join()).isNull();
    }

    @Test
    void whatIsPrintedIsCapturedForItsOwnAttempt() throws InterruptedException {
        kernel.onExecute = cell -> {
            System.out.print("out of " + cell.name());
            System.err.print("err of " + cell.name());
            return null;
        };
        for (int task = 0; task < 2; task++) {
            Ran result = run(spec(Map.of()));
            assertThat(result.stdout()).isEqualTo("out of Task" + task);
            assertThat(result.stderr()).isEqualTo("err of Task" + task);
        }
    }

    private static boolean isWaiting(AttemptLook.@Nullable Seen seen) {
        return seen != null && seen.stack().contains("CountDownLatch.await");
    }

    @Test
    void shouldTellWhatARunningAttemptPrintsAndDoesAndNothingOfAnother() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        kernel.onExecute = cell -> {
            System.out.println("so far");
            System.err.println("oh");
            runs.countDown();
            awaitUnchecked(end);
            return null;
        };
        start();
        queue.add(Attempts.assignment(0));
        runs.await();
        AttemptLook.Seen seen = await().until(() -> runner.look(Attempts.id(0), true), AttemptRunnerTest::isWaiting);
        assertThat(seen.out().text()).isEqualToNormalizingNewlines("so far\n");
        assertThat(seen.out().bytes()).isEqualTo(("so far" + System.lineSeparator()).length());
        assertThat(seen.err().text()).isEqualToNormalizingNewlines("oh\n");
        assertThat(runner.look(Attempts.id(0), false)).isEqualTo(new AttemptLook.Seen(seen.out(), seen.err(), ""));
        assertThat(runner.look(Attempts.id(1), true)).isNull();
        end.countDown();
        assertThat(reports.take().attempt()).isEqualTo(Attempts.id(0));
        assertThat(runner.look(Attempts.id(0), true)).isNull();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
