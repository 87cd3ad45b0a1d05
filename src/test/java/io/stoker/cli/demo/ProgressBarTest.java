package io.stoker.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBarTest {
    private final ProgressBar bar = new ProgressBar(25, 10);

    @ParameterizedTest
    @CsvSource({
        "0, 0, '[..........]  0/25   0.0 s'",
        "12, 3250, '[####......] 12/25   3.3 s'",
        "24, 9990, '[#########.] 24/25  10.0 s'",
        "25, 123456, '[##########] 25/25 123.5 s'"
    })
    void shouldFillAsResultsCome(int done, long millis, String expected) {
        assertThat(bar.text(done, Duration.ofMillis(millis))).isEqualTo(expected);
    }

    @Test
    void shouldBeFullWhenThereIsNothingToDo() {
        assertThat(new ProgressBar(0, 4).text(0, Duration.ZERO)).startsWith("[####] 0/0");
    }
}
