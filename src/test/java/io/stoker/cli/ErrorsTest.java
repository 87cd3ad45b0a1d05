package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void shouldEndAProcessThatLacksSomethingWithItsWordsAndACode() {
        assertThat(fatal(new UnsatisfiedLinkError("lib.so: Too many open files"), false))
                .isEqualTo(1);
        assertThat(printed.toString())
                .startsWith("stoker: java.lang.UnsatisfiedLinkError: lib.so: Too many open files")
                .contains("ulimit -n", "--verbose")
                .hasLineCount(1);
    }

    @Test
    void shouldEndOneWithoutMemoryAsTheJvmDoes() {
        assertThat(fatal(new OutOfMemoryError("Java heap space"), false)).isEqualTo(3);
    }

    @Test
    void shouldShowWhereAnErrorComesFromWhenAsked() {
        assertThat(fatal(new NoClassDefFoundError("a/B"), true)).isEqualTo(1);
        assertThat(printed.toString()).contains("a/B", "\tat io.stoker.cli.ErrorsTest");
    }

    private int fatal(Throwable error, boolean verbose) {
        return Errors.fatal(error, new PrintStream(printed, true), verbose);
    }
}
