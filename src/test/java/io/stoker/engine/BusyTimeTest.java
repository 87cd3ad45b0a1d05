package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyTimeTest {
    private final BusyTime time = new BusyTime();

    @Test
    void shouldCountWhatRunsUntilNow() {
        time.begin(100);

        assertThat(time.isBusy()).isTrue();
        assertThat(time.nanos(130)).isEqualTo(30);
    }

    @Test
    void shouldAddUpWhatHasEnded() {
        time.begin(100);
        time.end(110);
        time.end(500);
        time.begin(1_000);
        time.begin(1_001);
        time.end(1_005);

        assertThat(time.isBusy()).isFalse();
        assertThat(time.nanos(9_999)).isEqualTo(15);
    }
}
