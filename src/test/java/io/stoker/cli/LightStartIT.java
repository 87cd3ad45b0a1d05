package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that run no node start fast, because they load nothing that only nodes need. */
@Timeout(300)
class LightStartIT {
    /** The one class of Logback, of constants, is how a command sees that Logback is there. */
    private static final Pattern HEAVY = Pattern.compile(
            "akka\\.|scala\\.|groovy\\.|com\\.typesafe"
                    + "|org\\.bouncycastle|jackson\\.databind|java\\.net\\.http\\.|ch\\.qos\\.logback\\.(?!classic\\.ClassicConstants$)");

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "revoke 1",
                "cluster -n 0 --port 0 --management-port 0 --parent-watch"
            })
    void shouldLoadNeitherAkkaNorGroovy(String arguments) throws Exception {
        new ProfileKeys(new Profile(home, Profile.DEFAULT).create(), List.of(), InstantSource.system(), warning -> {})
                .prepare(); // as an earlier start has done, so that nothing is left to be made

        assertLight(run(arguments));
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
            String output = run("run a --push b=[1] --wait --token " + token + " --url http://127.0.0.1:"
                    + server.getAddress().getPort());

            assertThat(output).contains("\na = [1,2.5]\n");
            assertLight(output);
        } finally {
            server.stop(0);
        }
    }

    private static void assertLight(String output) {
        List<String> loaded =
                output.lines().filter(line -> line.contains(" source: ")).toList();

        assertThat(loaded).hasSizeGreaterThan(100).anyMatch(line -> line.contains("io.stoker.cli.Main"));
        assertThat(loaded.stream()
                        .filter(line ->
                                HEAVY.matcher(line.split(" source: ")[0]).find()))
                .isEmpty();
    }

    private String run(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("STOKER_HOME", home.toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        // To a launcher that watches it the end of its input is the end of its parent, with which it ends.
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
