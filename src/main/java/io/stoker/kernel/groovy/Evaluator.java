package io.stoker.kernel.groovy;

import io.stoker.kernel.Kernel.Cell;
import io.stoker.kernel.Kernel.Execution;
import io.stoker.kernel.RunningCell;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import io.stoker.task.SourceLimits;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.control.CompilationFailedException;
import org.jspecify.annotations.Nullable;

/** Compiles a source and runs it. */
final class Evaluator {
    private final Namespace namespace;
    private final Compiler compiler;
    private final RunningCell running;
    private Map<String, Integer> lastLocals = Map.of();

    Evaluator(Namespace namespace, Compiler compiler, RunningCell running) {
        this.namespace = namespace;
        this.compiler = compiler;
        this.running = running;
    }

    /**
     * Takes everything that is thrown for the cell's failure, errors of the virtual machine included: a cell can run
     * out of stack or heap, or throw any other error itself, and the kernel is none the worse for it.
     *
     * @return with the value of a cell, or the function that a source is, which has no name then
     */
    Execution evaluate(Cell cell, Form form) {
        Optional<String> deep = SourceLimits.ofSource(cell.source());
        if (deep.isPresent()) {
            return Execution.failed(Failure.of(Kind.SYSTEM, SourceLimits.TYPE, deep.get()));
        }
        Compiled compiled;
        try {
            compiled = compiler.compile(cell, form);
        } catch (CompilationFailedException e) {
            return Execution.failed(
                    SyntaxErrors.failure(e, cell, form.prefix(cell.source()).length()));
        } catch (Throwable e) {
            return Execution.failed(notCompiled(e, cell));
        }
        lastLocals = compiled.locals();
        for (String name : cell.pull()) {
            if (lastLocals.containsKey(name)) {
                return Execution.failed(Failure.of(
                        Kind.PULL,
                        "LocalName",
                        "'" + name + "' cannot be pulled: " + local(name) + "; nothing was run"));
            }
        }
        try {
            Object value = form == Form.CELL ? compiled.run(namespace) : compiled.function(namespace);
            return running.isInterrupted()
                    ? Execution.failed(Thrown.interrupted(null, cell, compiled.name()))
                    : new Execution(null, value);
        } catch (Throwable e) {
            return Execution.failed(thrown(e, cell, compiled.name()));
        }
    }

    /** Says that the last source has declared this name as a local variable; null if it has not. */
    @Nullable
    String local(String name) {
        Integer line = lastLocals.get(name);
        return line == null
                ? null
                : "line " + line + " of the source declares " + name
                        + " as a local variable, which ends with the source;"
                        + " assign it without def or a type, as in " + name + " = ...";
    }

    private Failure notCompiled(Throwable thrown, Cell cell) {
        if (running.isInterrupted()) {
            return Thrown.interrupted(thrown, cell, cell.name());
        }
        // Out of heap runs any source where there is none left.
        Kind kind = thrown instanceof OutOfMemoryError ? Kind.SYSTEM : Kind.SYNTAX;
        return SourceLimits.ofCompiler(thrown)
                .map(limit -> Failure.of(Kind.SYSTEM, SourceLimits.TYPE, limit))
                .orElseGet(() -> Thrown.failure(kind, thrown, cell, cell.name()));
    }

    /** The failure that it is if a cell throws this while it runs. */
    Failure thrown(Throwable thrown, Cell cell, String compiledAs) {
        return running.isInterrupted()
                ? Thrown.interrupted(thrown, cell, compiledAs)
                : Thrown.failure(Kind.USER_CODE, thrown, cell, compiledAs);
    }
}
