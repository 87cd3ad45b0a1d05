package io.stoker.kernel.groovy;

import groovy.lang.Closure;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.lang.Script;
import groovyjarjarasm.asm.ClassWriter;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** What was found outside, so that the loader of each source finds it here. */
    private final Map<String, Class<?>> found = new ConcurrentHashMap<>();

    private String name = "";
    private String source = "";
    private boolean declared;
    private boolean statics;
    /** Of the source that is being compiled. */
    private final List<Class<?>> made = new ArrayList<>();

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
            Class<?> type = parseClass(new GroovyCodeSource(source, name + ".groovy", "/stoker"), false);
            statics = made.stream().anyMatch(KernelClassLoader::hasStatics);
            return type;
        } finally {
            this.source = "";
            made.clear();
        }
    }

    /** Whether the source that was compiled last declared classes. */
    boolean hasDeclared() {
        return declared;
    }

    /** Whether no declared classes hold. */
    boolean isEmpty() {
        return getLoadedClasses().length == 0;
    }

    /** Whether the source that was compiled last has static fields, which keep what they are given. */
    boolean hasStatics() {
        return statics;
    }

    /** Only when all classes of a source are there: a field's type may be the one that is made last. */
    private static boolean hasStatics(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .anyMatch(field -> Modifier.isStatic(field.getModifiers()) && !field.isSynthetic());
    }

    /** Has the declared classes be what they are now. */
    Runnable remembered() {
        List<Class<?>> before = List.of(getLoadedClasses());
        return () -> {
            for (Class<?> type : getLoadedClasses()) {
                removeClassCacheEntry(type.getName());
            }
            before.forEach(this::setClassCacheEntry);
        };
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
            made.add(type);
            return type;
        }

        @Override
        @SuppressWarnings("rawtypes") // as Groovy declares it
        protected Class createClass(byte[] code, ClassNode node) {
            return super.createClass(Assertions.in(code), node);
        }
    }

    /**
     * Whether there is such a class outside is asked of its file first: a loader remembers every name that it was ever
     * asked to load, and the compiler asks for each name in a source as a class of several packages.
     */
    @Override
    @SuppressWarnings("rawtypes") // as Groovy declares it
    public Class loadClass(String wanted, boolean scripts, boolean classesFirst, boolean resolve)
            throws ClassNotFoundException {
        Class<?> declaredHere = getClassCacheEntry(wanted);
        if (declaredHere != null) {
            return declaredHere;
        }
        Class<?> known = found.get(wanted);
        if (known != null) {
            return known;
        }
        if (getResource(wanted.replace('.', '/') + ".class") == null) {
            throw new ClassNotFoundException(wanted);
        }
        Class<?> type = super.loadClass(wanted, scripts, classesFirst, resolve);
        found.put(wanted, type);
        return type;
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
