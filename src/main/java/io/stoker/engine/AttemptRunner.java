package io.stoker.engine;

import io.stoker.kernel.Kernel;
import io.stoker.kernel.Output;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Body;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.ResultBody;
import io.stoker.wire.ExitCode;
import io.stoker.wire.ToEngine.Assignment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task thread: runs one attempt after the other in the kernel. User code runs here and nowhere else, and nothing it
 * does ends this thread.
 */
final class AttemptRunner implements Runnable, AttemptLook.Runner {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

    private final EngineWorkQueue queue;
    private final PreparedKernel kernel;
    private final CallRunner calls;
    private final LargeValues values;
    private final TaskThreads threads;
    private final InterruptWatchdog interruptWatchdog;
    private final EngineCallbacks engine;
    private final Executor aside;
    private final CompletableFuture<@Nullable Failure> ready = new CompletableFuture<>();
    private volatile @Nullable Running current;
    /** Of what runs; a moment later than that. */
    private volatile Output.@Nullable Capture printed;

    private volatile boolean closed;
    private final BusyTime busy = new BusyTime();

    /** What the kernel does now, or has done last. */
    private final AtomicLong cell = new AtomicLong();

    private record Running(Assignment assignment, long cell, AttemptProcesses processes, Thread thread) {}

    /** @param aside does what takes a while, and is of use even if it is not done */
    AttemptRunner(
            EngineWorkQueue queue,
            PreparedKernel kernel,
            CallRunner calls,
            LargeValues values,
            TaskThreads threads,
            InterruptWatchdog interruptWatchdog,
            EngineCallbacks engine,
            Executor aside) {
        this.queue = queue;
        this.calls = calls;
        this.kernel = kernel;
        this.values = values;
        this.threads = threads;
        this.interruptWatchdog = interruptWatchdog;
        this.engine = engine;
        this.aside = aside;
    }

    @Override
    public void run() {
        try {
            warmUp();
            ready.complete(prelude());
            while (!closed) {
                runNext();
            }
        } finally {
            kernel.close();
        }
    }

    /**
     * Completes when the engine has warmed up, with null if attempts can be run, and else with why the prelude failed.
     */
    CompletableFuture<@Nullable Failure> ready() {
        return ready;
    }

    private void runNext() {
        try {
            Work work = queue.next(values::cancel);
            cell.incrementAndGet();
            if (closed) { // asked once the cell is known, so that close() has interrupted it or it is not begun
                return;
            }
            busy.begin(System.nanoTime());
            if (work instanceof Work.Direct direct) {
                call(direct.call());
                return;
            }
            Assignment next = ((Work.Attempt) work).assignment();
            ReadyAttempt readied = ReadyAttempt.of(next, values, kernel::needed);
            if (queue.start(next.attempt())) {
                queue.ended(next.attempt(), result(next, readied));
            }
            values.forget();
        } catch (CancellationException e) {
            LOG.debug("an attempt was withdrawn while its values were fetched");
        } catch (InterruptedException e) {
            // User code can keep a reference to this thread and interrupt it later. Only close() means it.
            LOG.debug("the task thread was interrupted while it waited");
        } catch (Throwable e) {
            LOG.error("the task thread continues after an error", e);
        } finally {
            busy.end(System.nanoTime());
        }
    }

    /** Whether it runs an attempt or a call now. */
    boolean isBusy() {
        return busy.isBusy();
    }

    /** How long it has run attempts and calls, in nanoseconds. */
    long busyNanos() {
        return busy.nanos(System.nanoTime());
    }

    /** Threads that it starts are its user's business, who may have more calls for them. */
    private void call(Incoming call) {
        try {
            calls.run(call, cell.get(), threads);
        } finally {
            queue.called();
        }
    }

    private void warmUp() {
        try {
            kernel.warmUp(cell.get());
        } catch (Throwable e) {
            LOG.warn("the kernel cannot be warmed up", e);
        }
    }

    private @Nullable Failure prelude() {
        try {
            cell.incrementAndGet();
            return closed
                    ? Failures.of(new CancellationException("the engine was closed"))
                    : kernel.prepare(cell.get());
        } catch (Throwable e) {
            return Failures.of(e);
        }
    }

    /**
     * What the attempt has printed and does, if it is what runs; else null. It may wait until the thread can be looked
     * at, which compiled code allows from time to time.
     */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public AttemptLook.@Nullable Seen look(AttemptId attempt, boolean stack) {
        Running running = current;
        Output.Capture output = printed;
        if (running == null || !running.assignment().attempt().equals(attempt)) {
            return null;
        }
        String text = stack ? ThreadText.of(running.thread()) : "";
        Output.Printed out = output == null ? Output.Printed.NOTHING : output.out();
        Output.Printed err = output == null ? Output.Printed.NOTHING : output.err();
        return current == running ? new AttemptLook.Seen(out, err, text) : null;
    }

    /** Ends the attempt if it is what runs; it, and not one of the same number that another ledger has sent since. */
    @SuppressWarnings("ReferenceEquality")
    void interrupt(Assignment assignment) {
        Running running = current;
        if (running != null && running.assignment() == assignment) {
            boolean first = running.processes().interrupt();
            kernel.interrupt(running.cell());
            values.cancel(assignment);
            if (first) {
                interruptWatchdog.begin(assignment.attempt(), () -> current == running);
                endProcesses(running.processes());
            }
        }
    }

    /** Not here, on an actor's thread: it takes a look at all processes of the machine. */
    private void endProcesses(AttemptProcesses processes) {
        try {
            aside.execute(processes::end);
        } catch (OutOfMemoryError e) { // there is no thread for it; they end with the attempt, or with the engine
            LOG.warn("cannot end the processes of an interrupted attempt before it ends", e);
        }
    }

    /** Ends what the kernel does, calls and the prelude as well; the thread has to be interrupted where it waits. */
    void close() {
        closed = true;
        values.close();
        kernel.interrupt(cell.get());
    }

    /** Whatever is thrown, the attempt is reported, or it would seem to run for ever. */
    private AttemptResult result(Assignment assignment, ReadyAttempt readied) {
        long tick = System.nanoTime();
        try {
            return run(assignment, readied, tick);
        } catch (Throwable e) {
            long nanos = System.nanoTime() - tick;
            return AttemptResult.failed(Failures.of(e), nanos);
        } finally {
            current = null;
            printed = null;
        }
    }

    /** The time it takes to keep large results is not the attempt's. */
    private AttemptResult run(Assignment assignment, ReadyAttempt readied, long tick) {
        Set<Thread> before = threads.alive();
        Running running =
                new Running(assignment, cell.get(), new AttemptProcesses(threads.processes()), Thread.currentThread());
        current = running;
        try (Output.Capture output = Output.capture(threads.helpers())) {
            printed = output;
            Failure unfit = readied.unfit();
            Kernel.Pulled pulled = unfit == null ? execute(assignment, readied.body()) : failed(unfit);
            List<Thread> left = threads.interruptAllBut(before);
            running.processes().over();
            if (!left.isEmpty()) {
                output.addToStderr(TaskThreads.describe(left));
            }
            long nanos = System.nanoTime() - tick;
            endIfOutOfMemory(assignment, pulled.failure());
            LargeValues.Kept kept = values.keep(assignment, pulled);
            kernel.history().add(readied.body().text(), output, null, kept.failure());
            ResultBody body = new ResultBody(kept.failure(), kept.values(), output.stdout(), output.stderr());
            return AttemptResult.of(outcome(kept.failure()), body, nanos);
        }
    }

    /**
     * While others run in the JVM nobody knows who has used up its memory: it ends, and its tasks run again, each in a
     * JVM to itself.
     */
    private void endIfOutOfMemory(Assignment assignment, @Nullable Failure failure) {
        if (failure != null && failure.type().equals(OutOfMemoryError.class.getName()) && engine.doNeighboursRun()) {
            engine.end(
                    ExitCode.OUT_OF_MEMORY.number(),
                    "task " + assignment.attempt().task() + " ran out of memory in a JVM in which others run");
        }
    }

    private Kernel.Pulled execute(Assignment assignment, Body body) {
        try {
            Kernel.Pulled pulled = kernel.run(cell.get(), assignment, body);
            Failure failure = pulled.failure();
            return failure == null ? pulled : new Kernel.Pulled(pulled.values(), failure.bounded());
        } catch (Throwable e) {
            return failed(Failures.of(e));
        }
    }

    private static Kernel.Pulled failed(Failure failure) {
        return new Kernel.Pulled(Map.of(), failure);
    }

    private static Outcome outcome(@Nullable Failure failure) {
        if (failure == null) {
            return Outcome.SUCCEEDED;
        }
        return failure.kind() == Failure.Kind.REJECTED ? Outcome.REJECTED : Outcome.FAILED;
    }
}
