package io.stoker.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpeedUpTest {
    @Test
    void shouldCompareSleepWithWallTime() {
        SpeedUp gain = new SpeedUp(Duration.ofMillis(13_440), Duration.ofMillis(3_500), 4);

        assertThat(gain.factor()).isEqualTo(3.84, within(1e-9));
        assertThat(gain.percent()).isEqualTo(96.0, within(1e-9));
    }
}
