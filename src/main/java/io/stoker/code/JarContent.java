package io.stoker.code;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The entries of a jar, or of a directory of classes, that can be sent. */
final class JarContent {
    /**
     * Of a jar with classes for several versions of Java, those for this JVM are also where the others look for them.
     */
    private static final Map<String, String> AS_THIS_JVM = Map.of("releaseVersion", "runtime");

    private static final String VERSIONS = "META-INF/versions/";
    private static final String MODULE = "module-info.class";
    private static final double MEGABYTE = 1 << 20;

    private JarContent() {}

    /**
     * By their names.
     *
     * @throws IllegalArgumentException if there is no such jar or directory, or it cannot be read
     * @throws CodeTooLargeException if it is larger than what may be sent
     */
    static Map<String, byte[]> read(Path jar) {
        try {
            if (Files.isDirectory(jar)) {
                return entries(jar, jar.toRealPath());
            }
            try (FileSystem files = FileSystems.newFileSystem(jar, AS_THIS_JVM)) {
                return entries(jar, files.getPath("/"));
            }
        } catch (IOException | ProviderNotFoundException e) {
            throw new IllegalArgumentException(
                    "'" + jar + "' cannot be read as a jar or a directory of classes: " + e, e);
        }
    }

    private static Map<String, byte[]> entries(Path jar, Path root) throws IOException {
        Map<String, Path> files = files(root);
        long size = 0;
        for (Path file : files.values()) {
            size += Files.size(file);
        }
        if (size > CodeSpace.MOST_BYTES) {
            throw new CodeTooLargeException(String.format(
                    Locale.ROOT,
                    "'%s' has %.1f MB of classes and resources, and the limit is %.0f MB for all that one class loader"
                            + " of a session sends. Add a jar of only those that the functions use.",
                    jar,
                    size / MEGABYTE,
                    CodeSpace.MOST_BYTES / MEGABYTE));
        }
        Map<String, byte[]> entries = new TreeMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            entries.put(file.getKey(), Files.readAllBytes(file.getValue()));
        }
        return entries;
    }

    private static Map<String, Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            return files.stream()
                    .filter(file -> isSent(name(root, file)))
                    .collect(Collectors.toMap(file -> name(root, file), file -> file));
        }
    }

    private static String name(Path root, Path file) {
        String separator = root.getFileSystem().getSeparator();
        return root.relativize(file).toString().replace(separator, "/");
    }

    private static boolean isSent(String name) {
        return !name.equals(MODULE)
                && !name.startsWith(VERSIONS)
                && !(name.endsWith(ClassFile.ENDING)
                        && EngineCode.cannotBeSent(name.substring(0, name.length() - ClassFile.ENDING.length())));
    }
}
