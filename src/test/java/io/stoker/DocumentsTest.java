package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.examples.Example;
import io.stoker.examples.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README and the documents name exists. */
class DocumentsTest {
    /** To a file of this repository, with or without a place in it. */
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");

    @ParameterizedTest
    @CsvSource({
        "task-interface.md, ## Tests",
        "guarantees.md, ## Promises",
        "multiengine.md, ## Tests",
        "java-functions.md, ## Tests"
    })
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

    @Test
    void theFilesThatADocumentLinksToExist() throws Exception {
        List<Path> documents;
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            documents = Stream.concat(
                            files.filter(Files::isRegularFile),
                            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md")
                                    .map(Path::of))
                    .toList();
        }
        for (Path document : documents) {
            assertThat(LINK.matcher(Files.readString(document)).results())
                    .as("links of " + document)
                    .allSatisfy(link ->
                            assertThat(document.resolveSibling(link.group(1))).exists());
        }
    }

    private static String source(String type) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return Files.readString(files.filter(file -> file.endsWith(type + ".java"))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
