package io.stoker.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void aTextThatFitsStaysAsItIs() {
        assertThat(Utf8.head("née", 4)).isEqualTo("née");
        assertThat(Utf8.head("", 0)).isEmpty();
    }

    @Test
    void aLongTextIsCutBetweenCharactersAndSaysHowLongItWas() {
        for (int max = 60; max < 70; max++) {
            String head = Utf8.head("𝄞".repeat(1_000), max);
            assertThat(head).startsWith("𝄞").doesNotContain("?").endsWith("… (cut, 2,000 characters in all)");
            assertThat(head.getBytes(UTF_8).length).isBetween(max - 3, max);
        }
    }

    @Test
    void aTextThatIsCutInFrontOfASurrogatePairSaysSoAsAnyOther() {
        String text = "x".repeat(60) + "𝄞 and more";
        assertThat(Utf8.head(text, 60))
                .endsWith("x… (cut, 71 characters in all)")
                .hasSize(60 - 2);
        assertThat(Utf8.head("x".repeat(58) + "𝄞", 62)).isEqualTo("x".repeat(58) + "𝄞");
        assertThat(Utf8.head("é".repeat(30) + "𝄞", 60)).endsWith("é… (cut, 32 characters in all)");
    }

    @Test
    void halfASurrogatePairBecomesAQuestionMark() {
        assertThat(Utf8.head("a\ud834b", 10)).isEqualTo("a?b");
    }

    @Test
    void theEndOfALongTextIsKeptBehindALineThatSaysHowMuchIsGone() {
        assertThat(Utf8.tail("short\ud834", 10)).isEqualTo("short?");
        for (int max = 60; max < 70; max++) {
            String tail = Utf8.tail("𝄞".repeat(1_000), max);
            assertThat(tail).matches("… \\(3,9\\d\\d bytes before this are left out\\)\n(𝄞)+");
            assertThat(tail.getBytes(UTF_8).length).isBetween(max - 5, max);
        }
        assertThat(Utf8.tail("x".repeat(100), 10)).isEqualTo("… (100 bytes before this are left out)\n");
    }
}
