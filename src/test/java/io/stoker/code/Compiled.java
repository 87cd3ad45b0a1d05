package io.stoker.code;

import io.stoker.task.StokerException;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Classes that tests compile, and the class loaders of a client that has them and of an engine that has not. */
public final class Compiled {
    private Compiled() {}

    /** Compiles sources, by the names of their classes, into a directory. */
    public static Path into(Path directory, Map<String, String> sources, String... options) throws IOException {
        Path sourceDirectory = Files.createTempDirectory(directory.getParent(), "sources");
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = sourceDirectory.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        Files.createDirectories(directory);
        List<String> all = new ArrayList<>(List.of("-d", directory.toString(), "-proc:none", "-nowarn"));
        if (Stream.of(options).noneMatch("-cp"::equals)) {
            all.addAll(List.of("-cp", directory.toString()));
        }
        all.addAll(List.of(options));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            if (!compiler.getTask(output, manager, null, all, null, manager.getJavaFileObjectsFromPaths(files))
                    .call()) {
                throw new IllegalArgumentException(output.toString());
            }
        }
        return directory;
    }

    /** A client's loader, which has these directories and jars, and Stoker. */
    public static URLClassLoader client(Path... paths) throws MalformedURLException {
        URL[] urls = new URL[paths.length];
        for (int i = 0; i < paths.length; i++) {
            urls[i] = paths[i].toUri().toURL();
        }
        return new URLClassLoader(urls, engine());
    }

    /** What has Stoker's own classes. */
    static Path stoker() throws URISyntaxException {
        return Path.of(StokerException.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** The loader of an engine: it has Stoker and the libraries that are shared, and no class of the tests. */
    public static ClassLoader engine() {
        URL[] urls = Stream.of(
                        StokerException.class,
                        org.slf4j.Logger.class,
                        groovy.lang.Script.class,
                        org.jspecify.annotations.NullMarked.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }
}
