package io.stoker.engine;

import io.stoker.kernel.Kernel;
import io.stoker.kernel.Kernel.Cell;
import io.stoker.kernel.Kernel.Pulled;
import io.stoker.kernel.Output;
import io.stoker.task.AttemptId;
import io.stoker.task.Body;
import io.stoker.task.Failure;
import io.stoker.task.FunctionBody;
import io.stoker.task.MalformedValueException;
import io.stoker.task.Payload;
import io.stoker.task.SourceBody;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskRejectException;
import io.stoker.task.Values;
import io.stoker.wire.AttemptProgress;
import io.stoker.wire.ToEngine.Assignment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A kernel whose namespace has seen the prelude before it sees a task. Used by the task thread alone. */
final class PreparedKernel implements AutoCloseable {
    private static final String CLEARED = "\n  the engine's namespace was cleared, to free its heap for the next task";

    private final Kernel kernel;
    private final EngineSettings settings;
    private final EngineIdentity engine;
    private final LargeValues values;
    private final @Nullable JvmSettings jvm;
    private final FunctionCalls functions;
    private final History history = new History();
    private boolean prepared;
    /** What was interrupted last. */
    private volatile long interrupted = -1;

    private volatile @Nullable AttemptContext running;

    /** In a JVM that is not the engine's alone. */
    PreparedKernel(
            Kernel kernel,
            EngineSettings settings,
            EngineIdentity engine,
            LargeValues values,
            FunctionCalls functions) {
        this(kernel, settings, engine, values, functions, null);
    }

    /** @param jvm what a clear has the JVM go back to; null to leave it alone */
    PreparedKernel(
            Kernel kernel,
            EngineSettings settings,
            EngineIdentity engine,
            LargeValues values,
            FunctionCalls functions,
            @Nullable JvmSettings jvm) {
        this.jvm = jvm;
        this.kernel = kernel;
        this.settings = settings;
        this.engine = engine;
        this.values = values;
        this.functions = functions;
    }

    /** Runs the prelude, unless the namespace has seen it since it was last empty. */
    @Nullable
    Failure prepare(long cell) {
        if (prepared) {
            return null;
        }
        provide(noTask(cell));
        kernel.push(settings.preludeValues());
        Failure failure =
                kernel.execute(new Cell(cell, "Prelude", settings.prelude())).failure();
        prepared = failure == null;
        return failure;
    }

    /** Clears if asked to, pushes, executes, pulls, and clears if asked to, however it ended. */
    Pulled run(long cell, Assignment assignment, Body body) {
        TaskOptions options = assignment.spec().options();
        try {
            if (options.clearBefore()) {
                clear();
            }
            Failure failure = prepare(cell);
            if (failure != null) {
                return failed(Failure.of(
                        Failure.Kind.SYSTEM,
                        "PreludeFailed",
                        "the namespace was cleared, and the prelude failed: " + failure.text()));
            }
            return isolated(options, () -> relieved(run(cell, assignment.attempt(), body)));
        } catch (OutOfMemoryError e) {
            clear();
            throw e;
        } finally {
            if (options.clearAfter()) {
                clear();
            }
        }
    }

    private Pulled isolated(TaskOptions options, Supplier<Pulled> attempt) {
        if (!options.isolated()) {
            return attempt.get();
        }
        Runnable restore = kernel.isolate();
        try {
            return attempt.get();
        } finally {
            restore.run();
        }
    }

    /** Executes a source of a direct call. */
    History.Entry execute(long cell, String name, String source, Output.Capture output, int mostDisplayed) {
        Failure unprepared = prepare(cell);
        if (unprepared != null) {
            return history.add(source, output, null, unprepared.bounded());
        }
        provide(noTask(cell));
        Kernel.Execution executed =
                kernel.execute(new Cell(cell, name.isEmpty() ? "In" + history.next() : name, source));
        Failure failure = executed.failure();
        if (failure == null) {
            return history.add(source, output, kernel.show(cell, executed.value(), mostDisplayed), null);
        }
        Failure relieved = relieved(failed(failure)).failure();
        return history.add(source, output, null, relieved == null ? failure : relieved.bounded());
    }

    /** Fetches what the engine lacks of a function's classes; the reason if it cannot, else null. */
    @Nullable
    Failure fetch(Object owner, FunctionBody body) {
        return values.fetch(owner, "the function's classes", needed(body));
    }

    /** Calls a Java function of a direct call, for which everything was fetched. */
    Pulled call(long cell, FunctionBody body, Output.Capture output) {
        AttemptContext context = noTask(cell);
        provide(context);
        Pulled called = relieved(call(cell, body, context));
        Failure failure = called.failure();
        if (failure == null) {
            history.add(body.text(), output, null, null);
            return called;
        }
        Pulled failed = new Pulled(called.values(), failure.bounded());
        history.add(body.text(), output, null, failed.failure());
        return failed;
    }

    /** Of what is no task's. */
    AttemptContext noTask(long cell) {
        return new AttemptContext(engine, kernel, () -> interrupted == cell);
    }

    /** Sets names in the namespace to encoded values. */
    void push(Map<String, byte[]> encoded) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        encoded.forEach((name, bytes) -> values.put(name, decoded(name, bytes)));
        kernel.push(values);
    }

    /** Fetches names, encoded. */
    Pulled pull(long cell, List<String> names) {
        return kernel.pull(cell, names, limit());
    }

    /** Defines functions by their sources, all or none. */
    @Nullable
    Failure define(long cell, Map<String, String> functions) {
        return kernel.define(cell, functions);
    }

    /** The sources of functions. */
    Kernel.Sources sources(List<String> names) {
        return kernel.sources(names);
    }

    /** Calls a function for each row of an encoded list of lists. */
    Pulled apply(long cell, String function, int first, byte[] encoded) {
        List<List<?>> rows = new ArrayList<>();
        for (Object row : (List<?>) Objects.requireNonNull(decoded("rows", encoded))) {
            rows.add((List<?>) Objects.requireNonNull(row));
        }
        return kernel.apply(cell, function, first, rows, limit());
    }

    /** The user's names. */
    List<String> names() {
        return kernel.names();
    }

    /** Empties the namespace and the history. */
    void reset() {
        clear();
        history.clear();
    }

    History history() {
        return history;
    }

    private Kernel.Limit limit() {
        return new Kernel.Limit(values.limit().each(), "stoker.max-value-size");
    }

    /** What a task has filled the heap with must not be the next one's failure. */
    private Pulled relieved(Pulled pulled) {
        Failure failure = pulled.failure();
        if (failure == null || !failure.type().equals(OutOfMemoryError.class.getName())) {
            return pulled;
        }
        clear();
        return failed(new Failure(
                failure.kind(),
                failure.type(),
                failure.message(),
                failure.line(),
                failure.column(),
                failure.frames(),
                failure.text() + CLEARED));
    }

    /** Push, source and pull are one unit. */
    private Pulled run(long cell, AttemptId attempt, Body body) {
        AttemptContext context = new AttemptContext(attempt, engine, kernel, () -> interrupted == cell);
        running = context;
        try (LogContext fields = LogContext.of(attempt, engine.id())) {
            provide(context);
            return rejectedOr(run(cell, attempt, body, context), context.rejection());
        } finally {
            running = null;
        }
    }

    private Pulled run(long cell, AttemptId attempt, Body body, AttemptContext context) {
        if (body instanceof FunctionBody function) {
            kernel.push(decoded(function.variables()));
            return call(cell, function, context);
        }
        kernel.push(decoded(body.arguments()));
        return execute(cell, "Task" + attempt.task(), (SourceBody) body);
    }

    /** How far the attempt that runs has come; null if none runs or it has told nothing. For any thread. */
    @Nullable
    AttemptProgress progress() {
        AttemptContext now = running;
        return now == null ? null : now.progress();
    }

    private Pulled call(long cell, FunctionBody body, AttemptContext context) {
        byte[] function = values.take(FunctionBody.FUNCTION, body.function());
        Map<StoredValue, byte[]> bundles = new LinkedHashMap<>();
        functions.lacks(body).forEach(bundle -> bundles.put(bundle, values.take(bundle.toString(), bundle)));
        Pulled called = functions.call(cell, body, function, bundles, context, limit());
        if (called.failure() != null || body.pull().isEmpty()) {
            return called;
        }
        Pulled pulled = kernel.pull(cell, body.pull(), limit());
        if (pulled.failure() != null) {
            return pulled;
        }
        Map<String, byte[]> all = new LinkedHashMap<>(pulled.values());
        all.putAll(called.values());
        return new Pulled(all, null);
    }

    /** What has to be fetched of large values before the body can be run. */
    Map<String, Payload> needed(Body body) {
        if (!(body instanceof FunctionBody function)) {
            return body.arguments();
        }
        Map<String, Payload> needed = new LinkedHashMap<>(body.arguments());
        functions.lacks(function).forEach(bundle -> needed.put(bundle.toString(), bundle));
        return needed;
    }

    private Pulled execute(long cell, String name, SourceBody body) {
        Failure failure =
                kernel.execute(new Cell(cell, name, body.source(), body.pull())).failure();
        return failure == null ? kernel.pull(cell, body.pull(), limit()) : failed(failure);
    }

    /** Whoever has refused the engine has done so, even if the exception was caught. */
    private static Pulled rejectedOr(Pulled pulled, @Nullable String rejection) {
        Failure failure = pulled.failure();
        boolean decided = failure != null
                && (failure.kind() == Failure.Kind.INTERRUPTED || failure.kind() == Failure.Kind.REJECTED);
        return rejection == null || decided
                ? pulled
                : failed(Failure.of(Failure.Kind.REJECTED, TaskRejectException.class.getName(), rejection));
    }

    private void provide(AttemptContext context) {
        kernel.provide("id", engine.id());
        kernel.provide("stoker", context);
    }

    private void clear() {
        kernel.clear();
        if (jvm != null) {
            jvm.restore();
        }
        prepared = false;
    }

    private static Pulled failed(Failure failure) {
        return new Pulled(Map.of(), failure);
    }

    private Map<String, @Nullable Object> decoded(Map<String, Payload> arguments) {
        Map<String, @Nullable Object> decoded = new LinkedHashMap<>();
        arguments.forEach((name, value) -> decoded.put(name, decoded(name, values.take(name, value))));
        return decoded;
    }

    private static @Nullable Object decoded(String name, byte[] bytes) {
        try {
            return Values.decode(bytes);
        } catch (MalformedValueException e) {
            throw new MalformedValueException("the pushed value '" + name + "': " + e.getMessage(), e);
        }
    }

    /** The first script of a JVM takes seconds of processor time; better now than in somebody's task. */
    void warmUp(long cell) {
        kernel.execute(new Cell(cell, "WarmUp", "[1].collect { it + 1 }"));
    }

    /** May be called by any thread. */
    void interrupt(long cell) {
        interrupted = cell;
        kernel.interrupt(cell);
        functions.interrupt(cell);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
