package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.client.multi.LiveText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveLinesTest {
    private final List<String> shown = new ArrayList<>();
    private final LiveLines lines = new LiveLines(shown::add);

    @Test
    void shouldShowWholeLinesInTheOrderOfTheirEnds() {
        lines.accept(new LiveText(0, false, "a"));
        lines.accept(new LiveText(1, false, "b\nc"));
        lines.accept(new LiveText(0, true, "oh\r\n\n"));
        assertThat(shown).containsExactly("[1:stdout] b", "[0:stderr] oh", "[0:stderr] ");
        lines.accept(new LiveText(0, false, "a\n"));
        lines.end();
        assertThat(shown).endsWith("[0:stdout] aa", "[1:stdout] c");
    }

    @Test
    void shouldShowAnEndlessLineInPieces() {
        lines.accept(new LiveText(0, false, "x".repeat(10_000)));
        assertThat(shown).hasSize(1);
        lines.end();
        assertThat(shown).hasSize(1);
    }

    @Test
    void shouldShowNothingOnceItIsMute() {
        lines.mute();
        lines.accept(new LiveText(0, false, "a\nb"));
        lines.end();
        assertThat(shown).isEmpty();
    }
}
