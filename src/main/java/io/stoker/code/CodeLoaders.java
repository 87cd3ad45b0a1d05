package io.stoker.code;

import io.stoker.task.StoredValue;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The class loaders of the spaces whose code an engine ran last, and the bundles that they have, which spaces share. For
 * one thread at a time.
 */
public final class CodeLoaders {
    private final ClassLoader parent;

    /**
     * None at first.
     *
     * @param parent the engine's own classes
     * @param mostSpaces how many loaders are kept
     * @param mostBytes how many bytes of bundles are kept, unpacked; more only if one space has more
     */
    public CodeLoaders(ClassLoader parent, int mostSpaces, long mostBytes) {
        this(parent, mostSpaces, mostBytes, (space, name) -> null);
    }

    /** Like the other, with somebody to ask for classes that no bundle has. */
    public CodeLoaders(ClassLoader parent, int mostSpaces, long mostBytes, ClassSource others) {
        this.parent = parent;
    }

    /** Those of these bundles that must be fetched before a loader can have them, in their order. */
    public List<StoredValue> lacks(List<StoredValue> bundles) {
        return bundles;
    }

    /**
     * The loader of a space, with these bundles, and all it was given before if it has been kept.
     *
     * @param fetched the bytes of those that {@link #lacks} named
     * @throws io.stoker.task.MalformedException if they are not those of their bundle
     * @throws IllegalArgumentException if a bundle is neither kept nor fetched
     */
    public CodeLoader loader(UUID space, List<StoredValue> bundles, Map<StoredValue, byte[]> fetched) {
        return new CodeLoader(space, parent, (id, name) -> null);
    }
}
