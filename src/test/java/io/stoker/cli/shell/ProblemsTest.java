package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x = nothing + 1 | there is no variable 'nothing'",
                "throw new io.stoker.task.StokerException('said to be read') | said to be read",
                "1 / 0 | ArithmeticException: Division by zero",
                "throw new IllegalStateException() | IllegalStateException",
                "a = ) | syntax error: Unexpected input: ')' (line 1, column 5)"
            })
    void shouldTakeOneLineForOneLine(String source, String text) {
        assertThat(text(source)).isEqualTo(text);
    }

    @Test
    void shouldNameTheUsersLines() {
        assertThat(text("def f(x) {\n  1 / x\n}\nf(0)").lines())
                .containsExactly("ArithmeticException: Division by zero", "  at In [3], line 2", "  at In [3], line 4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "String getMessage() { throw new Error('own') } | its getMessage() threw java.lang.Error",
                "StackTraceElement[] getStackTrace() { throw new Error('own') } | m",
                "StackTraceElement[] getStackTrace() { null } | m",
                "String toString() { throw new Error('own') } | m"
            })
    void shouldTellOfAnExceptionWhateverItsOwnMethodsDo(String method, String message) {
        String source = "throw new Exception('m') { " + method + " }";

        assertThat(text(source)).contains(message);
        assertThat(Problems.text(thrownBy(source), true)).contains(message);
    }

    @Test
    void shouldSendATerminalNothingThatItWouldObey() {
        String source = "throw new Exception('\\u001b[31mred \\u202e \\ud800')";

        assertThat(text(source)).isEqualTo("Exception: \\u001b[31mred \\u202e \\ud800");
        assertThat(Problems.text(thrownBy(source), true))
                .contains("\\u001b[31mred")
                .doesNotContain("\u001b");
    }

    @Test
    void shouldShowAllOfItWhenAsked() {
        assertThat(Problems.text(thrownBy("1 / 0"), true)).contains("\tat ");
    }

    private static String text(String source) {
        return Problems.text(thrownBy(source), false);
    }

    private static Throwable thrownBy(String source) {
        return catchThrowable(() -> new GroovySession(new TypedVariables()).run(source, "In_3"));
    }
}
