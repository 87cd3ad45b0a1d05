package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost:10113", "127.0.0.1:0", "[::1]:65535"})
    void shouldReadBackWhatItPrints(String text) {
        assertThat(HostPort.parse(text)).hasToString(text);
    }

    @Test
    void shouldTakeTheBracketsOff() {
        assertThat(HostPort.parse("[::1]:80").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", ":80", "h:", "h:x", "h:65536", "h:-1", "::1:80"})
    void shouldRefuseAnythingElseInItsOwnWords(String text) {
        assertThatThrownBy(() -> HostPort.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text);
    }
}
