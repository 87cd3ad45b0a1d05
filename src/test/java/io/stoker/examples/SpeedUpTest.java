package io.stoker.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpeedUpTest {
    private final SpeedUp gain = new SpeedUp(Duration.ofMillis(13_440), Duration.ofMillis(3_500), 4);

    @Test
    void shouldCompareSleepWithWallTime() {
        assertThat(gain.factor()).isEqualTo(3.84, within(1e-9));
        assertThat(gain.percent()).isEqualTo(96.0, within(1e-9));
    }

    @Test
    void shouldBeToldInALine() {
        assertThat(gain).hasToString("speed-up 3.84 on 4 engines, 96 % of what is possible: 3.50 s instead of 13.44 s");
    }
}
