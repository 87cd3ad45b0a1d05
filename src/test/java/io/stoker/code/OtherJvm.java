package io.stoker.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Has some classes of the tests once more, as a JVM to which they were sent. */
final class OtherJvm extends ClassLoader {
    private final Predicate<String> isSent;

    private OtherJvm(@Nullable ClassLoader parent, Predicate<String> isSent) {
        super(parent);
        this.isSent = isSent;
    }

    /** With classes whose names begin like this; Stoker itself is there. */
    static OtherJvm with(String... prefixes) {
        return new OtherJvm(OtherJvm.class.getClassLoader(), name -> {
            for (String prefix : prefixes) {
                if (name.startsWith(prefix)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** With classes whose names pass; nothing else is there but the JDK. */
    static OtherJvm withOnly(Predicate<String> isSent) {
        return new OtherJvm(getPlatformClassLoader(), isSent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return isSent.test(name) ? define(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name) {
        try (InputStream in = OtherJvm.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            byte[] file = in.readAllBytes();
            return defineClass(name, file, 0, file.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
