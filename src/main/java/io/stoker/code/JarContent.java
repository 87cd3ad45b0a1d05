package io.stoker.code;

import io.stoker.task.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
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
     * @param jar its real path
     * @throws IllegalArgumentException if there is no such jar or directory, or it cannot be read
     * @throws CodeTooLargeException if it is larger than what may be sent
     * @throws UnsendableClassException if a class file in it is damaged
     */
    static Map<String, byte[]> read(Path jar) {
        try {
            if (Files.isDirectory(jar)) {
                return entries(jar, jar);
            }
            try (FileSystem files = FileSystems.newFileSystem(jar, AS_THIS_JVM)) {
                return entries(jar, files.getPath("/"));
            }
        } catch (IOException | UncheckedIOException | ProviderNotFoundException e) {
            throw new IllegalArgumentException(
                    "'" + jar + "' cannot be read as a jar or a directory of classes: " + e, e);
        }
    }

    private static Map<String, byte[]> entries(Path jar, Path root) throws IOException {
        Map<String, Path> files = files(jar, root);
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
        SortedMap<String, byte[]> entries = new TreeMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            entries.put(file.getKey(), Files.readAllBytes(file.getValue()));
        }
        requireClassesAtTheTop(jar, entries);
        return entries;
    }

    /** The first class tells it: {@code target} has them in {@code classes}, a Spring Boot jar in {@code BOOT-INF}. */
    private static void requireClassesAtTheTop(Path jar, SortedMap<String, byte[]> entries) {
        entries.entrySet().stream()
                .filter(entry -> ClassFile.isClass(entry.getKey()))
                .findFirst()
                .filter(entry -> isFurtherBelow(ClassFile.nameOf(entry.getKey()), entry.getValue()))
                .ifPresent(entry -> {
                    throw new IllegalArgumentException("'" + jar + "' has its classes further below, as "
                            + entry.getKey()
                            + ". Add the directory that has their packages at its top, or a jar of it.");
                });
    }

    private static boolean isFurtherBelow(String name, byte[] classFile) {
        try {
            Set<String> names = ClassFile.references(classFile);
            return !names.contains(name) && names.stream().anyMatch(part -> name.endsWith("/" + part));
        } catch (MalformedException e) {
            throw Scan.damaged(name, null, e);
        }
    }

    private static Map<String, Path> files(Path jar, Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .limit(BundleFormat.MOST_ENTRIES + 1L) // it may be the root of a disk
                    .toList();
            if (files.size() > BundleFormat.MOST_ENTRIES) {
                throw new CodeTooLargeException("'" + jar + "' has more than " + BundleFormat.MOST_ENTRIES
                        + " files, the limit for all that one class loader of a session sends. Add a jar of only those"
                        + " that the functions use.");
            }
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
                && !(ClassFile.isClass(name) && EngineCode.cannotBeSent(ClassFile.nameOf(name)));
    }
}
