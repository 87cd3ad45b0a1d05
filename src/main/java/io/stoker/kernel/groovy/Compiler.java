package io.stoker.kernel.groovy;

import io.stoker.kernel.Kernel.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;

/**
 * Compiles sources as one session: imports and declared classes hold for the sources after them. Remembers the sources
 * it was given most recently.
 */
final class Compiler implements AutoCloseable {
    static final int CACHED_SOURCES = 256;
    private static final int LONGEST_CACHED_SOURCE = 64 << 10;

    private final Imports imports = new Imports();
    private final FormCheck form = new FormCheck();
    private final Locals locals = new Locals();
    private final FunctionSources functions = new FunctionSources();
    private final KernelClassLoader loader = new KernelClassLoader(configuration(), functions);
    private final Map<Key, Cached> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Cached> eldest) {
            return size() > CACHED_SOURCES;
        }
    };

    private record Key(Form form, String source) {}

    /** @param lasting whether it stays what it is when all is cleared, as it depends on nothing and keeps nothing */
    private record Cached(Compiled compiled, boolean lasting) {}

    private CompilerConfiguration configuration() {
        CompilerConfiguration configuration = new CompilerConfiguration()
                .addCompilationCustomizers(imports, form, locals, new StopChecks(), new BuiltinCalls());
        configuration.setScriptBaseClass(CellScript.class.getName());
        // To look for a.class in every jar for each variable a, and only then to load the class, took a sixth of the
        // time of a new source.
        configuration.getOptimizationOptions().put("asmResolving", false);
        return configuration;
    }

    Compiled compile(Cell cell, Form expected) {
        Key key = new Key(expected, cell.source());
        Cached cached = cache.get(key);
        return cached != null ? cached.compiled() : compileNew(cell, key);
    }

    private Compiled compileNew(Cell cell, Key key) {
        String prefix = key.form().prefix(cell.source());
        form.expect(key.form(), !prefix.isEmpty());
        String source = prefix + cell.source();
        imports.expect(source);
        boolean alone = imports.isEmpty() && loader.isEmpty();
        Compiled compiled = Compiled.of(cell.name(), loader.compile(cell.name(), source), locals.take());
        boolean newImports = key.form() == Form.CELL && imports.keep();
        if (newImports || loader.hasDeclared()) {
            // The same words may mean something else from now on.
            cache.clear();
        }
        if (key.form() != Form.FUNCTION && cell.source().length() <= LONGEST_CACHED_SOURCE) {
            cache.put(key, new Cached(compiled, alone && !newImports && loader.isEmpty() && !loader.hasStatics()));
        }
        return compiled;
    }

    /** Where the functions stand in the sources that were compiled. */
    FunctionSources functions() {
        return functions;
    }

    /** Has the imports and declared classes be what they are now. */
    Runnable remembered() {
        Runnable kept = imports.remembered();
        Runnable declared = loader.remembered();
        return () -> {
            kept.run();
            declared.run();
            forgetAllButLasting();
        };
    }

    /**
     * Forgets imports, declared classes, and what compiled sources keep in static fields. A source that has nothing to
     * do with any of these is not compiled again.
     */
    void clear() {
        imports.clear();
        loader.clearCache();
        forgetAllButLasting();
    }

    private void forgetAllButLasting() {
        cache.values().removeIf(cached -> !cached.lasting());
    }

    @Override
    public void close() {
        clear();
        cache.clear();
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
