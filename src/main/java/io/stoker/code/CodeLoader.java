package io.stoker.code;

import io.stoker.task.MalformedException;
import io.stoker.task.StoredValue;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes and resources of one space at an engine: those of its bundles, and otherwise those of the engine.
 * Classes of the JDK and of libraries that functions share with their engine are the engine's, if it has them. Safe for
 * many threads.
 */
public final class CodeLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final int NEWEST_JAVA = Runtime.version().feature();

    private final UUID space;
    private final ClassLoader parent;
    private final ClassSource others;
    private final List<UnpackedBundle> bundles = new CopyOnWriteArrayList<>();
    private final Set<StoredValue> added = ConcurrentHashMap.newKeySet();
    private long bytes;

    /**
     * A loader without bundles.
     *
     * @param parent the engine's own classes
     * @param others is asked for a class that neither a bundle nor the engine has
     */
    public CodeLoader(UUID space, ClassLoader parent, ClassSource others) {
        super(parent);
        this.space = space;
        this.parent = parent;
        this.others = others;
    }

    /**
     * Adds the entries of a bundle, if they have not been added before. Of two bundles with a class of the same name,
     * which a space does not make, the first has it.
     *
     * @throws MalformedException if it cannot be unpacked, or all bundles together are larger than a space may be
     */
    public void add(CodeBundle bundle) {
        if (!has(bundle.stored())) {
            add(new UnpackedBundle(bundle));
        }
    }

    synchronized void add(UnpackedBundle bundle) {
        if (has(bundle.stored())) {
            return;
        }
        if (bytes + bundle.size() > CodeSpace.MOST_BYTES) {
            throw new MalformedException("the bundles of classes of the space " + space + " have "
                    + (bytes + bundle.size()) + " bytes together; the limit is " + CodeSpace.MOST_BYTES);
        }
        bytes += bundle.size();
        bundles.add(bundle);
        added.add(bundle.stored());
    }

    boolean has(StoredValue bundle) {
        return added.contains(bundle);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> type = findLoadedClass(name);
            if (type == null) {
                type = find(name);
            }
            if (resolve) {
                resolveClass(type);
            }
            return type;
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/');
        boolean parentFirst = EngineCode.isShared(path);
        Class<?> type = parentFirst ? ofParent(name) : null;
        if (type == null) {
            byte[] classFile = entry(path + ClassFile.ENDING);
            type = classFile != null ? define(name, classFile) : parentFirst ? null : ofParent(name);
        }
        return type != null ? type : findClass(name);
    }

    private @Nullable Class<?> ofParent(String name) {
        try {
            return parent.loadClass(name);
        } catch (ClassNotFoundException e) {
            return null; // Then it is looked for elsewhere.
        }
    }

    private byte @Nullable [] entry(String name) {
        for (UnpackedBundle bundle : bundles) {
            byte[] entry = bundle.entry(name);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /** Of a class that neither a bundle nor the engine has. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] classFile = ask(name);
        if (classFile == null) {
            throw new ClassNotFoundException(missing(name) + ". If it is found by reflection or in a service file, add"
                    + " the jar or directory that has it with addJar");
        }
        return define(name, classFile);
    }

    private byte @Nullable [] ask(String name) throws ClassNotFoundException {
        try {
            return others.classFile(space, name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClassNotFoundException(missing(name) + ", and asking for it was interrupted", e);
        } catch (Exception e) {
            throw new ClassNotFoundException(missing(name) + ", and asking for it failed: " + e.getMessage(), e);
        }
    }

    private static String missing(String name) {
        return "the class " + name + " was not sent by the client, and the engine does not have it";
    }

    private Class<?> define(String name, byte[] classFile) {
        int java = ClassFile.java(ClassFile.version(classFile));
        if (java > NEWEST_JAVA) {
            throw new UnsupportedClassVersionError("the class " + name + " needs Java " + java
                    + ", and this JVM is Java "
                    + NEWEST_JAVA + ": start the engines with Java " + java + " or newer, or compile the class with"
                    + " --release " + NEWEST_JAVA);
        }
        return defineClass(name, classFile, 0, classFile.length);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : parent.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        all.addAll(Collections.list(parent.getResources(name)));
        return Collections.enumeration(all);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        Enumeration<URL> all = findResources(name);
        return all.hasMoreElements() ? all.nextElement() : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        List<URL> all = new ArrayList<>();
        for (UnpackedBundle bundle : bundles) {
            URL url = bundle.url(name);
            if (url != null) {
                all.add(url);
            }
        }
        return Collections.enumeration(all);
    }

    @Override
    public String toString() {
        return "CodeLoader[" + space + "]";
    }
}
