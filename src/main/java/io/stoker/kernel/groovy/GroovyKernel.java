package io.stoker.kernel.groovy;

import io.stoker.kernel.Kernel;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.Utf8;
import io.stoker.task.ValueTooLargeException;
import io.stoker.task.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.runtime.FormatHelper;
import org.jspecify.annotations.Nullable;

/**
 * Executes Groovy.
 *
 * <p>Variables assigned without {@code def} or a type, functions, imports and declared classes live on from cell to
 * cell, until {@link #clear}. A function is found under its newest definition from everywhere, the source that declared
 * an older one included.
 */
public final class GroovyKernel implements Kernel {
    private static final int MOST_NAMES_SHOWN = 20;

    private final Namespace namespace = new Namespace();
    private final Compiler compiler = new Compiler();
    private final RunningCell running = new RunningCell();

    @Override
    public void push(Map<String, @Nullable Object> values) {
        values.forEach(namespace::setVariable);
    }

    @Override
    public void provide(String name, Object value) {
        namespace.provide(name, value);
    }

    /**
     * {@inheritDoc} A cell that was interrupted never ends well, for it may have been cut short without a word, as
     * {@code sleep} is.
     */
    @Override
    public Execution execute(Cell cell) {
        if (cell.source().isBlank()) {
            return Execution.NOTHING;
        }
        running.begin(cell.id());
        try {
            return compileAndRun(cell);
        } finally {
            running.end();
        }
    }

    /**
     * Takes everything that is thrown for the cell's failure, errors of the virtual machine included: a cell can run
     * out of stack or heap, or throw any other error itself, and the kernel is none the worse for it.
     */
    private Execution compileAndRun(Cell cell) {
        Compiled compiled;
        try {
            compiled = compiler.compile(cell);
        } catch (CompilationFailedException e) {
            return Execution.failed(SyntaxErrors.failure(e, cell));
        } catch (Throwable e) {
            return Execution.failed(notCompiled(e, cell));
        }
        try {
            Object value = compiled.run(namespace);
            return running.isInterrupted()
                    ? Execution.failed(Thrown.interrupted(null, cell, compiled.name()))
                    : new Execution(null, value);
        } catch (Throwable e) {
            return Execution.failed(
                    running.isInterrupted()
                            ? Thrown.interrupted(e, cell, compiled.name())
                            : Thrown.failure(Kind.USER_CODE, e, cell, compiled.name()));
        }
    }

    private Failure notCompiled(Throwable thrown, Cell cell) {
        if (running.isInterrupted()) {
            return Thrown.interrupted(thrown, cell, cell.name());
        }
        // A source that is nested too deep runs out of stack; out of heap runs any source where there is none left.
        Kind kind = thrown instanceof OutOfMemoryError ? Kind.SYSTEM : Kind.SYNTAX;
        return Thrown.failure(kind, thrown, cell, cell.name());
    }

    @Override
    public @Nullable String show(long cellId, @Nullable Object value, int maxBytes) {
        if (value == null) {
            return null;
        }
        running.begin(cellId);
        try {
            return Utf8.head(FormatHelper.inspect(value), maxBytes);
        } catch (Throwable e) {
            return "(its text cannot be shown: " + e.getClass().getName() + ")";
        } finally {
            running.end();
        }
    }

    @Override
    public List<String> names() {
        return namespace.names().stream().sorted().toList();
    }

    @Override
    public Pulled pull(long cellId, List<String> names, Limit limit) {
        running.begin(cellId);
        try {
            Pulled pulled = pull(names, limit);
            return running.isInterrupted() ? new Pulled(Map.of(), Thrown.interruptedPull()) : pulled;
        } finally {
            running.end();
        }
    }

    private Pulled pull(List<String> names, Limit limit) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (String name : names) {
            if (!namespace.hasVariable(name)) {
                return refused("MissingName", missing(name));
            }
            try {
                int most = (int) Math.min(limit.bytes(), Values.MAX_BYTES);
                values.put(name, Values.encode(name, namespace.getVariable(name), most));
            } catch (ValueTooLargeException e) {
                return refused("ValueTooLarge", e.getMessage() + " (" + limit.setting() + ")");
            } catch (UnsendableValueException e) {
                return refused(e.getClass().getName(), String.valueOf(e.getMessage()));
            } catch (OutOfMemoryError e) {
                String reason = "cannot send '" + name + "': the engine's heap has no room for it and its copy";
                return refused(e.getClass().getName(), reason);
            } catch (Throwable e) {
                // A lazy text or list is evaluated here, so that this is user code's error as much as one in execute.
                return refused(e.getClass().getName(), "cannot send '" + name + "': it threw while it was read");
            }
        }
        return new Pulled(values, null);
    }

    private static Pulled refused(String type, String message) {
        return new Pulled(Map.of(), Failure.of(Kind.PULL, type, message));
    }

    private String missing(String name) {
        List<String> names = namespace.names();
        if (names.isEmpty()) {
            return "'" + name + "' is not defined; the namespace is empty";
        }
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES_SHOWN)));
        String more = names.size() > MOST_NAMES_SHOWN ? " and " + (names.size() - MOST_NAMES_SHOWN) + " more" : "";
        return "'" + name + "' is not defined; there is " + shown + more;
    }

    @Override
    public void clear() {
        namespace.own().clear();
        compiler.clear();
    }

    @Override
    public boolean interrupt(long cellId) {
        running.interrupt(cellId);
        return true;
    }

    @Override
    public void close() {
        namespace.own().clear();
        compiler.close();
    }
}
