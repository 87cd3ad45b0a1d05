package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SourceTextTest {

    @Test
    void shouldReadUtf8() {
        assertThat(decode("t = 'Grüße 漢字 😀'\r\nu = 1\n", StandardCharsets.UTF_8))
                .isEqualTo("t = 'Grüße 漢字 😀'\r\nu = 1\n");
        assertThat(decode("", StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void shouldSkipAByteOrderMarkAtTheBeginningOnly() {
        assertThat(decode("\uFEFFa = '\uFEFF'", StandardCharsets.UTF_8)).isEqualTo("a = '\uFEFF'");
        assertThat(SourceText.withoutMark("\uFEFF")).isEmpty();
        assertThat(SourceText.withoutMark("")).isEmpty();
    }

    @Test
    void shouldSayAtWhichByteItIsNotUtf8() {
        assertThatThrownBy(() -> decode("a = 1\nt = 'Grüße'\n", StandardCharsets.ISO_8859_1))
                .isInstanceOf(StokerException.class)
                .hasMessage(
                        "a.groovy is not UTF-8: byte 14 (0xFC, in line 2) is not the start of a character; save it as UTF-8");
    }

    @Test
    void shouldSayWhereACharacterIsCutAtTheEnd() {
        assertThatThrownBy(() -> SourceText.decode(new byte[] {'a', (byte) 0xC3}, "a.groovy"))
                .hasMessageContaining("byte 2 (0xC3, in line 1)");
    }

    @Test
    void shouldRecogniseUtf16() {
        assertThatThrownBy(() -> decode("\uFEFFa = 1", StandardCharsets.UTF_16LE))
                .hasMessageContaining("UTF-16");
        assertThatThrownBy(() -> decode("\uFEFFa = 1", StandardCharsets.UTF_16BE))
                .hasMessageContaining("UTF-16");
    }

    private static String decode(String text, Charset charset) {
        return SourceText.decode(text.getBytes(charset), "a.groovy");
    }
}
