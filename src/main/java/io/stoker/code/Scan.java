package io.stoker.code;

import io.stoker.task.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One search for all that some classes can reach. Classes are found by name, by the loader that the search started
 * from, and not loaded. Those that are missing there are passed over: libraries refer to others that they can do
 * without.
 */
final class Scan {
    private final Map<String, KnownClass> known;
    private final Map<String, KnownClass> found = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final CodeSize size;

    /** Those that the loader has not got, or that are not sent. */
    private final Set<String> missing = new HashSet<>();

    private final Deque<Found> left = new ArrayDeque<>();

    /** A class whose references have yet to be followed, and the one that led to it, if it was not asked for. */
    private record Found(
            KnownClass type, byte[] classFile, @Nullable KnownClass referrer) {}

    /**
     * Has found nothing yet.
     *
     * @param known what earlier searches found
     * @param sent how many bytes these were
     */
    Scan(Map<String, KnownClass> known, long sent) {
        this.known = known;
        size = new CodeSize(sent);
    }

    /**
     * Finds a class and all that it can reach.
     *
     * @return null if engines have it
     * @throws UnsendableClassException if it has no class file, or not the one that is known under its name
     */
    @Nullable
    KnownClass findRoot(Class<?> root) {
        ClassLoader loader = root.getClassLoader();
        String name = RootClass.nameOf(root);
        if (loader == null || EngineCode.has(name)) {
            return null;
        }
        byte[] classFile = read(name, loader, null);
        if (classFile == null) {
            throw RootClass.withoutFile(root);
        }
        KnownClass type = lookUp(name);
        if (type == null) {
            type = addClass(name, classFile, null);
        } else if (!type.matches(classFile)) {
            throw RootClass.inAnotherVersion(root);
        }
        follow(loader);
        return type;
    }

    /**
     * Finds a class by its name, and all that it can reach.
     *
     * @return null if engines have it, or there is none
     * @throws UnsendableClassException if there is one without a class file
     */
    @Nullable
    KnownClass findNamed(String name, ClassLoader loader) {
        if (EngineCode.has(name)) {
            return null;
        }
        KnownClass type = lookUp(name);
        if (type != null) {
            return type;
        }
        byte[] classFile = read(name, loader, null);
        if (classFile == null) {
            RootClass.requireNone(name, loader);
            return null;
        }
        type = addClass(name, classFile, null);
        follow(loader);
        return type;
    }

    /**
     * Finds these entries, and all that the classes among them can reach.
     *
     * @return the classes
     */
    List<KnownClass> findAll(Map<String, byte[]> content, @Nullable ClassLoader loader) {
        List<KnownClass> classes = new ArrayList<>();
        content.forEach((entry, bytes) -> {
            if (!ClassFile.isClass(entry)) {
                add(entry, bytes, null);
                return;
            }
            String name = ClassFile.nameOf(entry);
            KnownClass type = lookUp(name);
            classes.add(type != null ? type : addClass(name, bytes, null));
        });
        follow(loader);
        return classes;
    }

    /**
     * All that was found in this search.
     *
     * @throws CodeTooLargeException if that is more than may be sent
     */
    Map<String, byte[]> entries() {
        size.check();
        return entries;
    }

    /** The classes among them. */
    Map<String, KnownClass> classes() {
        return found;
    }

    private void follow(@Nullable ClassLoader loader) {
        for (Found next = left.poll(); next != null; next = left.poll()) {
            for (String name : references(next)) {
                KnownClass other = find(name, loader, next.type);
                if (other != null && other != next.type) {
                    next.type.refersTo(other);
                }
            }
        }
        missing.clear(); // What this loader lacks, the next may have.
    }

    private static Set<String> references(Found type) {
        try {
            return ClassFile.references(type.classFile);
        } catch (MalformedException e) {
            throw damaged(type.type.name(), type.referrer, e);
        }
    }

    static UnsendableClassException damaged(String name, @Nullable KnownClass referrer, MalformedException reason) {
        return new UnsendableClassException(
                describe(name, referrer) + " cannot be sent to engines: " + reason.getMessage(), reason);
    }

    private @Nullable KnownClass find(String name, @Nullable ClassLoader loader, KnownClass referrer) {
        KnownClass type = lookUp(name);
        if (type != null || loader == null || missing.contains(name)) {
            return type;
        }
        byte[] classFile = EngineCode.has(name) ? null : read(name, loader, referrer);
        if (classFile == null) {
            missing.add(name);
            return null;
        }
        return addClass(name, classFile, referrer);
    }

    private @Nullable KnownClass lookUp(String name) {
        KnownClass type = known.get(name);
        return type != null ? type : found.get(name);
    }

    private KnownClass addClass(String name, byte[] classFile, @Nullable KnownClass referrer) {
        KnownClass type = new KnownClass(name, classFile);
        found.put(name, type);
        left.add(new Found(type, classFile, referrer));
        add(ClassFile.entryOf(name), classFile, referrer);
        return type;
    }

    /** What is too much is only counted, so that the error can tell how much there is. */
    private void add(String entry, byte[] bytes, @Nullable KnownClass referrer) {
        size.add(entry, bytes, referrer);
        if (size.fits()) {
            entries.put(entry, bytes);
        }
    }

    private static byte @Nullable [] read(String name, ClassLoader loader, @Nullable KnownClass referrer) {
        try (InputStream in = loader.getResourceAsStream(ClassFile.entryOf(name))) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UnsendableClassException(describe(name, referrer) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String describe(String name, @Nullable KnownClass referrer) {
        return "the class file of " + dotted(name)
                + (referrer == null ? "" : ", to which " + dotted(referrer.name()) + " refers,");
    }

    private static String dotted(String name) {
        return name.replace('/', '.');
    }
}
