package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorTerminalTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

    @Test
    void shouldFollowTheLinkOfStandardErrorWhateverTheConsoleIs() {
        assertThat(ErrorTerminal.isThere(XTERM, "/dev/pts/3", false)).isTrue();
        assertThat(ErrorTerminal.isThere(XTERM, "/dev/tty1", false)).isTrue();
        assertThat(ErrorTerminal.isThere(XTERM, "/tmp/file", true)).isFalse();
        assertThat(ErrorTerminal.isThere(XTERM, "/dev/null", true)).isFalse();
    }

    @Test
    void shouldAskTheConsoleWhereThereIsNoLink() {
        assertThat(ErrorTerminal.isThere(XTERM, null, true)).isTrue();
        assertThat(ErrorTerminal.isThere(XTERM, null, false)).isFalse();
    }

    @Test
    void shouldBePlainWhereSomebodyWantsItOrTheTerminalCannotChangeALine() {
        assertThat(ErrorTerminal.isThere(Map.of("TERM", "dumb"), null, true)).isFalse();
        assertThat(ErrorTerminal.isThere(Map.of(), null, true)).isFalse();
        assertThat(ErrorTerminal.isThere(Map.of("TERM", "xterm", "NO_COLOR", "1"), null, true))
                .isFalse();
        assertThat(ErrorTerminal.isThere(Map.of("TERM", "xterm", "NO_COLOR", ""), null, true))
                .isTrue();
    }
}
