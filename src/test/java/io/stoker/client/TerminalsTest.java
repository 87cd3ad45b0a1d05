package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalsTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

    @Test
    void shouldFollowTheLinkOfStandardErrorWhateverTheConsoleIs() {
        assertThat(Terminals.canChange(XTERM, "/dev/pts/3", false)).isTrue();
        assertThat(Terminals.canChange(XTERM, "/dev/tty1", false)).isTrue();
        assertThat(Terminals.canChange(XTERM, "/tmp/file", true)).isFalse();
        assertThat(Terminals.canChange(XTERM, "/dev/null", true)).isFalse();
    }

    @Test
    void shouldAskTheConsoleWhereThereIsNoLink() {
        assertThat(Terminals.canChange(XTERM, null, true)).isTrue();
        assertThat(Terminals.canChange(XTERM, null, false)).isFalse();
    }

    @Test
    void shouldBePlainWhereSomebodyWantsItOrTheTerminalCannotChangeALine() {
        assertThat(Terminals.canChange(Map.of("TERM", "dumb"), null, true)).isFalse();
        assertThat(Terminals.canChange(Map.of(), null, true)).isFalse();
        assertThat(Terminals.canChange(Map.of("TERM", "xterm", "NO_COLOR", "1"), null, true))
                .isFalse();
        assertThat(Terminals.canChange(Map.of("TERM", "xterm", "NO_COLOR", ""), null, true))
                .isTrue();
    }
}
