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
    /** Those that were asked for. */
    private final Map<String, List<CodeBundle>> resources = new HashMap<>();

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
     * @throws IllegalArgumentException if there is no such jar or directory, or it cannot be read, or it has its
     *     classes in a directory further below
     * @throws UnsendableClassException if a class file in it is damaged
     * @throws CodeTooLargeException if the space would have more than {@link #MOST_BYTES}
     */
    public synchronized void addJar(Path jar) {
        Path path = realPath(jar);
        if (jars.contains(path)) {
            return;
        }
        Scan scan = new Scan(classes, bytes);
        List<KnownClass> types = scan.findAll(JarContent.read(path), loader.get());
        CodeBundle bundle = pack(scan);
        Set<CodeBundle> all = new LinkedHashSet<>(added);
        if (bundle != null) {
            all.add(bundle); // which may have resources only
        }
        all.addAll(KnownClass.bundles(types));
        added = List.copyOf(all);
        jars.add(path);
    }

    /**
     * The bundles that engines need to have a class or resource that was not {@link #needed}, as far as it could be
     * told: for a class that is found by reflection, all that it can reach as well. Every resource on the class path
     * can be had by its name, and nothing else of this machine.
     *
     * @param entry its name, as {@code com/acme/Pricer.class}; anybody may have made it up
     * @return distinct; empty if there is no such entry, or engines have it
     * @throws UnsendableClassException if it was made at run time, or cannot be read
     * @throws CodeTooLargeException if the space would have more than {@link #MOST_BYTES}
     */
    public List<CodeBundle> find(String entry) {
        ClassLoader from = loader.get();
        if (from == null || !ResourceFiles.isPlain(entry)) {
            return List.of();
        }
        return ClassFile.isClass(entry) ? findClass(ClassFile.nameOf(entry), from) : findResources(entry, from);
    }

    private synchronized List<CodeBundle> findClass(String name, ClassLoader from) {
        Scan scan = new Scan(classes, bytes);
        KnownClass type = scan.findNamed(name, from);
        if (type == null) {
            return List.of();
        }
        pack(scan);
        return List.copyOf(KnownClass.bundles(List.of(type)));
    }

    /** Each in a bundle of its own, as those of several jars have the same name. */
    private synchronized List<CodeBundle> findResources(String name, ClassLoader from) {
        List<CodeBundle> known = resources.get(name);
        if (known != null) {
            return known;
        }
        Set<CodeBundle> found = new LinkedHashSet<>();
        CodeSize size = new CodeSize(bytes);
        for (byte[] content : ResourceFiles.read(from, name)) {
            size.add(name, content, null);
            size.check();
            found.add(CodeBundle.of(Map.of(name, content)));
        }
        bytes += size.bytes();
        if (!found.isEmpty()) {
            resources.put(name, List.copyOf(found));
        }
        return List.copyOf(found);
    }

    private static Path realPath(Path jar) {
        try {
            return jar.toRealPath();
        } catch (IOException e) {
            throw new IllegalArgumentException("there is no jar or directory of classes '" + jar + "': " + e, e);
        }
    }
}
