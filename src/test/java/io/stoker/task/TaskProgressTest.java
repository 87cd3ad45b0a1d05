package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskProgressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.4 | reading | 40 %: reading",
                "0 | '' | 0 %",
                "1 | '' | 100 %",
                "0.999 | a | 99 %: a",
                "0.29 | a | 29 %: a"
            })
    void shouldPrintForPeople(double fraction, String note, String printed) {
        assertThat(TaskProgress.of(fraction, note)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, 40, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseWhatIsNotAFraction(double fraction) {
        assertThatThrownBy(() -> TaskProgress.of(fraction, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("progress needs a fraction from 0 to 1, not " + fraction);
    }

    @Test
    void shouldKeepOneLineOfBoundedLength() {
        assertThat(TaskProgress.of(0, "a\nb\r\nc").note()).isEqualTo("a b c");
        String note = TaskProgress.of(0, "é".repeat(1_000)).note();
        assertThat(Utf8.length(note))
                .isLessThanOrEqualTo(TaskProgress.LONGEST_NOTE)
                .isGreaterThan(150);
        assertThat(TaskProgress.of(0, "\u001b[2J")).hasToString("0 %: \\u001b[2J");
        assertThatThrownBy(new TaskProgress(0, "x".repeat(201))::check).hasMessageContaining("201");
    }
}
