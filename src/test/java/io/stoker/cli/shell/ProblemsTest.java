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

    @Test
    void shouldShowAllOfItWhenAsked() {
        Throwable thrown = catchThrowable(() -> new Evaluator(new TypedVariables()).run("1 / 0", "In_3"));

        assertThat(Problems.text(thrown, true)).contains("\tat ");
    }

    private static String text(String source) {
        return Problems.text(catchThrowable(() -> new Evaluator(new TypedVariables()).run(source, "In_3")), false);
    }
}
