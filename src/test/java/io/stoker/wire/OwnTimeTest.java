package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OwnTimeTest {
    private static final long MILLI = 1_000_000L;

    /** Ticks may be negative, and overflow. */
    private long now = Long.MAX_VALUE - 500 * MILLI;

    private final long start = now;
    private final OwnTime time = new OwnTime(Duration.ofSeconds(1), now);

    private long millisAfter(long gap) {
        now += gap * MILLI;
        return (time.at(now) - start) / MILLI;
    }

    @Test
    void itGoesLikeAnyClockWhileItIsReadOften() {
        assertThat(millisAfter(0)).isZero();
        assertThat(millisAfter(1_000)).isEqualTo(1_000);
        assertThat(millisAfter(1_500)).isEqualTo(2_500);
        assertThat(millisAfter(1)).isEqualTo(2_501);
    }

    @Test
    void timeInWhichItIsNotReadHardlyCounts() {
        assertThat(millisAfter(60_000)).isEqualTo(1_500);
        assertThat(millisAfter(100)).isEqualTo(1_600);
    }

    @Test
    void itIsSlowOnAMachineThatIsAlwaysLate() {
        for (int i = 0; i < 9; i++) {
            millisAfter(3_000);
        }
        assertThat(millisAfter(3_000)).isEqualTo(15_000);
    }
}
