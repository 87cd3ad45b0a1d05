package io.stoker.kernel.groovy;

import groovy.lang.Closure;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.lang.Script;
import groovyjarjarasm.asm.ClassWriter;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Keeps the classes that sources declare, so that later sources can name them, and lets go of the sources themselves.
 *
 * <p>Its superclass keeps every class by name for good: some kilobytes for each new source, until metaspace is full.
 */
final class KernelClassLoader extends GroovyClassLoader {
    private final FunctionSources functions;
    private String name = "";
    private String source = "";
    private boolean declared;

    KernelClassLoader(CompilerConfiguration configuration, FunctionSources functions) {
        super(KernelClassLoader.class.getClassLoader(), configuration);
        this.functions = functions;
        // Looking for a.groovy on the class path for each unknown name takes long, and would run what nobody submitted.
        setResourceLoader(name -> null);
    }

    /** Compiles a source under a name. */
    Class<?> compile(String name, String source) {
        this.name = name;
        this.source = source;
        declared = false;
        try {
            return parseClass(new GroovyCodeSource(source, name + ".groovy", "/stoker"), false);
        } finally {
            this.source = "";
        }
    }

    /** Whether the source that was compiled last declared classes. */
    boolean hasDeclared() {
        return declared;
    }

    @Override
    protected ClassCollector createCollector(CompilationUnit unit, SourceUnit in) {
        return new Collector(new InnerLoader(this), unit, in);
    }

    /** Gets each class together with the syntax tree it was made of. */
    private final class Collector extends ClassCollector {
        Collector(InnerLoader loader, CompilationUnit unit, SourceUnit in) {
            super(loader, unit, in);
        }

        @Override
        @SuppressWarnings("rawtypes") // as Groovy declares it
        protected Class onClassNode(ClassWriter bytes, ClassNode node) {
            Class<?> type = super.onClassNode(bytes, node);
            functions.compiled(type, node, source);
            return type;
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as Groovy declares it
    protected void setClassCacheEntry(Class type) {
        if (!isPartOfSource(type)) {
            declared = true;
            super.setClassCacheEntry(type);
        }
    }

    /**
     * The script, its closures, and its inner classes, as Task17$1. Only they ever use each other, and their own loader
     * finds them.
     */
    private boolean isPartOfSource(Class<?> type) {
        return Script.class.isAssignableFrom(type)
                || Closure.class.isAssignableFrom(type)
                || type.getName().startsWith(name + "$");
    }
}
