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
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task thread: runs one attempt after the other in the kernel. User code runs here and nowhere else, and nothing it
 * does ends this thread.
 */
final class AttemptRunner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

    private final Workbench workbench;
    private final Kernel kernel;
    private final LargeValues values;
    private volatile @Nullable Running current;
    private volatile boolean closed;
    private long cell;

    private record Running(AttemptId attempt, long cell) {}

    AttemptRunner(Workbench workbench, Kernel kernel, LargeValues values) {
        this.workbench = workbench;
        this.kernel = kernel;
        this.values = values;
    }

    @Override
    public void run() {
        warmUp();
        while (!closed) {
            try {
                Assignment next = workbench.next(values::cancel);
                Failure unfit = values.fetch(next.spec());
                if (workbench.start(next.attempt())) {
                    workbench.ended(next.attempt(), run(next, unfit));
                }
                values.forget();
            } catch (CancellationException e) {
                LOG.debug("an attempt was taken away while its values were fetched");
            } catch (InterruptedException e) {
                // User code can keep a reference to this thread and interrupt it later. Only close() means it.
                LOG.debug("the task thread was interrupted while it waited");
            }
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

    /** Ends the attempt if it is what runs. */
    void interrupt(AttemptId attempt) {
        Running running = current;
        if (running != null && running.attempt().equals(attempt)) {
            kernel.interrupt(running.cell());
            values.cancel();
        }
    }

    /** No further attempt is begun; the thread has to be interrupted as well. */
    void close() {
        closed = true;
        values.close();
    }

    /** The time it takes to keep large results is not the attempt's. */
    private AttemptResult run(Assignment assignment, @Nullable Failure unfit) {
        long started = System.currentTimeMillis();
        long tick = System.nanoTime();
        current = new Running(assignment.attempt(), ++cell);
        try (Output.Capture output = Output.capture()) {
            Kernel.Pulled pulled = unfit == null ? execute(assignment) : failed(unfit);
            long nanos = System.nanoTime() - tick;
            LargeValues.Kept kept = values.keep(pulled);
            return new AttemptResult(
                    kept.failure() == null ? Outcome.SUCCEEDED : Outcome.FAILED,
                    kept.values(),
                    kept.failure(),
                    output.stdout(),
                    output.stderr(),
                    started,
                    nanos);
        } finally {
            current = null;
        }
    }

    /** Whatever is thrown here fails the attempt: it must be reported, or it would seem to run for ever. */
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
        Map<String, @Nullable Object> pushed = new LinkedHashMap<>();
        spec.push().forEach((variable, value) -> pushed.put(variable, decoded(variable, values.take(variable, value))));
        kernel.push(pushed);
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
}
