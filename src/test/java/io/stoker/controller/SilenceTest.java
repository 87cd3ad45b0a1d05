package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String A = "akka://stoker@a:1";
    private static final String B = "akka://stoker@b:1";

    /** Ticks may be negative, and overflow. */
    private long now = Long.MAX_VALUE - 4 * SECOND;

    private final Silence silence = new Silence(Duration.ofSeconds(3), Duration.ofSeconds(5), now);

    /** Time passes while this JVM looks often. */
    private void pass(double seconds) {
        long end = now + (long) (seconds * SECOND);
        while (end - now > 0) {
            now += Math.min(end - now, SECOND / 10);
            silence.look(now);
        }
    }

    /** Time passes while this JVM stands still. */
    private void pause(double seconds) {
        now += (long) (seconds * SECOND);
    }

    private void assertSuspect(String address, boolean suspect) {
        assertThat(silence.isSuspect(address, now))
                .as("%s is suspected", address)
                .isEqualTo(suspect);
    }

    @Test
    void whoIsSilentForTooLongIsSuspectedUntilItIsHeardAgain() {
        silence.heard(A, now);
        pass(3);
        assertSuspect(A, false);
        pass(0.1);
        assertSuspect(A, true);
        silence.heard(A, now);
        assertSuspect(A, false);
    }

    @Test
    void whoSpeaksIsNotSuspectedHoweverUnreachableOthersSayItIs() {
        silence.unreachable(A);
        for (int i = 0; i < 20; i++) {
            silence.heard(A, now);
            pass(1);
            assertSuspect(A, false);
        }
        assertThat(silence.toDown(now)).isEmpty();
    }

    @Test
    void oneMembersSilenceIsNotAnothers() {
        silence.heard(A, now);
        silence.heard(B, now);
        pass(2);
        silence.heard(B, now);
        pass(2);
        assertSuspect(A, true);
        assertSuspect(B, false);
    }

    @Test
    void onlyWhoIsBothSilentAndUnreachableIsGivenUp() {
        silence.heard(A, now);
        silence.heard(B, now);
        silence.unreachable(A);
        pass(5);
        assertThat(silence.toDown(now)).isEmpty();
        pass(0.1);
        assertThat(silence.toDown(now)).containsExactly(A);
        silence.unreachable(B);
        assertThat(silence.toDown(now)).containsExactlyInAnyOrder(A, B);
        silence.heard(A, now);
        silence.reachable(B);
        assertThat(silence.toDown(now)).isEmpty();
    }

    @Test
    void whoWasNeverHeardIsSilentSinceItWasFirstLookedFor() {
        pass(60);
        silence.unreachable(A);
        assertThat(silence.toDown(now)).isEmpty();
        pass(5);
        assertThat(silence.toDown(now)).isEmpty();
        pass(0.1);
        assertThat(silence.toDown(now)).containsExactly(A);
    }

    @Test
    void aPauseOfItsOwnIsNotBlamedOnOthers() {
        silence.heard(A, now);
        silence.heard(B, now);
        silence.unreachable(B);
        pass(1);
        pause(60);
        silence.look(now);
        assertSuspect(A, false);
        assertThat(silence.toDown(now)).isEmpty();
        pass(2);
        assertSuspect(A, true);
        pass(2);
        assertThat(silence.toDown(now)).containsExactly(B);
    }

    @Test
    void whoWasHeardRightAfterThePauseIsSuspectedNoLaterForIt() {
        silence.heard(A, now);
        pause(60);
        silence.heard(A, now);
        silence.look(now);
        pass(3);
        assertSuspect(A, false);
        pass(0.1);
        assertSuspect(A, true);
    }

    @Test
    void whoIsSilentWhileThisJvmHardlyRunsIsSilentForTheTimeInWhichItRan() {
        silence.heard(A, now);
        for (int i = 0; i < 15; i++) {
            pause(1.4);
            silence.look(now);
        }
        assertSuspect(A, false);
        silence.heard(B, now);
        pass(0.2);
        assertSuspect(A, true);
        assertSuspect(B, false);
    }

    @Test
    void whoWasRemovedIsForgotten() {
        silence.heard(A, now);
        silence.unreachable(A);
        pass(60);
        silence.removed(A);
        assertThat(silence.toDown(now)).isEmpty();
        assertSuspect(A, false);
    }
}
