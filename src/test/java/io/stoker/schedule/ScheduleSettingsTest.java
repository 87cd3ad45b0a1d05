package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleSettingsTest {

    @Test
    void hasTheDocumentedDefaults() {
        assertThat(ScheduleSettings.DEFAULTS)
                .isEqualTo(new ScheduleSettings(
                        TaskOrder.FIFO,
                        Choice.LEAST_LOADED,
                        64,
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30)));
    }

    @Test
    void refusesNegativeFigures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(-1, Duration.ZERO))
                .withMessage("maxPrefetch must be 0 or more, not -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(0, Duration.ofMillis(-5)))
                .withMessageStartingWith("recallAfter must be between");
    }

    @Test
    void refusesDurationsThatCouldOverflowATick() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(0, Duration.ofDays(100_000)))
                .withMessageContaining("36500 days");
    }

    @Test
    void prefetchesNothingWithAMaximumOfZero() {
        TestBed bed = TestBed.with(with(0, Duration.ofMillis(100)), "a")
                .experienced("a", 100, 0.01)
                .offer(1, 2);

        assertThat(bed.handOuts(0)).containsExactly("1@a");
    }

    private static ScheduleSettings with(int maxPrefetch, Duration recallAfter) {
        return new ScheduleSettings(
                TaskOrder.FIFO,
                Choice.LEAST_LOADED,
                maxPrefetch,
                Duration.ofMillis(20),
                recallAfter,
                Duration.ZERO,
                Duration.ofSeconds(30));
    }
}
