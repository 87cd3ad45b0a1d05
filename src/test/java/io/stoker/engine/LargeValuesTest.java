package io.stoker.engine;

import static io.stoker.engine.Attempts.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.kernel.Kernel;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import io.stoker.task.Values;
import io.stoker.wire.ToEngine.Assignment;
import io.stoker.wire.values.FakeValueServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The task thread and values that do not travel with their attempts, with the test in the place of the store. */
class LargeValuesTest extends RunnerFixture {
    private final FakeValueServer store = new FakeValueServer(client);

    @AfterEach
    void endStore() {
        store.close();
    }

    private static TaskSpec pushing(StoredValue... values) {
        Map<String, Payload> push = new LinkedHashMap<>();
        for (StoredValue value : values) {
            push.put("v" + push.size(), value);
        }
        return TestTasks.spec("source", push, List.of(), TaskOptions.NONE);
    }

    private StoredValue stored(Object value) {
        return store.keep(Values.encode("v", value));
    }

    private static Failure failure(Ran result) {
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failure()).isNotNull();
        return result.failure();
    }

    @Test
    void argumentsAreFetchedBeforeTheSourceRuns() throws InterruptedException {
        store.start();
        StoredValue twice = stored("twice");
        assertThat(run(pushing(twice, stored("once"), twice)).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(kernel.calls).contains("push {v0=twice, v1=once, v2=twice}");
    }

    @Test
    void resultsThatAreTooLargeGoToTheStore() throws InterruptedException {
        store.start();
        byte[] large = new byte[LIMIT + 1];
        byte[] small = {1};
        Map<String, byte[]> values = new LinkedHashMap<>();
        values.put("large", large);
        values.put("small", small);
        kernel.onPull = names -> new Kernel.Pulled(values, null);
        Ran result = run(spec(Map.of(), "large", "small"));
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.values()).containsOnlyKeys("large", "small").containsEntry("small", Payload.of(small));
        assertThat(store.get((StoredValue) result.values().get("large"))).isEqualTo(large);
    }

    @Test
    void aValueThatIsTooLargeForTheStoreFailsTheAttempt() throws InterruptedException {
        kernel.onPull = names -> new Kernel.Pulled(Map.of("a", new byte[LARGEST + 1]), null);
        assertThat(failure(run(spec(Map.of(), "a"))).text())
                .contains("ValueTooLarge", "a takes 1001 bytes", "1000 (stoker.max-value-size)");
        assertRunsOn();
    }

    @Test
    void aValueThatDoesNotFitIntoTheHeapFailsTheAttemptWithBothFigures() throws InterruptedException {
        long much = Runtime.getRuntime().maxMemory();
        Failure failure =
                failure(run(pushing(new StoredValue(store.keep(new byte[1]).id(), much, 1))));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.SYSTEM);
        assertThat(failure.text()).contains("pushed values and classes", much + " bytes", "heap are free");
        assertThat(kernel.calls).doesNotContain("execute Task0");
        assertRunsOn();
    }

    @Test
    void aRefusalFailsTheAttempt() throws InterruptedException {
        store.start();
        StoredValue gone = StoredValue.of(new byte[7]);
        assertThat(failure(run(pushing(gone))).text()).contains("cannot be fetched", "no such value");
        assertRunsOn();
    }

    @Test
    void anAttemptThatIsTakenAwayWhileItsArgumentsAreFetchedIsGivenBackUnstarted() throws InterruptedException {
        start();
        queue.add(new Assignment(id(0), pushing(stored("never"))));
        await().until(store::isAsked);
        assertThat(queue.held().running()).isEmpty();
        assertThat(queue.held().queued()).containsExactly(id(0));
        queue.revoke(id(0));
        assertThat(queue.takeUnsent()).singleElement().satisfies(report -> {
            assertThat(report.attempt()).isEqualTo(id(0));
            assertThat(report.result()).isNull();
        });
        store.start();
        queue.add(new Assignment(id(1), pushing(stored("now"))));
        assertThat(reports.poll(5, TimeUnit.MINUTES)).isNotNull();
        assertThat(kernel.calls).contains("push {v0=now}");
    }

    @Test
    void anInterruptedUploadFailsTheAttempt() throws InterruptedException {
        start();
        kernel.onPull = names -> new Kernel.Pulled(Map.of("a", new byte[LIMIT + 1]), null);
        Assignment assignment = new Assignment(id(0), spec(Map.of(), "a"));
        queue.add(assignment);
        await().until(store::isAsked);
        runner.interrupt(new Assignment(id(0), assignment.spec()));
        assertThat(queue.held().running()).as("another one was meant").containsExactly(id(0));
        runner.interrupt(assignment);
        Ran result = Ran.of(reports.poll(5, TimeUnit.MINUTES));
        assertThat(failure(result).kind()).isEqualTo(Failure.Kind.INTERRUPTED);
        assertRunsOnAs(1);
    }

    @Test
    void aLateInterruptOfAnAttemptDoesNotReachTheNextOnesValues() throws InterruptedException {
        start();
        Assignment first = new Assignment(id(0), spec(Map.of()));
        queue.add(first);
        reports.take();
        queue.add(new Assignment(id(1), pushing(stored("late"))));
        await().until(store::isAsked);
        values.cancel(first);
        store.start();
        assertThat(reports.poll(5, TimeUnit.MINUTES).result().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void anInterruptThatComesBeforeTheUploadEndsItAsWell() throws InterruptedException {
        Assignment assignment = new Assignment(id(0), spec(Map.of(), "a"));
        kernel.onPull = names -> {
            runner.interrupt(assignment);
            return new Kernel.Pulled(Map.of("a", new byte[LIMIT + 1]), null);
        };
        start();
        queue.add(assignment);
        assertThat(failure(Ran.of(reports.poll(5, TimeUnit.MINUTES))).kind()).isEqualTo(Failure.Kind.INTERRUPTED);
    }

    private void assertRunsOnAs(long task) throws InterruptedException {
        kernel.onPull = names -> new Kernel.Pulled(Map.of(), null);
        queue.add(new Assignment(id(task), spec(Map.of())));
        assertThat(reports.poll(5, TimeUnit.MINUTES).attempt()).isEqualTo(id(task));
    }

    @Test
    void anInterruptOfTheThreadByUserCodeDoesNotEndTheWait() throws InterruptedException {
        start();
        queue.add(new Assignment(id(0), pushing(stored("late"))));
        await().until(store::isAsked);
        thread.interrupt();
        store.start();
        assertThat(reports.poll(5, TimeUnit.MINUTES).result().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(kernel.calls).contains("push {v0=late}");
    }
}
