package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void shouldDoubleUpToHalfAMinute() {
        Stream<Long> waits = Stream.generate(
                        () -> backoff.afterUseOf(Duration.ofSeconds(1)).toMillis())
                .limit(10);

        assertThat(waits).containsExactly(200L, 400L, 800L, 1600L, 3200L, 6400L, 12_800L, 25_600L, 30_000L, 30_000L);
    }

    @Test
    void shouldBeginAnewAfterHalfAMinuteOfUse() {
        backoff.afterUseOf(Duration.ZERO);
        backoff.afterUseOf(Duration.ZERO);

        assertThat(backoff.afterUseOf(Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void shouldTellOnceThatAProcessCannotBeStartedAndAnewOnceItCould() {
        assertThat(backoff.isNewlyStuck()).isTrue();
        assertThat(backoff.isNewlyStuck()).isFalse();
        backoff.started();
        assertThat(backoff.isNewlyStuck()).isTrue();
    }
}
