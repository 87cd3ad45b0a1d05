package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.examples.Example;
import io.stoker.examples.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README and the documents show is what a reader gets. */
class ReadmeTest {
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

    @ParameterizedTest
    @CsvSource({"task-interface.md, ## Tests", "guarantees.md, ## Promises", "multiengine.md, ## Tests"})
    void theTestsThatADocumentNamesExist(String file, String from) throws Exception {
        String document = Files.readString(Path.of("docs", file));
        String type = "";
        List<MatchResult> names = Pattern.compile("`(\\w+(?:Test|IT))?(?:\\.(\\w+))?`")
                .matcher(document.substring(document.indexOf(from)))
                .results()
                .toList();
        assertThat(names).hasSizeGreaterThan(20);
        for (MatchResult name : names) {
            type = name.group(1) == null ? type : name.group(1);
            String method = name.group(2) == null ? "class " + type : "void " + name.group(2) + "(";
            assertThat(source(type)).contains(method);
        }
    }

    @Test
    void theExamplesInTheTableAreThoseThatExist() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String section = readme.substring(readme.indexOf("## Examples"), readme.indexOf("## Commands"));
        List<String> table = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
                .matcher(section)
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(Examples.all()).extracting(Example::name).containsExactlyElementsOf(table);
    }

    private static String source(String type) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return Files.readString(files.filter(file -> file.endsWith(type + ".java"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    /** What stands behind each line that prints. */
    private static List<String> promised(String program) {
        return program.lines()
                .filter(line -> line.contains("println"))
                .map(line -> line.substring(line.indexOf("// ") + 3))
                .toList();
    }

    private static String block(int index) throws IOException {
        return Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")))
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
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString())
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(java.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(java.exitValue()).isZero();
        // On a busy machine it also logs what it waits for.
        return Files.readAllLines(printed).stream()
                .filter(line -> !line.matches("[0-9:.]+ WARN .*"))
                .toList();
    }
}
