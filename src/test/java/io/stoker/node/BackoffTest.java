package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void shouldDoubleUpToAMinuteOrUpToTenSecondsAfterUse() {
        Stream<Long> waits =
                Stream.generate(() -> backoff.afterFailure().toMillis()).limit(10);

        assertThat(waits).containsExactly(200L, 400L, 800L, 1600L, 3200L, 6400L, 12_800L, 25_600L, 51_200L, 60_000L);
        assertThat(backoff.afterUseOf(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(10));
        assertThat(backoff.afterUseOf(Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shouldBeginAnewAfterHalfAMinuteOfUse() {
        backoff.afterUseOf(Duration.ZERO);
        backoff.afterUseOf(Duration.ZERO);

        assertThat(backoff.afterUseOf(Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void shouldTellOnceWhyAProcessIsOfNoUseAndAnewWhenTheReasonChangesOrItWasOfUse() {
        assertThat(backoff.isNews("code 1")).isTrue();
        backoff.afterUseOf(Duration.ZERO);
        assertThat(backoff.isNews("code 1")).isFalse();
        assertThat(backoff.isNews("it cannot be started")).isTrue();
        assertThat(backoff.isNews("code 1")).isTrue();
        backoff.afterUseOf(Duration.ofMillis(1));
        assertThat(backoff.isNews("code 1")).isTrue();
    }
}
