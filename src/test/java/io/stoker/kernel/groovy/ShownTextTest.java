package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTextTest {

    private static ShownText.Made shown(Object value) {
        return new ShownText(60, function -> "", () -> false).of(value);
    }

    @Test
    void whatEndsInFrontOfASurrogatePairIsNotTakenForTheWhole() {
        String text = "x".repeat(60) + "𝄞 and more";
        assertThat(shown(text.toCharArray()).isWhole()).isFalse();
        assertThat(shown(text).isWhole()).isFalse();
        assertThat(shown("x".repeat(60).toCharArray())).isEqualTo(new ShownText.Made("x".repeat(60), true));
    }
}
