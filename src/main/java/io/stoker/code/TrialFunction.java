package io.stoker.code;

import io.stoker.task.StokerCallable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A function that is sent, or called, before anybody's: the first one of a JVM takes many times as long as the others,
 * as much is loaded, linked and set up then.
 */
public final class TrialFunction {
    private static final String ENTRY = TrialFunction.class.getName().replace('.', '/') + ".class";

    private TrialFunction() {}

    /** Returns 42; captures a value, as most functions do. */
    public static StokerCallable<Integer> function() {
        int six = 6;
        return () -> six * 7;
    }

    /** Its class, so that a loader of functions makes one of its own, though the engine has it. */
    public static CodeBundle bundle() {
        ClassLoader loader = TrialFunction.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(ENTRY)) {
            if (in == null) {
                throw new IllegalStateException("Stoker's own class loader must find Stoker's class files");
            }
            Scan scan = new Scan(Map.of(), 0);
            scan.findAll(Map.of(ENTRY, in.readAllBytes()), loader);
            return CodeBundle.of(scan.entries());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
