package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
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
            String printed = run(program.replace("10113", String.valueOf(cluster.controller().port())));
            String promised = program.lines().filter(line -> line.contains("println")).findFirst().orElseThrow();
            assertThat(printed.strip()).isEqualTo(promised.substring(promised.indexOf("//") + 2).strip());
        }
    }

    private static String block(String language) throws IOException {
        Matcher matcher = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private String run(String program) throws Exception {
        Path source = Files.writeString(folder.resolve("FirstTask.java"), program);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(status).isZero();
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass("FirstTask").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
