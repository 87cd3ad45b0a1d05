package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineClassPathTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void make() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("classes"));
        Files.writeString(folder.resolve("notes.txt"), "no jar");
        for (String jar : new String[] {"app.jar", "lib/one.jar", "lib/two.JAR"}) {
            new JarOutputStream(Files.newOutputStream(folder.resolve(jar))).close();
        }
    }

    private EngineClassPath of(String entries) {
        return EngineClassPath.of(entries.replace("@", folder + "/"));
    }

    @Test
    void shouldTakeJarsDirectoriesAndAllJarsOfAFolderBehindWhatIsThere() {
        assertThat(of("@app.jar:@classes/:@classes/../lib/*").behind("/stoker.jar"))
                .isEqualTo("/stoker.jar:" + folder + "/app.jar:" + folder + "/classes:" + folder + "/lib/*");
        assertThat(EngineClassPath.of("src").entries())
                .containsExactly(Path.of("src").toAbsolutePath().toString());
        assertThat(EngineClassPath.NONE.behind("/stoker.jar")).isEqualTo("/stoker.jar");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@app.jar:@gone.jar | there is no '@gone.jar' for the class path",
                "@notes.txt | @notes.txt' on the class path is not a jar: ",
                "@classes/* | there are no jars for '@classes/*' on the class path",
                "@gone/* | there are no jars for '@gone/*' on the class path",
                "@app.jar: | an entry of the class path is empty: name a jar or a directory",
                "'' | an entry of the class path is empty",
            })
    void shouldRefuseWhatIsNotThereByItsName(String entries, String message) {
        assertThatThrownBy(() -> of(entries))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(message.replace("@", folder + "/"));
    }

    @Test
    void shouldNoticeThatAJvmWasStartedWithoutIt() {
        EngineClassPath classPath = of("@app.jar:@lib/*");
        String whole =
                "/stoker.jar:" + folder + "/classes/../app.jar:" + folder + "/lib/two.JAR:" + folder + "/lib/one.jar";
        assertThatCode(() -> classPath.requireIn(whole)).doesNotThrowAnyException();
        assertThatThrownBy(() -> classPath.requireIn("/stoker.jar"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("without " + folder + "/app.jar on its class path");
        assertThatThrownBy(() -> classPath.requireIn(whole.replace("/one", "/three")))
                .hasMessageContaining(folder + "/lib/one.jar");
        assertThatCode(() -> EngineClassPath.NONE.requireIn("")).doesNotThrowAnyException();
    }
}
