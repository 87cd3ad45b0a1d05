package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LocaleLettersTest {

    @Test
    void shouldRefuseWhatALocaleWithoutUtf8HasNotUnderstood() {
        assertThatThrownBy(() -> LocaleLetters.require("Gr\uFFFD\uFFFDe", "the command line", "ANSI_X3.4-1968"))
                .isInstanceOf(NodeException.class)
                .hasMessage("the command line has characters that this locale (ANSI_X3.4-1968) cannot represent: "
                        + "set LC_ALL to a UTF-8 locale, as LC_ALL=C.UTF-8");
    }

    @Test
    void shouldTakeTheMarkForMeantWhereEveryLetterIsKnown() {
        assertThatCode(() -> LocaleLetters.require("\uFFFD", "the command line", "UTF-8"))
                .doesNotThrowAnyException();
    }
}
