package io.stoker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Integer> exits = new ArrayList<>();

    @Test
    void shouldWriteAsLongAsItCan() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StandardOutput output = output(out);
        PrintStream print = new PrintStream(output, true, UTF_8);

        print.println("one");
        print.write('2');

        assertThat(out).hasToString("one" + System.lineSeparator() + "2");
        assertThat(output.code(0)).isZero();
        assertThat(output.code(3)).isEqualTo(3);
        assertThat(exits).isEmpty();
    }

    @Test
    void shouldEndTheCommandWithoutAWordWhenItsReaderHasGone() {
        StandardOutput output = output(failing("Broken pipe"));

        new PrintStream(output, true, UTF_8).println("one\ntwo");

        assertThat(exits).containsExactly(141);
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(output.code(0)).isEqualTo(141);
    }

    @Test
    void shouldSayOnceWhyItCannotBeWritten() {
        StandardOutput output = output(failing("No space left on device"));
        PrintStream print = new PrintStream(output, true, UTF_8);

        print.println("one");
        print.println("two");

        assertThat(exits).containsExactly(1);
        assertThat(err.toString(UTF_8))
                .isEqualTo("stoker: cannot write to standard output: No space left on device" + System.lineSeparator());
        assertThat(output.code(0)).isEqualTo(1);
        assertThat(output.code(7)).isEqualTo(7);
    }

    @Test
    void shouldLetACommandGoOnWhoseWorkIsNotToPrint() {
        StandardOutput output = output(failing("Broken pipe"));
        output.onLoss(StandardOutput.Loss.LEAVES_IT);

        new PrintStream(output, true, UTF_8).println("one");

        assertThat(exits).isEmpty();
        assertThat(output.code(0)).isEqualTo(141);
    }

    private StandardOutput output(OutputStream out) {
        return new StandardOutput(out, new PrintStream(err, true, UTF_8), (loss, code) -> exits.add(code));
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
