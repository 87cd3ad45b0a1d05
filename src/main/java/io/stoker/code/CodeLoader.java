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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes and resources of one space at an engine: those of its bundles, and otherwise those of the engine,
 * but not from packages of which some classes were sent. Classes of the JDK and of libraries that functions share with
 * their engine are the engine's, if it has them. Safe for many threads.
 */
public final class CodeLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String SERVICES = "META-INF/services/";
    private static final Logger LOG = LoggerFactory.getLogger(CodeLoader.class);
    private static final int NEWEST_JAVA = Runtime.version().feature();

    private final UUID space;
    private final ClassLoader parent;
    private final MissingEntries missing;
    private final List<UnpackedBundle> bundles = new CopyOnWriteArrayList<>();
    private final Set<StoredValue> added = ConcurrentHashMap.newKeySet();
    /** Of which no class is the engine's: those of two versions of a library do not fit each other. */
    private final Set<String> packages = ConcurrentHashMap.newKeySet();

    private long bytes;

    /**
     * A loader without bundles.
     *
     * @param parent the engine's own classes
     * @param others is asked for a class or resource that neither a bundle nor the engine has
     */
    public CodeLoader(UUID space, ClassLoader parent, BundleSource others) {
        super(parent);
        this.space = space;
        this.parent = parent;
        this.missing = new MissingEntries(space, others, this::has, this::add);
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
        bundle.packages().filter(name -> !EngineCode.mayBeMixed(name)).forEach(packages::add);
    }

    /** All that were added, in order. */
    List<UnpackedBundle> bundles() {
        return bundles;
    }

    /**
     * Whether functions use the engine's class of this name because it is never sent: Stoker's and shared libraries.
     */
    public static boolean isOfEngine(String className) {
        return EngineCode.has(className.replace('.', '/'));
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
        boolean shared = EngineCode.isShared(path);
        Class<?> type = shared ? ofParent(name) : null;
        if (type == null) {
            byte[] classFile = entry(ClassFile.entryOf(path));
            if (classFile != null) {
                return define(name, classFile);
            }
            type = shared || packages.contains(EngineCode.packageOf(path)) ? null : ofParent(name);
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
        if (name.startsWith("java.")) {
            throw new ClassNotFoundException("the class " + name + " is not in Java " + NEWEST_JAVA
                    + ", which this engine runs on: start the engines with the Java that the client has");
        }
        String entry = ClassFile.entryOf(name.replace('.', '/'));
        String reason = missing.bring(entry);
        byte[] classFile = entry(entry);
        if (classFile == null) {
            throw new ClassNotFoundException("the class " + name
                    + Requester.in(this)
                            .map(who -> ", which " + who + " asks for,")
                            .orElse("")
                    + lacking(name) + reason
                    + ". If it is found by reflection or named in a service file, add the jar or directory that has it"
                    + " with addJar before the function is submitted");
        }
        return define(name, classFile);
    }

    private String lacking(String name) {
        return packages.contains(EngineCode.packageOf(name.replace('.', '/')))
                ? " was not sent with the function, while others of its package were"
                : " was not sent with the function, and the engine does not have it";
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
        URL known = findResource(name);
        if (known == null && !isServiceThatWasSent(name)) {
            known = parent.getResource(name);
        }
        return known != null || !bring(name) ? known : findResource(name);
    }

    /** The engine's own services implement the engine's own class of that name. */
    private boolean isServiceThatWasSent(String name) {
        return name.startsWith(SERVICES)
                && entry(ClassFile.entryOf(name.substring(SERVICES.length()).replace('.', '/'))) != null;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        if (all.isEmpty() && bring(name)) {
            all.addAll(Collections.list(findResources(name)));
        }
        if (!isServiceThatWasSent(name)) {
            all.addAll(Collections.list(parent.getResources(name)));
        }
        return Collections.enumeration(all);
    }

    /** That a resource is missing has no words of its own: they are for the log. */
    private boolean bring(String resource) {
        String reason = missing.bring(resource);
        if (!reason.isEmpty()) {
            LOG.debug("the resource {} is not there{}", resource, reason);
        }
        return reason.isEmpty();
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
