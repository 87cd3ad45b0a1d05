package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitDeadlineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - SECOND;

    private final CommitDeadline deadline = new CommitDeadline(Duration.ofSeconds(60), "/a/file");

    @Test
    void aCommitThatTakesLongIsSpokenOfOnce() {
        deadline.begin(START);
        assertThat(deadline.late(START + 5 * SECOND)).isNull();
        assertThat(deadline.late(START + 6 * SECOND)).contains("/a/file", "more than 5 s", "lock");
        assertThat(deadline.late(START + 7 * SECOND)).isNull();
    }

    @Test
    void oneThatDoesNotEndIsGivenUpWithTheSettingThatSaysWhen() {
        deadline.begin(START);
        assertThat(deadline.isOver(START + 60 * SECOND)).isFalse();
        assertThat(deadline.isOver(START + 61 * SECOND)).isTrue();
        assertThat(deadline.reason()).contains("/a/file", "60 s", "stoker.commit-timeout");
    }

    @Test
    void oneThatHasEndedIsNoneAndTheNextBeginsAnew() {
        assertThat(deadline.isOver(START)).isFalse();
        deadline.begin(START);
        deadline.end();
        assertThat(deadline.isOver(START + 99 * SECOND)).isFalse();
        assertThat(deadline.late(START + 99 * SECOND)).isNull();
        deadline.begin(START + 99 * SECOND);
        assertThat(deadline.isOver(START + 100 * SECOND)).isFalse();
    }
}
