package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Restarts restarts = new Restarts();
    private long now = Long.MAX_VALUE - SECOND;

    private Duration begin(double secondsLater) {
        now += (long) (secondsLater * SECOND);
        restarts.begin(now);
        return restarts.takePause();
    }

    @Test
    void theFirstFewBeginAtOnceAndTheOthersWaitLongerEachTime() {
        for (int i = 0; i < 4; i++) {
            assertThat(begin(0.1)).isZero();
        }
        assertThat(begin(0.1)).hasMillis(200);
        assertThat(begin(0.1)).hasMillis(400);
        assertThat(begin(0.1)).hasMillis(800);
        for (int i = 0; i < 20; i++) {
            begin(0.1);
        }
        assertThat(begin(0.1)).hasSeconds(10);
    }

    @Test
    void aPauseIsWaitedForOnce() {
        for (int i = 0; i < 4; i++) {
            begin(0.1);
        }
        restarts.begin(now);
        assertThat(restarts.takePause()).isPositive();
        assertThat(restarts.takePause()).isZero();
    }

    @Test
    void whatIsLongAgoDoesNotCount() {
        for (int i = 0; i < 20; i++) {
            assertThat(begin(16)).isZero();
        }
    }

    @Test
    void commitsThatFailCountUntilOneSucceeds() {
        begin(0);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 3; i++) {
                restarts.commitFailed();
                assertThat(begin(0.01)).isZero();
            }
            restarts.commitFailed();
            assertThat(begin(0.01)).hasMillis(200);
            restarts.committed();
        }
    }
}
