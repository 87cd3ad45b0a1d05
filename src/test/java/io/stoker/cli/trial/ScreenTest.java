package io.stoker.cli.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi.Style;

class ScreenTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void shouldBePlainWhereThereIsNoTerminal() {
        Screen screen = screen(false);
        screen.change("half");
        screen.say(screen.styled("done", Style.bold));

        assertThat(lines()).isEqualTo("done\n");
    }

    @Test
    void shouldReplaceTheLineThatChanges() {
        Screen screen = screen(true);
        screen.change("half");
        screen.change("most");
        screen.say("done");

        assertThat(lines()).isEqualTo("half\r\u001b[Kmost\r\u001b[Kdone\n");
    }

    @Test
    void shouldSayNothingOnceMuted() {
        Screen screen = screen(false);
        screen.mute();
        screen.say("who listens?");

        assertThat(lines()).isEqualTo("\n");
    }

    private Screen screen(boolean terminal) {
        return new Screen(new PrintStream(printed), terminal);
    }

    private String lines() {
        return printed.toString().replace(System.lineSeparator(), "\n");
    }
}
