package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureTest {
    private static final ClassLoader WITHOUT_LIBRARIES = ClassLoader.getPlatformClassLoader();

    @ParameterizedTest
    @EnumSource
    void shouldHaveItsLibrariesHere(Feature feature) {
        assertThatCode(feature::requireLibraries).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowTheCoordinatesOfAllItsLibraries(Feature feature) {
        assertThatThrownBy(() -> feature.requireLibraries(WITHOUT_LIBRARIES))
                .isInstanceOf(MissingLibraryException.class)
                .message()
                .matches(".+ needs \\S+:\\S+:\\S+( and \\S+:\\S+:\\S+)* on the class path; .+");
    }

    @Test
    void shouldSayWhatToAddAndWhatToDoOtherwise() {
        assertThatThrownBy(() -> Feature.SQLITE.requireLibraries(WITHOUT_LIBRARIES))
                .message()
                .startsWith("stoker.ledger=sqlite needs org.xerial:sqlite-jdbc:")
                .endsWith(" on the class path; add it to your project, or use stoker.ledger=memory");
        assertThatThrownBy(() -> Feature.POSTGRESQL.requireLibraries(WITHOUT_LIBRARIES))
                .message()
                .startsWith("stoker.ledger=postgresql needs org.postgresql:postgresql:")
                .contains(" and com.zaxxer:HikariCP:", "; add them to your project");
    }

    @Test
    void shouldNameLibrariesThatThePomMakesOptional() throws IOException {
        Properties libraries = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("src/main/resources/io/stoker/task/libraries.properties"))) {
            libraries.load(in);
        }
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(libraries).isNotEmpty();
        for (Map.Entry<Object, Object> library : libraries.entrySet()) {
            String[] coordinates = library.getValue().toString().split(":", -1);
            assertThat(pom).containsPattern(dependency(coordinates[0], coordinates[1]));
            assertThat(coordinates[2]).as("version of " + coordinates[1]).matches("\\$\\{.+}");
            assertThat(pom).contains("<" + coordinates[2].substring(2).replace("}", ">"));
        }
    }

    private static String dependency(String group, String artifact) {
        String others = "(?:(?!</dependency>)[\\s\\S])*";
        return "<groupId>\\Q" + group + "\\E</groupId>\\s*<artifactId>\\Q" + artifact + "\\E</artifactId>" + others
                + "<optional>true</optional>";
    }
}
