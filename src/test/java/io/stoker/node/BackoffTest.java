package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void shouldDoubleUpToTenSeconds() {
        Stream<Long> waits = Stream.generate(
                        () -> backoff.afterLifeOf(Duration.ofSeconds(1)).toMillis())
                .limit(8);

        assertThat(waits).containsExactly(200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L);
    }

    @Test
    void shouldBeginAnewAfterAHealthyLife() {
        backoff.afterLifeOf(Duration.ZERO);
        backoff.afterLifeOf(Duration.ZERO);

        assertThat(backoff.afterLifeOf(Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(200));
    }
}
