package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what a reader gets. */
class ReadmeTest {
    @TempDir
    Path folder;

    @Test
    void theJavaProgramCompilesAndPrintsWhatItSays() throws Exception {
        String program = block("java");
        try (TestCluster cluster = TestCluster.start(1)) {
            cluster.connect(1);
            String printed = run(
                    program.replace("10113", String.valueOf(cluster.controller().port())));
            String promised = program.lines()
                    .filter(line -> line.contains("println"))
                    .findFirst()
                    .orElseThrow();
            assertThat(printed.strip())
                    .isEqualTo(promised.substring(promised.indexOf("//") + 2).strip());
        }
    }

    private static String block(String language) throws IOException {
        Matcher matcher = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** As the README says to: by the source launcher. */
    private String run(String program) throws Exception {
        Path source = Files.writeString(folder.resolve("FirstTask.java"), program);
        Path printed = folder.resolve("printed");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString())
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(java.exitValue()).isZero();
        return Files.readString(printed);
    }
}
