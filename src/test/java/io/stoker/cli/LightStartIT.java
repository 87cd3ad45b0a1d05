package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.node.Profile;
import io.stoker.node.ProfileKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that run no node start fast, because they load nothing that only nodes need. */
@Timeout(300)
class LightStartIT {
    /** The one class of Logback, of constants, is how a command sees that Logback is there. */
    private static final Pattern HEAVY = Pattern.compile("akka\\.|scala\\.|groovy\\.|com\\.typesafe"
            + "|org\\.bouncycastle|jackson\\.databind|ch\\.qos\\.logback\\.(?!classic\\.ClassicConstants$)");

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

        List<String> loaded = run(arguments)
                .lines()
                .filter(line -> line.contains(" source: "))
                .toList();

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
