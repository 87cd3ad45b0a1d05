package io.stoker.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTest {
    private static final long MILLI = 1_000_000;

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 50", "50, 2500", "99, 4950", "99.99, 5000", "100, 5000"})
    void shouldTakeTheNearestRank(double percent, double millis) {
        Latencies latencies = new Latencies();
        for (int i = 5000; i >= 1; i--) {
            latencies.add(i * MILLI);
        }

        assertThat(latencies.millis(percent)).isEqualTo(millis);
    }

    @Test
    void shouldAnswerFromASingleDuration() {
        Latencies latencies = new Latencies();
        latencies.add(3 * MILLI / 2);

        assertThat(latencies.millis(50)).isEqualTo(1.5);
        assertThat(latencies.millis(99)).isEqualTo(1.5);
    }

    @Test
    void shouldRefuseToAnswerFromNothing() {
        assertThatThrownBy(() -> new Latencies().millis(50)).hasMessage("nothing was measured");
    }
}
