package io.stoker.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.123Z");

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "90s, PT90S", "5m, PT5M", "2h, PT2H", "7d, PT168H", "0s, PT0S"})
    void shouldReadATimeWithItsUnit(String text, Duration time) {
        assertThat(Durations.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-1s", "5 m", "1.5h", "99999d", "s"})
    void shouldRefuseATimeThatCannotBeMeant(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadAnInstantOrHowLongAgoItWas() {
        assertThat(Durations.instant("2026-11-29T00:00:00Z", NOW)).isEqualTo("2026-11-29T00:00:00Z");
        assertThat(Durations.instant("2h", NOW)).isEqualTo("2026-11-30T10:00:00.123Z");
        assertThatThrownBy(() -> Durations.instant("yesterday", NOW))
                .hasMessageContaining("'yesterday' is neither a time as 2026-11-30T12:00:00Z nor how long ago");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.25S, 0.25 s",
        "PT12.34S, 12.3 s",
        "PT4M5S, 4m05s",
        "PT3H20M, 3h20m",
        "PT51H, 2d03h",
        "PT-1S, 0.00 s"
    })
    void shouldShowTimesInAFewCharacters(Duration time, String shown) {
        assertThat(Durations.shown(time)).isEqualTo(shown);
    }
}
