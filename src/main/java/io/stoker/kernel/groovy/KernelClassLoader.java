package io.stoker.kernel.groovy;

import groovy.lang.Closure;
import groovy.lang.GroovyClassLoader;
import groovy.lang.Script;
import org.codehaus.groovy.control.CompilerConfiguration;

/**
 * Keeps the classes that sources declare, so that later sources can name them, and lets go of the sources themselves.
 *
 * <p>Its superclass keeps every class by name for good: some kilobytes for each new source, until metaspace is full.
 */
final class KernelClassLoader extends GroovyClassLoader {
    private String source = "";
    private boolean declared;

    KernelClassLoader(CompilerConfiguration configuration) {
        super(KernelClassLoader.class.getClassLoader(), configuration);
        // Looking for a.groovy on the class path for each unknown name takes long, and would run what nobody submitted.
        setResourceLoader(name -> null);
    }

    /** A source of this name will be compiled next. */
    void expect(String name) {
        source = name;
        declared = false;
    }

    /** Whether the source that was compiled last declared classes. */
    boolean hasDeclared() {
        return declared;
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
                || type.getName().startsWith(source + "$");
    }
}
