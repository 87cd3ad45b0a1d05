package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.ProcessLogs;
import io.stoker.node.ConnectionFile;
import io.stoker.node.ConnectionInfo;
import io.stoker.node.Profile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where it stands: folders of every name, locales, and options of the JVM that people have. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EnvironmentIT {
    /**
     * Of each kind of letter that a shell, a URL, a class path, a log's configuration or a database could take amiss.
     */
    private static final String ODD = "-o d;'\"$HOME${x}#%41&?*[{(=,+~@!\n\\zoë漢";

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        ProcessLogs.keep(folder);
    }

    @Test
    void everyFolderIsGoodForStokerOrRefusedInALineThatSaysWhatToDo() throws Exception {
        Map<String, String> refused = Map.of(
                "a:b", "separates the entries of Java's class path. Rename that folder.",
                "a!", "Rename the folder that ends in '!'.",
                "😀", "Rename it.",
                "end\n", "If the name of its folder ends in a line break, rename it.");
        for (String name : List.of(ODD, "a:b", "a!", "😀", "end\n")) {
            String output = run(install(name), Map.of("LC_ALL", "C"), folder.resolve("home" + name), "stop");
            String expected = refused.get(name);
            if (expected == null) {
                assertThat(output).as(name).contains("nothing is running").doesNotContain("\tat ");
            } else {
                assertThat(output).as(name).startsWith("stoker: ").endsWith(expected);
            }
        }
    }

    @Test
    void aHomeThatIsNoneIsRefusedInALineThatSaysWhatToDo() throws Exception {
        Path script = Path.of("scripts/stoker").toAbsolutePath();
        assertThat(run(script, Map.of(), Path.of("~/stoker"), "stop")).contains("write $HOME instead");
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(run(script, Map.of(), file, "cluster", "-n", "0", "--port", "0", "--management-port", "0"))
                .startsWith("stoker: cannot use the profile folder ")
                .endsWith("set STOKER_HOME to a folder you may write to");
    }

    @Test
    void aClusterServesFromTheOddestOfPlaces() throws Exception {
        Path script = install(ODD);
        Path home = folder.resolve("home" + ODD);
        Path prelude = Files.writeString(folder.resolve("prelude.groovy"), "\uFEFFgreeting = 'Grüße 漢字'\r\n");
        Map<String, String> surroundings = Map.of(
                "LC_ALL",
                "C",
                "JAVA_TOOL_OPTIONS",
                "-XX:TieredStopAtLevel=1 -Duser.language=ar -Duser.country=EG -Duser.extensions=u-nu-arab"
                        + " -Djava.io.tmpdir=/nonexistent -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address="
                        + freePort());
        Path out = Files.createFile(folder.resolve("launcher.txt"));
        Process launcher = process(
                        script,
                        surroundings,
                        home,
                        "cluster",
                        "-n",
                        "1",
                        "--port",
                        "0",
                        "--management-port",
                        "0",
                        "--prelude",
                        prelude.toString())
                .redirectOutput(out.toFile())
                .start();
        started.add(launcher);
        Profile profile = new Profile(home, "default");
        ConnectionInfo first = connection(profile, 0);

        ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
        ConnectionInfo second = connection(profile, first.pid());
        String answer = run(
                script,
                Map.of("LC_ALL", "C"),
                home,
                "shell",
                "--connect-timeout",
                "2m",
                "-c",
                "println tc.runAndGet(client.Task('m = greeting + \"ä\"', pull: 'm')).results()");

        assertThat(answer).isEqualTo("[m:Grüße 漢字ä]");
        assertThat(Files.readString(out)).doesNotContain("٠", "١", "٢");
        try (Stream<Path> left = Files.list(profile.ledger().resolve("native"))) {
            assertThat(left).as("native code that controllers have left").hasSize(2); // the code, and that it is in use
        }
        assertThat(second.pid()).isNotEqualTo(first.pid());
        launcher.destroy();
        assertThat(launcher.waitFor(5, TimeUnit.MINUTES)).isTrue();
    }

    private static ConnectionInfo connection(Profile profile, long otherThan) {
        await().atMost(SOON.multipliedBy(2))
                .until(() -> Files.exists(profile.connectionFile())
                        && ConnectionFile.read(profile).pid() != otherThan);
        return ConnectionFile.read(profile);
    }

    /** The distribution below a folder of this name; returns its script. */
    private Path install(String name) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("scripts"));
        Files.createDirectories(home.resolve("target"));
        Files.createSymbolicLink(
                home.resolve("target/stoker"),
                Path.of(System.getProperty("test.lib")).getParent());
        return Files.copy(Path.of("scripts/stoker"), home.resolve("scripts/stoker"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String run(Path script, Map<String, String> surroundings, Path home, String... arguments)
            throws IOException, InterruptedException {
        Process process = process(script, surroundings, home, arguments).start();
        started.add(process);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }

    private ProcessBuilder process(Path script, Map<String, String> surroundings, Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // of which each JVM prints a line
        builder.environment().put("STOKER_CDS", "off");
        builder.environment().put("STOKER_HOME", home.toString());
        builder.environment().putAll(surroundings);
        return builder;
    }
}
