package io.stoker.kernel.groovy;

import groovy.lang.GroovyCodeSource;
import groovy.transform.ThreadInterrupt;
import io.stoker.kernel.Kernel.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;

/**
 * Compiles sources as one session: imports and declared classes hold for the sources after them. Remembers the sources
 * it was given most recently.
 */
final class Compiler implements AutoCloseable {
    static final int CACHED_SOURCES = 256;
    private static final int LONGEST_CACHED_SOURCE = 64 << 10;

    private final Imports imports = new Imports();
    private final KernelClassLoader loader = new KernelClassLoader(configuration(imports));
    private final Map<String, Compiled> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Compiled> eldest) {
            return size() > CACHED_SOURCES;
        }
    };

    private static CompilerConfiguration configuration(Imports imports) {
        // Each class is transformed once; with applyToAllClasses each of n classes in a source would get n checks in
        // every loop.
        ASTTransformationCustomizer stoppable =
                new ASTTransformationCustomizer(Map.of("applyToAllClasses", false), ThreadInterrupt.class);
        CompilerConfiguration configuration =
                new CompilerConfiguration().addCompilationCustomizers(imports, stoppable, new BuiltinCalls());
        configuration.setScriptBaseClass(CellScript.class.getName());
        // To look for a.class in every jar for each variable a, and only then to load the class, took a sixth of the
        // time of a new source.
        configuration.getOptimizationOptions().put("asmResolving", false);
        return configuration;
    }

    Compiled compile(Cell cell) {
        Compiled cached = cache.get(cell.source());
        return cached != null ? cached : compileNew(cell);
    }

    private Compiled compileNew(Cell cell) {
        loader.expect(cell.name());
        Compiled compiled = Compiled.of(
                cell.name(),
                loader.parseClass(new GroovyCodeSource(cell.source(), cell.name() + ".groovy", "/stoker"), false));
        boolean newImports = imports.keep();
        if (newImports || loader.hasDeclared()) {
            // The same words may mean something else from now on.
            cache.clear();
        }
        if (cell.source().length() <= LONGEST_CACHED_SOURCE) {
            cache.put(cell.source(), compiled);
        }
        return compiled;
    }

    /** Forgets imports, declared classes, and what compiled sources keep in static fields. */
    void clear() {
        imports.clear();
        loader.clearCache();
        cache.clear();
    }

    @Override
    public void close() {
        clear();
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
