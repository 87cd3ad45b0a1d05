package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

    @Test
    void textOfAnyLanguageStaysAsItIs() {
        String text = "Grüße, 变量 شكرا 😀 \ud83d\udc68\u200d\ud83d\udc69 e\u0301\n\tx";
        assertThat(Visible.of(text)).isSameAs(text);
    }

    @Test
    void whatATerminalObeysOrCannotShowIsWrittenAsInASource() {
        assertThat(Visible.of("a\u001b[31mb")).isEqualTo("a\\u001b[31mb");
        assertThat(Visible.of("\0\r\u0007\u009b")).isEqualTo("\\u0000\\u000d\\u0007\\u009b");
        assertThat(Visible.of("x\u202ey\u2066\u200e\u200b\ufeff")).isEqualTo("x\\u202ey\\u2066\\u200e\\u200b\\ufeff");
        assertThat(Visible.of("\ud83d \ude00 \ud83d\ude00")).isEqualTo("\\ud83d \\ude00 \ud83d\ude00");
        assertThat(Visible.of("a\u2028b")).isEqualTo("a\\u2028b");
        assertThat(Visible.of("\udb40\udc01")).isEqualTo("\\udb40\\udc01");
    }

    @Test
    void whatIsMadeVisibleStaysSo() {
        String shown = Visible.of("a\u001b\ud83db");
        assertThat(Visible.of(shown)).isSameAs(shown);
    }
}
