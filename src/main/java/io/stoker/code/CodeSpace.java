package io.stoker.code;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

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
        return List.of();
    }

    /**
     * Adds all classes and resources of a jar, or of a directory of classes, to what every later {@link #needed} gives,
     * together with what these classes can reach. It is for what class files do not tell: classes that are found by
     * reflection, and service files. A class that was sent before stays as it was.
     *
     * @throws IllegalArgumentException if there is no such jar or directory, or it cannot be read
     * @throws CodeTooLargeException if the space would have more than {@link #MOST_BYTES}
     */
    public void addJar(Path jar) {}
}
