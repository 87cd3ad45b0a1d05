package io.stoker.processes;

import static org.awaitility.Awaitility.await;

import io.stoker.ProcessLogs;
import io.stoker.cli.trial.Processes;
import io.stoker.client.Clusters;
import io.stoker.client.Stoker;
import io.stoker.client.TestConnect;
import io.stoker.node.ConnectionFile;
import io.stoker.node.ConnectionInfo;
import io.stoker.node.Profile;
import io.stoker.node.SettingsFile;
import io.stoker.task.EngineInfo;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stoker's processes as a user starts them, from the jars that were just packaged, under a home of their own. */
final class RealCluster implements AutoCloseable {
    static final Duration SOON = Duration.ofMinutes(5);

    /**
     * The optimizing compiler is of no use to JVMs that live for a minute, and takes a quarter of the processor time of
     * their starts; another tenth is what the quick one spends on what is called a few hundred times. It is announced
     * by each JVM with a line on its standard error.
     */
    private static final String BRIEF_LIFE = "-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=2";

    private static final String ANNOUNCED = "Picked up JAVA_TOOL_OPTIONS: " + BRIEF_LIFE + "\n";

    private final Path home;
    private final boolean brief;
    private final List<Process> started = new ArrayList<>();

    RealCluster() {
        this(true);
    }

    /** With all of the compilers that a user's cluster has. */
    static RealCluster optimizing() {
        return new RealCluster(false);
    }

    private RealCluster(boolean brief) {
        this.brief = brief;
        try {
            home = Files.createTempDirectory("stoker-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is set for the nodes that are started after this, in the profile's file. */
    void set(Map<String, String> settings) {
        SettingsFile.write(new Profile(home, Profile.DEFAULT).create(), settings);
    }

    /** Runs a command of {@code stoker}; its output goes to a file in the home. */
    Process start(String... arguments) {
        return run(command(arguments));
    }

    /** The command line of a command of {@code stoker}. */
    static List<String> command(String... arguments) {
        List<String> command = java(classPath());
        command.add("io.stoker.cli.Main");
        command.addAll(List.of(arguments));
        return command;
    }

    /** The command line of a program of somebody else's, which has Stoker's jars before its own classes. */
    static List<String> program(Path classes, String... mainAndArguments) {
        List<String> command = java(classPath() + ":" + classes);
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    private static List<String> java(String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m"));
        // At the address that it was made for, as in scripts/stoker: elsewhere each JVM changes a copy of all of it.
        QuickStart.ARCHIVE.ifPresent(archive -> command.addAll(List.of(
                "-XX:SharedArchiveFile=" + archive,
                "-Xshare:auto",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-Xlog:cds=off")));
        command.addAll(List.of("-cp", classPath));
        return command;
    }

    /** The class data that {@code scripts/stoker} makes: without them each JVM takes seconds of processor time more. */
    private static final class QuickStart {
        static final Optional<Path> ARCHIVE = make();

        private static Optional<Path> make() {
            try {
                // Makes the archive if there is none yet, and then a JVM that ends at once.
                new ProcessBuilder("scripts/stoker", "java", "-version")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor(5, TimeUnit.MINUTES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Path archive = Path.of(System.getProperty("test.lib"))
                    .resolveSibling("cds")
                    .resolve(System.getProperty("java.version") + ".jsa");
            return Optional.of(archive).filter(Files::isRegularFile);
        }
    }

    /** Runs any command as {@link #start} does. */
    Process run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("STOKER_HOME", home.toString());
        builder.environment()
                .put("STOKER_CDS", QuickStart.ARCHIVE.map(Path::toString).orElse("off"));
        if (brief) {
            builder.environment().put("JAVA_TOOL_OPTIONS", BRIEF_LIFE);
        }
        builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("out-" + started.size() + ".txt").toFile());
        try {
            Process process = builder.start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String classPath() {
        Path lib = Path.of(System.getProperty("test.lib"));
        try (Stream<Path> jars = Files.list(lib)) {
            // Our jar first, as scripts/stoker has it: the class data are good for that order only.
            return jars.map(Path::toString)
                    .sorted(Comparator.comparing((String jar) -> !jar.endsWith("stoker.jar"))
                            .thenComparing(Comparator.naturalOrder()))
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    /** How many processes were started; the next one has this number. */
    int started() {
        return started.size();
    }

    /** What a process that was started as the n-th has printed. */
    String output(int n) {
        return read(home.resolve("out-" + n + ".txt")).replace(ANNOUNCED, "");
    }

    String log(String name) {
        return read(home.resolve("default/logs/" + name + ".log"));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConnectionInfo connection() {
        Path file = home.resolve("default/connection.json");
        await().atMost(SOON).until(() -> Files.exists(file));
        return read(file).isBlank() ? ConnectionFile.read(Profile.named("default")) : ConnectionInfo.ofJson(read(file));
    }

    Stoker connect() {
        ConnectionInfo connection = connection();
        return connect(
                List.of(new Clusters.HostAndPort(connection.host(), connection.port())),
                Map.of("stoker.client.connect-timeout", "5m"));
    }

    /** With the keys of this cluster's profile. */
    Stoker connect(List<Clusters.HostAndPort> controllers, Map<String, ?> overrides) {
        Path keys = home.resolve("default/keys");
        return TestConnect.to(
                controllers,
                overrides,
                TrustMode.of(WireConfig.load(overrides), keys.resolve("client.pem"), keys.resolve("revoked")));
    }

    /** Status and body of a GET with the token that allows to read. */
    HttpResponse<String> get(String path) {
        URI uri = URI.create(connection().managementUrl() + path);
        String token = read(home.resolve("default/tokens/read")).strip();
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .header("Authorization", "Bearer " + token)
                                    .timeout(SOON)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static ProcessHandle process(EngineInfo engine) {
        return Processes.of(engine).orElseThrow();
    }

    /** Whether it runs still; what has ended and waits for its parent to notice does not. */
    static boolean isRunning(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    /** Sends a signal, as {@code kill -STOP}. */
    static void signal(String signal, ProcessHandle process) {
        try {
            int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + signal + " " + process.pid() + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Those that were started, and those that they have. */
    private List<ProcessHandle> running() {
        return started.stream()
                .map(Process::toHandle)
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /** Whoever has ended meanwhile needs no signal. */
    private static void freeze(List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-STOP"));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        if (processes.isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills everything: to end in good order takes each JVM most of a second of processor time. */
    @Override
    public void close() {
        freeze(running()); // a launcher starts nothing after that
        freeze(running());
        List<ProcessHandle> all = running();
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(SOON).until(() -> all.stream().noneMatch(process -> isRunning(process.pid())));
        ProcessLogs.keep(home);
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
