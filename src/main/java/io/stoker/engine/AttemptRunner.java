package io.stoker.engine;

import io.stoker.kernel.Kernel;
import io.stoker.kernel.Output;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.TaskSpec;
import io.stoker.task.Values;
import io.stoker.wire.ToEngine.Assignment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The task thread: runs one attempt after the other in the kernel. User code runs here and nowhere else. */
final class AttemptRunner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

    private final Workbench workbench;
    private final Kernel kernel;
    private final EngineSettings settings;
    private volatile @Nullable AttemptId current;
    private final AtomicLong cell = new AtomicLong();

    AttemptRunner(Workbench workbench, Kernel kernel, EngineSettings settings) {
        this.workbench = workbench;
        this.kernel = kernel;
        this.settings = settings;
    }

    @Override
    public void run() {
        warmUp();
        try {
            while (true) {
                Assignment next = workbench.take();
                workbench.ended(next.attempt(), run(next));
            }
        } catch (InterruptedException e) {
            LOG.debug("the task thread ends");
        }
    }

    /** The first script of a JVM takes seconds of processor time; better now than in somebody's task. */
    private void warmUp() {
        kernel.execute(new Kernel.Cell(cell.get(), "WarmUp", "[1].collect { it + 1 }"));
    }

    /** Ends the attempt if it is what runs. */
    void interrupt(AttemptId attempt) {
        if (attempt.equals(current)) {
            kernel.interrupt(cell.get());
        }
    }

    private AttemptResult run(Assignment assignment) {
        long started = System.currentTimeMillis();
        long tick = System.nanoTime();
        cell.incrementAndGet();
        current = assignment.attempt();
        try (Output.Capture output = Output.capture()) {
            Kernel.Pulled pulled = execute(assignment.attempt().task(), assignment.spec());
            Failure failure = pulled.failure() == null ? tooLarge(pulled.values()) : pulled.failure();
            return new AttemptResult(
                    failure == null ? Outcome.SUCCEEDED : Outcome.FAILED,
                    failure == null ? pulled.values() : Map.of(),
                    failure,
                    output.stdout(),
                    output.stderr(),
                    started,
                    System.nanoTime() - tick);
        } finally {
            current = null;
        }
    }

    /** Push, source and pull are one unit. */
    private Kernel.Pulled execute(long task, TaskSpec spec) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        spec.push().forEach((name, bytes) -> values.put(name, Values.decode(bytes)));
        kernel.push(values);
        Failure failure = kernel.execute(new Kernel.Cell(cell.get(), "Task" + task, spec.source()));
        return failure == null ? kernel.pull(spec.pull()) : new Kernel.Pulled(Map.of(), failure);
    }

    private @Nullable Failure tooLarge(Map<String, byte[]> values) {
        long bytes = values.values().stream().mapToLong(value -> value.length).sum();
        if (bytes <= settings.inlineLimit()) {
            return null;
        }
        return Failure.of(
                Failure.Kind.PULL,
                "ValueTooLarge",
                "the pulled values " + values.keySet() + " take " + bytes + " bytes, and the limit is "
                        + settings.inlineLimit() + " (stoker.inline-limit)");
    }
}
