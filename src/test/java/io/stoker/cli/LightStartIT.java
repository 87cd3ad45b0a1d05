package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.stoker.node.LogTarget;
import io.stoker.node.Profile;
import io.stoker.node.ProfileKeys;
import io.stoker.trust.PrivateFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run no node start fast, because they load nothing that only nodes need. */
@Timeout(300)
class LightStartIT {
    /** The one class of Logback, of constants, is how a command sees that Logback is there. */
    private static final Pattern HEAVY = Pattern.compile(
            "akka\\.|scala\\.|groovy\\.|com\\.typesafe"
                    + "|org\\.bouncycastle|jackson\\.databind|java\\.net\\.http\\.|ch\\.qos\\.logback\\.(?!classic\\.ClassicConstants$)");

    @TempDir
    private Path home;

    /** One after the other in one JVM, which loads no less than each of them alone. */
    @Test
    void shouldLoadNeitherAkkaNorGroovyForCommandsThatRunNoNode() throws Exception {
        prepareKeys();

        assertLight(
                "cluster --help",
                "shell --help",
                "completion",
                "stop",
                "status",
                "run a=1 --push b=[1,2] --wait",
                "tasks --state failed",
                "engines",
                "logs",
                "watch",
                "doctor",
                "link",
                "classpath",
                "issued",
                "revoke 1");
    }

    @Test
    void shouldLoadNeitherAkkaNorGroovyInALauncher() throws Exception {
        prepareKeys();

        assertLight("cluster -n 0 --port 0 --management-port 0 --parent-watch");
    }

    /** As an earlier start has done, so that nothing is left to be made. */
    private void prepareKeys() {
        new ProfileKeys(new Profile(home, Profile.DEFAULT).create(), List.of(), InstantSource.system(), warning -> {})
                .prepare();
    }

    @Test
    void shouldAskAClusterWithoutThem() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer =
                    "{\"id\":1,\"state\":\"succeeded\",\"values\":{\"a\":[1,2.5]}}".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Path token = home.resolve("token");
        PrivateFiles.write(token, "secret".getBytes(StandardCharsets.US_ASCII));
        try {
            String output = assertLight("run a --push b=[1] --wait --token " + token + " --url http://127.0.0.1:"
                    + server.getAddress().getPort());

            assertThat(output).contains("\na = [1,2.5]\n");
        } finally {
            server.stop(0);
        }
    }

    /** Returns what the commands have printed, among the names of classes. */
    private String assertLight(String... commands) throws IOException, InterruptedException {
        String output = run(commands);

        assertThat(output.lines().filter(line -> line.contains(" source: ")))
                .hasSizeGreaterThan(100)
                .anyMatch(line -> line.contains(Main.class.getName()));
        assertThat(output.lines().filter(line -> line.startsWith(OneByOne.BEFORE_EACH) || isHeavy(line)))
                .as("the commands, each before the classes that it should not load")
                .containsExactlyElementsOf(
                        Stream.of(commands).map(OneByOne.BEFORE_EACH::concat).toList());
        return output;
    }

    private static boolean isHeavy(String line) {
        return line.contains(" source: ")
                && HEAVY.matcher(line.split(" source: ")[0]).find();
    }

    private String run(String... commands) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OneByOne.class.getName()));
        command.addAll(List.of(commands));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("STOKER_HOME", home.toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        // To a launcher that watches it the end of its input is the end of its parent, with which it ends.
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** Runs commands as {@link Main} does, each of them said in a line before. */
    static final class OneByOne {
        private static final String BEFORE_EACH = "$ stoker ";

        private OneByOne() {}

        /** Ends the JVM as {@link Main} does. */
        public static void main(String[] commands) {
            LogTarget.toOutput();
            StandardOutput output = StandardOutput.install();
            for (String command : commands) {
                System.out.println(BEFORE_EACH + command);
                System.out.flush();
                Main.run(output, command.split(" "));
            }
            System.exit(0);
        }
    }
}
