package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.trust.TestKeys;
import io.stoker.wire.TrustMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README and the page about Java functions show is what a reader gets. */
class ReadmeIT {
    @TempDir
    Path folder;

    @Test
    void theFirstProgramCompilesAndPrintsWhatItSays() throws Exception {
        String program = block(0);
        try (TestCluster cluster = TestCluster.start(1)) {
            cluster.connect(1);
            String port = String.valueOf(cluster.controller().port());
            assertThat(run(program.replace("10113", port))).isEqualTo(promised(program));
        }
    }

    @Test
    void theTourCompilesAndPrintsWhatItSays() throws Exception {
        assertThat(run(block(1))).isEqualTo(promised(block(1)));
    }

    @Test
    void theFirstFunctionsCompileAndPrintWhatTheDocumentSays() throws Exception {
        String program = block(Path.of("docs/java-functions.md"), 0);
        assertThat(run(program)).isEqualTo(promised(program)).isNotEmpty();
    }

    /** What stands behind each line that prints. */
    private static List<String> promised(String program) {
        return program.lines()
                .filter(line -> line.contains("println"))
                .map(line -> line.substring(line.indexOf("// ") + 3))
                .toList();
    }

    private static String block(int index) throws IOException {
        return block(Path.of("README.md"), index);
    }

    private static String block(Path document, int index) throws IOException {
        return Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(document))
                .results()
                .skip(index)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /** As the README says to: by the source launcher. */
    private List<String> run(String program) throws Exception {
        Path source = Files.writeString(folder.resolve("Program.java"), program);
        Path printed = folder.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // it lives for seconds
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString())
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // A person's own program finds these keys by the profile.
        TrustMode.On keys = (TrustMode.On) TestKeys.client();
        builder.environment().put("STOKER_JOIN", keys.credentials().toString());
        Process java = builder.start();
        assertThat(java.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(java.exitValue()).isZero();
        // On a busy machine it also logs what it waits for.
        return Files.readAllLines(printed).stream()
                .filter(line -> !line.matches("[0-9:.]+ WARN .*"))
                .toList();
    }
}
