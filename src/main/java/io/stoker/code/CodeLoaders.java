package io.stoker.code;

import io.stoker.task.MalformedException;
import io.stoker.task.StoredValue;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The class loaders of the spaces whose code an engine ran last, and the bundles that they have, which spaces share.
 * For one thread at a time; the loaders themselves are safe for many.
 */
public final class CodeLoaders {
    private final ClassLoader parent;
    private final int mostSpaces;
    private final long mostBytes;
    private final BundleSource others;

    /** The least recently used come first, as among the bundles. All bundles of a loader here are kept, too. */
    private final Map<UUID, CodeLoader> loaders = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<StoredValue, UnpackedBundle> bundles = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * None at first.
     *
     * @param parent the engine's own classes
     * @param mostSpaces how many loaders are kept, at least 1
     * @param mostBytes how many bytes of bundles are kept, unpacked; more only while the space used last has more
     */
    public CodeLoaders(ClassLoader parent, int mostSpaces, long mostBytes) {
        this(parent, mostSpaces, mostBytes, (space, entry, known) -> BundleSource.Found.NOTHING);
    }

    /** Like the other, with somebody to ask for what neither a bundle nor the engine has. */
    public CodeLoaders(ClassLoader parent, int mostSpaces, long mostBytes, BundleSource others) {
        if (mostSpaces < 1) {
            throw new IllegalArgumentException(
                    "an engine needs at least one class loader for functions, not " + mostSpaces);
        }
        this.parent = parent;
        this.mostSpaces = mostSpaces;
        this.mostBytes = mostBytes;
        this.others = others;
    }

    /** Those of these bundles that must be fetched before a loader can have them, in their order. */
    public List<StoredValue> lacks(List<StoredValue> bundles) {
        return bundles.stream()
                .filter(bundle -> !this.bundles.containsKey(bundle))
                .toList();
    }

    /**
     * The loader of a space, with these bundles, and all it was given before if it has been kept.
     *
     * @param fetched the bytes of those that {@link #lacks} named
     * @throws MalformedException if they are not those of their bundle, or the space has more than it may have
     * @throws IllegalArgumentException if a bundle is neither kept nor fetched
     */
    public CodeLoader loader(UUID space, List<StoredValue> bundles, Map<StoredValue, byte[]> fetched) {
        CodeLoader loader = loaders.computeIfAbsent(space, id -> new CodeLoader(id, parent, others));
        loader.bundles().forEach(this::keep);
        try {
            for (StoredValue bundle : bundles) {
                loader.add(bundle(bundle, fetched));
            }
        } finally {
            trim();
        }
        return loader;
    }

    private UnpackedBundle bundle(StoredValue stored, Map<StoredValue, byte[]> fetched) {
        UnpackedBundle kept = bundles.get(stored);
        if (kept != null) {
            return kept;
        }
        byte[] packed = fetched.get(stored);
        if (packed == null) {
            throw new IllegalArgumentException("the bundle of classes " + stored + " was not fetched");
        }
        UnpackedBundle unpacked = new UnpackedBundle(CodeBundle.read(stored, packed));
        keep(unpacked);
        return unpacked;
    }

    /** Also what a loader has asked for itself counts, as soon as its space is used again. */
    private void keep(UnpackedBundle bundle) {
        if (!bundles.containsKey(bundle.stored())) {
            bundles.put(bundle.stored(), bundle);
            bytes += bundle.size();
        }
    }

    /**
     * Bundles that no loader has go first: they cost only their fetching, while a loader has the state of its classes.
     */
    private void trim() {
        while (loaders.size() > mostSpaces) {
            dropOldestLoader();
        }
        dropUnused();
        while (bytes > mostBytes && loaders.size() > 1) {
            dropOldestLoader();
            dropUnused();
        }
    }

    private void dropOldestLoader() {
        loaders.remove(loaders.keySet().iterator().next());
    }

    private void dropUnused() {
        Iterator<UnpackedBundle> oldest = bundles.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            UnpackedBundle bundle = oldest.next();
            if (loaders.values().stream().noneMatch(loader -> loader.has(bundle.stored()))) {
                oldest.remove();
                bytes -= bundle.size();
            }
        }
    }
}
