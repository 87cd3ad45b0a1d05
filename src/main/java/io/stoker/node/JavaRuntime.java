package io.stoker.node;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Java that runs this process, for starting others like it.
 *
 * @param java the program
 * @param feature its version: 17, 25
 * @param classPath where the classes are, by absolute paths
 * @param archive the shared class data that make it start faster, where there are any
 */
public record JavaRuntime(Path java, int feature, String classPath, Optional<Path> archive) {
    /** Where {@code scripts/stoker} says that the class data archive is; empty for none. */
    public static final String ARCHIVE_VARIABLE = "STOKER_CDS";

    private static final String MAIN = "io.stoker.cli.Main";
    private static final String NODE_MAIN = "io.stoker.cli.NodeMain";

    /** Logs, files and what tasks print are UTF-8 on every machine, as from Java 18 on most of it is by itself. */
    private static final List<String> UTF_8 =
            List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8");

    /**
     * The JVM warns of what Akka and SQLite do since then. The archive is only good with the second, as it was made so.
     */
    private static final int WARNS_SINCE = 23;

    private static final List<String> NO_WARNINGS =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    /** The one that runs this process. */
    public static JavaRuntime current() {
        return new JavaRuntime(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Runtime.version().feature(),
                absolute(System.getProperty("java.class.path")),
                archive(System.getenv(ARCHIVE_VARIABLE)));
    }

    /** The same with this behind its class path. */
    JavaRuntime with(EngineClassPath more) {
        return new JavaRuntime(java, feature, more.behind(classPath), archive);
    }

    /** A command line that runs Stoker's own main class. */
    public List<String> stoker(List<String> flags, List<String> arguments) {
        return command(flags, MAIN, arguments);
    }

    /** A command line for a node that a launcher starts. */
    List<String> node(List<String> flags, List<String> arguments) {
        return command(flags, NODE_MAIN, arguments);
    }

    private List<String> command(List<String> flags, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(flags);
        command.addAll(UTF_8);
        archive.ifPresent(file -> command.addAll(List.of(
                "-XX:SharedArchiveFile=" + file,
                "-Xshare:auto",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0")));
        if (feature >= WARNS_SINCE) {
            command.addAll(NO_WARNINGS);
        }
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return command;
    }

    /** For a Java client: our class path and behind it, so that one of the user's own comes first, our logging. */
    public String clientClassPath() {
        Path conf = conf();
        return Files.isDirectory(conf) ? classPath + File.pathSeparator + conf : classPath;
    }

    /**
     * The flags in these files of the distribution's {@code conf/jvm}, as an argument of {@code java} for each; those
     * in JSON are directives for its compilers.
     *
     * @throws NodeException if there is no such file
     */
    List<String> flags(String... files) {
        return Arrays.stream(files)
                .map(conf().resolve("jvm")::resolve)
                .map(file -> {
                    if (!Files.isRegularFile(file)) {
                        throw new NodeException("there is no " + file
                                + ", which has flags for the JVMs of nodes: keep the folders lib and"
                                + " conf of Stoker's distribution side by side");
                    }
                    return (file.toString().endsWith(".json") ? "-XX:CompilerDirectivesFile=" : "@") + file;
                })
                .toList();
    }

    /** The distribution's folder of that name, beside that of our jar. */
    private Path conf() {
        Path lib = Path.of(classPath.split(File.pathSeparator)[0]).getParent();
        return lib == null ? Path.of("conf") : lib.resolveSibling("conf");
    }

    private static Optional<Path> archive(@Nullable String path) {
        return Optional.ofNullable(path)
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .filter(Files::isRegularFile);
    }

    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
