package io.stoker.engine;

import io.stoker.kernel.Kernel;
import io.stoker.kernel.Output;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Failure;
import io.stoker.task.MalformedValueException;
import io.stoker.task.Outcome;
import io.stoker.task.TaskSpec;
import io.stoker.task.Values;
import io.stoker.wire.ToEngine.Assignment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The task thread: runs one attempt after the other in the kernel. User code runs here and nowhere else. */
final class AttemptRunner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

    private final Workbench workbench;
    private final Kernel kernel;
    private final EngineSettings settings;
    private volatile @Nullable Current current;
    private volatile boolean closed;
    private long cell;

    /** One reference for both, so that an interrupt cannot hit the cell of the next attempt. */
    private record Current(AttemptId attempt, long cell) {}

    AttemptRunner(Workbench workbench, Kernel kernel, EngineSettings settings) {
        this.workbench = workbench;
        this.kernel = kernel;
        this.settings = settings;
    }

    @Override
    public void run() {
        warmUp();
        try {
            while (!closed) {
                Assignment next = workbench.take();
                workbench.ended(next.attempt(), run(next));
                // Left behind by user code, it would end this thread.
                Thread.interrupted();
            }
        } catch (InterruptedException e) {
            LOG.debug("the task thread ends");
        }
    }

    /** The first script of a JVM takes seconds of processor time; better now than in somebody's task. */
    private void warmUp() {
        try {
            kernel.execute(new Kernel.Cell(cell, "WarmUp", "[1].collect { it + 1 }"));
        } catch (Throwable e) {
            LOG.warn("the kernel cannot be warmed up", e);
        }
    }

    /** Takes no more attempts. Whoever calls this interrupts the thread, which may wait for one. */
    void close() {
        closed = true;
    }

    /** Ends the attempt if it is what runs. */
    void interrupt(AttemptId attempt) {
        Current now = current;
        if (now != null && now.attempt().equals(attempt)) {
            kernel.interrupt(now.cell());
        }
    }

    private AttemptResult run(Assignment assignment) {
        long started = System.currentTimeMillis();
        long tick = System.nanoTime();
        current = new Current(assignment.attempt(), ++cell);
        try (Output.Capture output = Output.capture()) {
            Kernel.Pulled pulled = execute(assignment);
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

    /** Nothing that is thrown here may end the thread: the engine would live on and never run anything again. */
    private Kernel.Pulled execute(Assignment assignment) {
        try {
            Kernel.Pulled pulled = execute("Task" + assignment.attempt().task(), assignment.spec());
            return pulled.failure() == null ? pulled : failed(Failures.bounded(pulled.failure()));
        } catch (Throwable e) {
            return failed(Failures.of(e));
        }
    }

    private static Kernel.Pulled failed(Failure failure) {
        return new Kernel.Pulled(Map.of(), failure);
    }

    /** Push, source and pull are one unit. */
    private Kernel.Pulled execute(String name, TaskSpec spec) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        spec.push().forEach((variable, bytes) -> values.put(variable, decoded(variable, bytes)));
        kernel.push(values);
        Failure failure = kernel.execute(new Kernel.Cell(cell, name, spec.source()));
        return failure == null ? kernel.pull(spec.pull()) : failed(failure);
    }

    private static @Nullable Object decoded(String name, byte[] bytes) {
        try {
            return Values.decode(bytes);
        } catch (MalformedValueException e) {
            throw new MalformedValueException("the pushed value '" + name + "': " + e.getMessage(), e);
        }
    }

    private @Nullable Failure tooLarge(Map<String, byte[]> values) {
        long bytes = values.values().stream().mapToLong(value -> value.length).sum();
        if (bytes <= settings.inlineLimit()) {
            return null;
        }
        return Failures.of(
                Failure.Kind.PULL,
                "ValueTooLarge",
                "the pulled values " + values.keySet() + " take " + bytes + " bytes, and the limit is "
                        + settings.inlineLimit() + " (stoker.inline-limit)");
    }
}
