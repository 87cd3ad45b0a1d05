package io.stoker.kernel.groovy;

import io.stoker.kernel.Kernel;
import io.stoker.kernel.KernelProvider;
import io.stoker.task.Failure;
import io.stoker.task.SourceLimits;
import java.util.Optional;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.jspecify.annotations.Nullable;

/** Makes Groovy kernels. */
public final class GroovyKernelProvider implements KernelProvider {
    @Override
    public String name() {
        return "groovy";
    }

    @Override
    public Kernel create() {
        return new GroovyKernel();
    }

    @Override
    public @Nullable Failure check(Kernel.Cell cell) {
        Optional<String> deep = SourceLimits.ofSource(cell.source());
        if (deep.isPresent()) {
            return Failure.of(Failure.Kind.SYSTEM, SourceLimits.TYPE, deep.get());
        }
        CompilationUnit unit = new CompilationUnit();
        unit.addSource(cell.name() + ".groovy", cell.source());
        try {
            unit.compile(Phases.CONVERSION);
            return null;
        } catch (CompilationFailedException e) {
            return SyntaxErrors.failure(e, cell, 0);
        } catch (StackOverflowError e) {
            return SourceLimits.ofCompiler(e)
                    .map(limit -> Failure.of(Failure.Kind.SYSTEM, SourceLimits.TYPE, limit))
                    .orElseThrow(() -> e);
        }
    }
}
