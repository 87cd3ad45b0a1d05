package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChunkSizesTest {
    private static final long MICROS = 1_000;

    @Test
    void shouldBeginWithOneElementOfWhichNothingIsKnown() {
        assertThat(new ChunkSizes(0, 4, OptionalLong.empty()).next(0)).isEqualTo(1);
    }

    @Test
    void shouldGrowStepByStepToWhatTakesATaskAWhile() {
        ChunkSizes sizes = new ChunkSizes(0, 4, OptionalLong.empty());
        sizes.done(1, 10 * MICROS);
        assertThat(sizes.next(1)).isEqualTo(16);
        sizes.done(16, 16 * 10 * MICROS);
        assertThat(sizes.next(17)).isEqualTo(256);
        sizes.done(256, 256 * 10 * MICROS);
        assertThat(sizes.next(300)).isEqualTo(4096);
        sizes.done(4096, 4096 * 10 * MICROS);
        assertThat(sizes.next(4400)).isBetween(4_900, 5_100); // 50 ms
    }

    @Test
    void shouldTakeElementsThatTakeLongOneByOne() {
        ChunkSizes sizes = new ChunkSizes(0, 4, OptionalLong.of(1_000));
        sizes.done(1, Duration.ofSeconds(1).toNanos());
        assertThat(sizes.next(1)).isEqualTo(1);
    }

    @Test
    void shouldLeaveSomethingForEachEngineToTheEnd() {
        ChunkSizes sizes = new ChunkSizes(0, 4, OptionalLong.of(10_000));
        sizes.done(1_000, 1_000 * 20 * MICROS);
        assertThat(sizes.next(1_000)).isEqualTo(750);
        assertThat(sizes.next(5_000)).isEqualTo(417);
        assertThat(sizes.next(9_990)).as("no less than 5 ms").isEqualTo(250);
    }

    @Test
    void shouldTakeTheSizeThatWasGiven() {
        ChunkSizes sizes = new ChunkSizes(7, 4, OptionalLong.of(10));
        assertThat(sizes.next(0)).isEqualTo(7);
        sizes.done(7, Duration.ofSeconds(1).toNanos());
        assertThat(sizes.next(7)).isEqualTo(7);
    }

    @Test
    void shouldShrinkWhenElementsTakeLongerThanBefore() {
        ChunkSizes sizes = new ChunkSizes(0, 1, OptionalLong.empty());
        sizes.done(1_000, 1_000 * MICROS);
        int before = sizes.next(1_000);
        sizes.done(1_000, 1_000 * 1_000 * MICROS);
        assertThat(sizes.next(2_000)).isLessThan(before / 10);
    }
}
