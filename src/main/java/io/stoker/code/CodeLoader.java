package io.stoker.code;

import java.util.UUID;

/**
 * Loads the classes and resources of one space at an engine: those of its bundles, and otherwise those of the engine.
 */
public final class CodeLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final UUID space;

    /** A loader without bundles. */
    public CodeLoader(UUID space, ClassLoader parent, ClassSource others) {
        super(parent);
        this.space = space;
    }

    /** Adds the entries of a bundle; none if it was added before. */
    public void add(CodeBundle bundle) {}

    @Override
    public String toString() {
        return "CodeLoader[" + space + "]";
    }
}
