package io.stoker.code;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The code of one class loader of a client in one session, as engines need it: they keep a class loader for each space.
 * Every class is in one bundle of its space only, so that an engine never gets two versions of it. Safe for many
 * threads; does not keep the client's class loaders alive.
 */
public final class CodeSpace {
    /** How many bytes of classes and resources one space may send, unpacked. */
    public static final int MOST_BYTES = BundleFormat.MOST_BYTES;

    private final UUID id = UUID.randomUUID();
    private final WeakReference<ClassLoader> loader;

    /** What each root needs, to be found without the lock of this space. */
    private final Map<Class<?>, List<CodeBundle>> needed = Collections.synchronizedMap(new WeakHashMap<>());

    private volatile List<CodeBundle> added = List.of();
    private final Set<Path> jars = new HashSet<>();
    private final Map<String, KnownClass> classes = new HashMap<>();
    private long bytes;

    CodeSpace(ClassLoader loader) {
        this.loader = new WeakReference<>(loader);
    }

    /** Its identity at the engines; random. */
    public UUID id() {
        return id;
    }

    /**
     * The bundles that engines need to run code of these classes: all that the classes can reach, as far as class files
     * tell, without the JDK, Stoker and the libraries that each engine shares with its tasks; and what
     * {@linkplain #addJar was added}. A class that has been asked for before costs a look-up.
     *
     * @param roots the classes of functions and values: lambdas, arrays and classes of the JDK too
     * @return distinct; empty if engines have everything
     * @throws UnsendableClassException if one of the roots has no class file, or another version of it was sent before
     * @throws CodeTooLargeException if the space would have more than {@link #MOST_BYTES}
     */
    public List<CodeBundle> needed(Collection<Class<?>> roots) {
        Set<CodeBundle> bundles = new LinkedHashSet<>(added);
        for (Class<?> root : roots) {
            List<CodeBundle> known = needed.get(root);
            bundles.addAll(known != null ? known : findAll(roots, root));
        }
        return List.copyOf(bundles);
    }

    /** Classes that are new together are in one bundle. */
    private synchronized List<CodeBundle> findAll(Collection<Class<?>> roots, Class<?> root) {
        Scan scan = new Scan(classes, bytes);
        Map<Class<?>, List<KnownClass>> found = new LinkedHashMap<>();
        for (Class<?> each : roots) {
            if (!needed.containsKey(each)) {
                KnownClass type = scan.findRoot(each);
                found.put(each, type == null ? List.of() : List.of(type));
            }
        }
        pack(scan);
        found.forEach((each, types) -> needed.put(each, List.copyOf(KnownClass.bundles(types))));
        return Objects.requireNonNull(needed.get(root));
    }

    private @Nullable CodeBundle pack(Scan scan) {
        Map<String, byte[]> entries = scan.entries();
        if (entries.isEmpty()) {
            return null;
        }
        CodeBundle bundle = CodeBundle.of(entries);
        scan.classes().values().forEach(type -> type.packedIn(bundle));
        classes.putAll(scan.classes());
        entries.forEach((name, entry) -> bytes += BundleFormat.size(name, entry));
        return bundle;
    }

    /**
     * Adds all classes and resources of a jar, or of a directory of classes, to what every later {@link #needed} gives,
     * together with what these classes can reach. It is for what class files do not tell: classes that are found by
     * reflection, and service files. A class that was sent before stays as it was.
     *
     * @throws IllegalArgumentException if there is no such jar or directory, or it cannot be read
     * @throws CodeTooLargeException if the space would have more than {@link #MOST_BYTES}
     */
    public synchronized void addJar(Path jar) {
        if (jars.contains(realPath(jar))) {
            return;
        }
        Scan scan = new Scan(classes, bytes);
        List<KnownClass> types = scan.findAll(JarContent.read(jar), loader.get());
        CodeBundle bundle = pack(scan);
        Set<CodeBundle> all = new LinkedHashSet<>(added);
        if (bundle != null) {
            all.add(bundle); // which may have resources only
        }
        all.addAll(KnownClass.bundles(types));
        added = List.copyOf(all);
        jars.add(realPath(jar));
    }

    private static Path realPath(Path jar) {
        try {
            return jar.toRealPath();
        } catch (IOException e) {
            throw new IllegalArgumentException("there is no jar or directory of classes '" + jar + "': " + e, e);
        }
    }
}
