package io.stoker.client;

import io.stoker.code.Compiled;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A program whose functions look for classes and resources that nobody can know before they run. */
public final class ReflectiveProgram {
    private static final String PROGRAM = """
            package com.acme;
            import io.stoker.task.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.function.Supplier;
            public class Program {
                public static StokerCallable<String> named(String first, String rest) {
                    return () -> Class.forName(first + rest).getDeclaredConstructor().newInstance().toString();
                }
                public static StokerCallable<String> resource(String name) {
                    return () -> {
                        var in = Program.class.getResourceAsStream(name);
                        return in == null ? null : new String(in.readAllBytes(), "UTF-8");
                    };
                }
                public static StokerCallable<String> service() {
                    return () -> {
                        StringBuilder all = new StringBuilder();
                        for (Supplier<?> one : ServiceLoader.load(Supplier.class)) all.append(one.get());
                        return all.toString();
                    };
                }
                public static StokerCallable<Integer> probes(int count) {
                    return () -> {
                        int missing = 0;
                        for (int i = 0; i < count; i++) {
                            try {
                                Class.forName("com.acme.optional.Feature" + i);
                            } catch (ClassNotFoundException e) {
                                missing++;
                            }
                        }
                        return missing;
                    };
                }
                public static StokerCallable<String> later(String file, StokerCallable<?> then) {
                    return () -> {
                        while (!Files.exists(Path.of(file))) Thread.onSpinWait();
                        return String.valueOf(then.call());
                    };
                }
                public static StokerCallable<String> noted(String file, String name) {
                    return () -> {
                        try {
                            return Class.forName("com.acme." + name).getName();
                        } catch (ClassNotFoundException e) {
                            Files.writeString(Path.of(file), e.getMessage());
                            throw e;
                        }
                    };
                }
            }
            """;

    private static final Map<String, String> SOURCES = Map.of(
            "com.acme.Program",
            PROGRAM,
            "com.acme.Hidden",
            "package com.acme; public class Hidden { public String toString() { return new Helper().text(); } }",
            "com.acme.Helper",
            "package com.acme; class Helper { String text() { return \"%s\"; } }",
            "com.acme.Greeter",
            "package com.acme; public class Greeter implements java.util.function.Supplier<String> {"
                    + " public String get() { return \"hello\"; } }");

    private ReflectiveProgram() {}

    /** Compiles it into a folder of the name of the version, which {@code com.acme.Hidden} has for a text. */
    public static Path compile(Path directory, String version) throws IOException {
        Map<String, String> sources = new HashMap<>(SOURCES);
        sources.replaceAll((name, source) -> source.replace("%s", version));
        String stoker = StokerException.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return Compiled.into(directory.resolve(version), sources, "-cp", stoker);
    }

    /** The program's class loader: engines in this JVM do not have what it has. */
    public static ClassLoader loader(Path classes) throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, ReflectiveProgram.class.getClassLoader());
    }

    /** A function that one of its methods makes. */
    @SuppressWarnings("unchecked")
    public static StokerCallable<Object> function(ClassLoader program, String name, Object... arguments) {
        try {
            for (Method method : program.loadClass("com.acme.Program").getMethods()) {
                if (method.getName().equals(name)) {
                    return (StokerCallable<Object>) method.invoke(null, arguments);
                }
            }
            throw new IllegalArgumentException("no method " + name);
        } catch (ClassNotFoundException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
