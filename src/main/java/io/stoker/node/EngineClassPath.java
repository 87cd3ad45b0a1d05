package io.stoker.node;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The user's jars and directories of classes on the class path of engines, written as Java's {@code -cp}. They are
 * behind Stoker's own, as the class data archive wants those first and unchanged.
 *
 * @param entries absolute; {@code /lib/*} stands for the jars in a folder
 */
public record EngineClassPath(List<String> entries) {
    /** Nothing of the user's. */
    public static final EngineClassPath NONE = new EngineClassPath(List.of());

    private static final String JARS = "*";

    /**
     * This class path.
     *
     * @param text entries with the separator of this system between them, relative to the working directory
     * @throws NodeException if one of them is not there, or is not a jar or directory; names it
     */
    public static EngineClassPath of(String text) {
        return new EngineClassPath(Arrays.stream(text.split(File.pathSeparator, -1))
                .map(EngineClassPath::checked)
                .toList());
    }

    private static String checked(String entry) {
        if (entry.isEmpty()) {
            throw new NodeException(
                    "an entry of the class path is empty: name a jar or a directory; '.' is the working directory");
        }
        Path path = Path.of(entry).toAbsolutePath().normalize();
        if (isJars(path)) {
            if (jars(path).isEmpty()) {
                throw new NodeException("there are no jars for '" + entry + "' on the class path");
            }
        } else if (!Files.exists(path)) {
            throw new NodeException("there is no '" + entry + "' for the class path");
        } else if (!Files.isDirectory(path)) {
            requireJar(entry, path);
        }
        return path.toString();
    }

    private static void requireJar(String entry, Path file) {
        try {
            new ZipFile(file.toFile()).close();
        } catch (IOException e) {
            throw new NodeException("'" + entry + "' on the class path is not a jar: " + e.getMessage(), e);
        }
    }

    private static boolean isJars(Path entry) {
        return entry.endsWith(JARS) && !Files.exists(entry);
    }

    /** What Java takes {@code folder/*} for. */
    private static List<Path> jars(Path entry) {
        Path folder = entry.resolveSibling("");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".jar") || file.toString().endsWith(".JAR"))
                    .toList();
        } catch (IOException e) {
            throw new NodeException("cannot read the folder " + folder + " of the class path: " + e, e);
        }
    }

    /**
     * That this JVM was started with it: {@code scripts/stoker} does that.
     *
     * @param classPath the class path of this JVM
     * @throws NodeException if an entry is missing there; names it
     */
    public void requireIn(String classPath) {
        Set<Path> there = Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .collect(Collectors.toSet());
        for (String entry : entries) {
            Path path = Path.of(entry);
            for (Path each : isJars(path) ? jars(path) : List.of(path)) {
                if (!there.contains(each)) {
                    throw new NodeException("this process was started without " + each + " on its class path: start it"
                            + " with scripts/stoker, or name that behind Stoker's jars in java's -cp");
                }
            }
        }
    }

    /** As Java's {@code -cp}, behind another one. */
    String behind(String classPath) {
        return String.join(
                File.pathSeparator,
                Stream.concat(Stream.of(classPath), entries.stream()).toList());
    }

    /** As an option of {@code stoker cluster}. */
    List<String> arguments() {
        return entries.isEmpty() ? List.of() : List.of("--class-path", String.join(File.pathSeparator, entries));
    }
}
