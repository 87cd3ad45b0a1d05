package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WhereaboutsTest {
    @Test
    void namesThatNoControllerWouldTakeAreMadeSuchThatItDoes() {
        assertThat(Whereabouts.word("lab-3")).isEqualTo("lab-3");
        assertThat(Whereabouts.word(" ")).isEqualTo("unknown");
        assertThat(Whereabouts.word("a\u001b[31mb\n")).isEqualTo("a\\u001b[31mb\\n");
        assertThat(Whereabouts.word("x".repeat(1_000))).hasSize(128);
        assertThat(Whereabouts.word("\u0000".repeat(1_000))).hasSize(128);
    }

    @Test
    void tellsTheUserOfThisProcess() {
        assertThat(Whereabouts.here().user()).isEqualTo(Whereabouts.word(System.getProperty("user.name")));
        assertThat(Whereabouts.here().host()).isNotBlank();
    }
}
