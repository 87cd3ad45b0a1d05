package io.stoker.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FloodOptionsTest {
    private final FloodOptions options =
            new FloodOptions(1, 500, 100, 10_000, Duration.ofSeconds(10), Path.of("journal"));

    @Test
    void shouldSpreadItsTasksEvenlyOverTheTime() {
        assertThat(options.due(9_000)).isZero();
        assertThat(options.due(10_000)).isZero();
        assertThat(options.due(15_000)).isEqualTo(50);
        assertThat(options.due(20_000)).isEqualTo(100);
        assertThat(options.due(90_000)).isEqualTo(100);
    }
}
