package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeFolderTest {

    @Test
    void shouldTakeStokerHomeThenHomeThenWhatJavaSays() {
        assertThat(HomeFolder.of(Map.of("STOKER_HOME", "/s", "HOME", "/h"), "/u"))
                .isEqualTo(Path.of("/s"));
        assertThat(HomeFolder.of(Map.of("STOKER_HOME", " ", "HOME", "/h"), "/u"))
                .isEqualTo(Path.of("/h/.stoker"));
        assertThat(HomeFolder.of(Map.of("HOME", ""), "/u")).isEqualTo(Path.of("/u/.stoker"));
        assertThat(HomeFolder.of(Map.of("STOKER_HOME", "rel/ative"), "?")).isEqualTo(Path.of("rel/ative"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"?", "", " ", "relative"})
    void shouldAskForStokerHomeWhereThereIsNoHome(String userHome) {
        assertThatThrownBy(() -> HomeFolder.of(Map.of(), userHome))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("the home folder is unknown")
                .hasMessageEndingWith("set STOKER_HOME to a folder you may write to");
    }

    @Test
    void shouldRefuseAHomeThatIsNoFolderOfAnybody() {
        assertThatThrownBy(() -> HomeFolder.of(Map.of("HOME", "~"), "/u")).hasMessageContaining("set STOKER_HOME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "~/stoker", "~somebody/stoker"})
    void shouldRefuseATildeThatNobodyHasExpanded(String home) {
        assertThatThrownBy(() -> HomeFolder.of(Map.of("STOKER_HOME", home), "/u"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("STOKER_HOME is '" + home + "'")
                .hasMessageContaining("write $HOME instead");
        assertThat(HomeFolder.of(Map.of("STOKER_HOME", "./" + home), "/u")).isEqualTo(Path.of("./" + home));
    }

    @Test
    void shouldNameTheLocaleThatDoesNotKnowALetter() {
        assertThatThrownBy(() -> HomeFolder.of(Map.of("STOKER_HOME", "/zo\uFFFD\uFFFD"), "/u"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("STOKER_HOME")
                .hasMessageContaining("LC_ALL=C.UTF-8");
    }
}
