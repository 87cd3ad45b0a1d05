package io.stoker.engine;

import static io.stoker.engine.Attempts.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Kernel;
import io.stoker.task.EngineProperties;
import io.stoker.task.InlineLimit;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToEngine.Assignment;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.ValueClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A runner on its thread, with a work queue to put attempts on and a kernel that does as it is told. */
@Timeout(300)
abstract class RunnerFixture {
    static final int LIMIT = 100;
    static final int LARGEST = 1_000;

    final EngineWorkQueue queue = new EngineWorkQueue();
    final ValueClient client = new ValueClient();
    final FakeKernel kernel = new FakeKernel();
    final EngineIdentity identity = new EngineIdentity(EngineProperties.NONE, queue::wake);
    final TaskThreads threads = new TaskThreads();
    final FakeCallbacks callbacks = new FakeCallbacks();
    final List<Integer> ends = callbacks.ends;
    /** What is to be done when an interrupted attempt's grace is over. */
    final List<Runnable> later = new CopyOnWriteArrayList<>();

    final InterruptWatchdog interruptWatchdog =
            new InterruptWatchdog(Duration.ofSeconds(10), (time, task) -> later.add(task), callbacks);
    final LargeValues values = new LargeValues(client, new InlineLimit(LIMIT, LARGEST), FreeHeap.ofThisJvm());
    final PreparedKernel prepared = new PreparedKernel(
            kernel,
            new EngineSettings("fake", new InlineLimit(LIMIT, LARGEST), Duration.ZERO, -1, "", Map.of()),
            identity,
            values,
            Attempts.functions());
    final DirectValues directValues = new DirectValues(FreeHeap.ofThisJvm(), LARGEST);
    final DirectSessions sessions = new DirectSessions(directValues);
    final CallRunner calls =
            new CallRunner(prepared, identity, directValues, new InlineLimit(LIMIT, LARGEST), sessions);
    volatile Executor aside = task -> new Thread(task).start();
    final AttemptRunner runner = new AttemptRunner(
            queue, prepared, calls, values, threads, interruptWatchdog, callbacks, task -> aside.execute(task));
    final Thread thread = new Thread(threads, runner, "task");
    final BlockingQueue<AttemptReport> reports = new LinkedBlockingQueue<>();
    private long tasks;

    @AfterEach
    void stop() throws InterruptedException {
        runner.close();
        thread.interrupt();
        thread.join(20_000);
    }

    void start() {
        queue.onNews(() -> reports.addAll(queue.takeUnsent()));
        thread.setDaemon(true);
        thread.start();
    }

    Ran run(TaskSpec spec) throws InterruptedException {
        if (!thread.isAlive()) {
            start();
        }
        queue.add(new Assignment(id(tasks), spec));
        AttemptReport report = reports.poll(5, TimeUnit.MINUTES);
        assertThat(report).as("the report of task %s", tasks).isNotNull();
        assertThat(report.attempt()).isEqualTo(id(tasks++));
        assertThat(report.result()).isNotNull();
        return Ran.of(report);
    }

    static TaskSpec spec(Map<String, byte[]> push, String... pull) {
        return TestTasks.spec("source", Payload.of(push), List.of(pull), TaskOptions.NONE);
    }

    void assertRunsOn() throws InterruptedException {
        kernel.onPush = () -> {};
        kernel.onExecute = cell -> null;
        kernel.onPull = names -> new Kernel.Pulled(Map.of("a", new byte[1]), null);
        assertThat(run(spec(Map.of(), "a")).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }
}
