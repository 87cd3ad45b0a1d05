package io.stoker.code;

import io.stoker.task.StokerException;
import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The classes that are not sent, because every engine has them. Names are as {@code com/acme/Pricer}. */
final class EngineCode {
    /**
     * Of libraries that tasks share with their engine: a logger or a value of theirs means the same on both sides. Of
     * Groovy also the engine's own kernel uses what a task leaves.
     */
    private static final List<String> SHARED =
            List.of("java/", "org/slf4j/", "groovy/", "org/codehaus/groovy/", "org/apache/groovy/", "org/jspecify/");

    private static final Set<String> PACKAGES_OF_JDK = ModuleLayer.boot().modules().stream()
            .filter(EngineCode::isOfJdk)
            .flatMap(module -> module.getPackages().stream())
            .map(name -> name.replace('.', '/'))
            .collect(Collectors.toUnmodifiableSet());

    private static final String STOKER = "io/stoker/";
    private static final String HOME_OF_STOKER = homeOfStoker();

    private EngineCode() {}

    /** Whether each engine has it, so that it is not sent. */
    static boolean has(String name) {
        return isShared(name) || cannotBeSent(name);
    }

    /** Whether an engine uses its own, if it has it, and not one that was sent. */
    static boolean isShared(String name) {
        return SHARED.stream().anyMatch(name::startsWith);
    }

    /** Whether an engine's own classes of this package may be used together with classes that were sent. */
    static boolean mayBeMixed(String packageName) {
        return (packageName + "/").startsWith(STOKER);
    }

    /** Whether it is of the JDK or Stoker, and even a jar that has it does not replace the engine's own. */
    static boolean cannotBeSent(String name) {
        return PACKAGES_OF_JDK.contains(packageOf(name)) || isOfStoker(name);
    }

    /** Of a class, as {@code com/acme}; empty if it has none. */
    static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** Tools of the JDK are loaded by the loader of applications. */
    private static boolean isOfJdk(Module module) {
        ClassLoader loader = module.getClassLoader();
        return loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || module.getName().startsWith("jdk.");
    }

    /** Somebody may have classes of their own in a package of Stoker's, such as tests of it. */
    private static boolean isOfStoker(String name) {
        if (!name.startsWith(STOKER)) {
            return false;
        }
        URL found = StokerException.class.getResource("/" + name + ".class");
        return found != null && found.toString().startsWith(HOME_OF_STOKER);
    }

    /** The jar or directory that has Stoker's classes. */
    private static String homeOfStoker() {
        String name = "/" + StokerException.class.getName().replace('.', '/') + ".class";
        URL found = StokerException.class.getResource(name);
        if (found == null) {
            throw new IllegalStateException("Stoker's own class loader must find Stoker's class files");
        }
        String url = found.toString();
        return url.substring(0, url.length() - name.length() + 1);
    }
}
