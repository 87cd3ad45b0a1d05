package io.stoker.engine;

import io.stoker.code.CodeBundle;
import io.stoker.code.JavaValues;
import io.stoker.code.TrialFunction;
import io.stoker.kernel.Kernel.Limit;
import io.stoker.task.Code;
import io.stoker.task.Failure;
import io.stoker.task.FunctionBody;
import io.stoker.task.Payload;
import io.stoker.task.Subject;
import io.stoker.task.TaskContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a function of Stoker's own, once in a JVM and while its engine has nothing to do, so that the first function of
 * a user takes as long as the others. It does all that a task's function needs but for fetching its classes, in a
 * loader that is forgotten then, and beside the task thread: no task waits for it.
 */
final class FunctionTrial {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionTrial.class);
    /** How long an engine is left alone after its start, or after it was seen to be busy. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Limit LIMIT = new Limit(10_000, "stoker.max-value-size");

    /** Whether somebody in this JVM has done it. */
    private static final AtomicBoolean DONE = new AtomicBoolean();

    private final AtomicBoolean done;
    private final FunctionCalls calls;
    private final TaskContext context;
    private final BooleanSupplier isBusy;

    /**
     * Has done nothing yet.
     *
     * @param calls nobody else's
     * @param context what the function would find of its task
     * @param isBusy whether the engine has something to do
     */
    FunctionTrial(FunctionCalls calls, TaskContext context, BooleanSupplier isBusy) {
        this(DONE, calls, context, isBusy);
    }

    FunctionTrial(AtomicBoolean done, FunctionCalls calls, TaskContext context, BooleanSupplier isBusy) {
        this.done = done;
        this.calls = calls;
        this.context = context;
        this.isBusy = isBusy;
    }

    /** Calls the function when the engine has nothing to do, on a thread of {@code aside}. */
    void begin(InterruptWatchdog.Timer timer, Executor aside) {
        timer.after(PAUSE, () -> look(timer, aside));
    }

    private void look(InterruptWatchdog.Timer timer, Executor aside) {
        if (done.get()) {
            return;
        }
        if (isBusy.getAsBoolean()) {
            begin(timer, aside);
            return;
        }
        try {
            aside.execute(this::run);
        } catch (OutOfMemoryError e) { // what is thrown when the system has no thread left, too
            LOG.debug("functions are not tried for want of a thread", e);
        }
    }

    private void run() {
        if (done.getAndSet(true)) {
            return;
        }
        try {
            Failure failure = call();
            if (failure != null) {
                LOG.warn("a function of Stoker's own has failed: {}", failure.text());
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a function of Stoker's own cannot be called", e);
        }
    }

    /** Calls the function; returns why it has failed, or null. */
    @Nullable
    Failure call() {
        CodeBundle bundle = TrialFunction.bundle();
        byte[] function = JavaValues.encode(Subject.function(), TrialFunction.function(), LIMIT.bytes())
                .bytes();
        FunctionBody body = new FunctionBody(
                "",
                new Code("", UUID.randomUUID(), List.of(bundle.stored())),
                Map.of(FunctionBody.FUNCTION, Payload.of(function)),
                List.of());
        return calls.call(0, body, function, Map.of(bundle.stored(), bundle.bytes()), context, LIMIT)
                .failure();
    }
}
