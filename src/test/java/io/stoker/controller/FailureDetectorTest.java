package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureDetectorTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String A = "akka://stoker@a:1";
    private static final String B = "akka://stoker@b:1";

    /** Ticks may be negative, and overflow. */
    private long now = Long.MAX_VALUE - 4 * SECOND;

    private final FailureDetector failureDetector =
            new FailureDetector(Duration.ofSeconds(3), Duration.ofSeconds(5), now);

    /** Time passes while this JVM looks often. */
    private void pass(double seconds) {
        long end = now + (long) (seconds * SECOND);
        while (end - now > 0) {
            now += Math.min(end - now, SECOND / 10);
            failureDetector.look(now);
        }
    }

    /** Time passes while this JVM stands still. */
    private void pause(double seconds) {
        now += (long) (seconds * SECOND);
    }

    private void assertSuspect(String address, boolean suspect) {
        assertThat(failureDetector.isSuspect(address, now))
                .as("%s is suspected", address)
                .isEqualTo(suspect);
    }

    @Test
    void whoIsSilentForTooLongIsSuspectedUntilItIsHeardAgain() {
        failureDetector.heard(A, now);
        pass(3);
        assertSuspect(A, false);
        pass(0.1);
        assertSuspect(A, true);
        failureDetector.heard(A, now);
        assertSuspect(A, false);
    }

    @Test
    void whoSpeaksIsNotSuspectedHoweverUnreachableOthersSayItIs() {
        failureDetector.unreachable(A);
        for (int i = 0; i < 20; i++) {
            failureDetector.heard(A, now);
            pass(1);
            assertSuspect(A, false);
        }
        assertThat(failureDetector.toDown(now)).isEmpty();
    }

    @Test
    void oneMembersSilenceIsNotAnothers() {
        failureDetector.heard(A, now);
        failureDetector.heard(B, now);
        pass(2);
        failureDetector.heard(B, now);
        pass(2);
        assertSuspect(A, true);
        assertSuspect(B, false);
    }

    @Test
    void onlyWhoIsBothSilentAndUnreachableIsGivenUp() {
        failureDetector.heard(A, now);
        failureDetector.heard(B, now);
        failureDetector.unreachable(A);
        pass(5);
        assertThat(failureDetector.toDown(now)).isEmpty();
        pass(0.1);
        assertThat(failureDetector.toDown(now)).containsExactly(A);
        failureDetector.unreachable(B);
        assertThat(failureDetector.toDown(now)).containsExactlyInAnyOrder(A, B);
        failureDetector.heard(A, now);
        failureDetector.reachable(B);
        assertThat(failureDetector.toDown(now)).isEmpty();
    }

    @Test
    void whoWasNeverHeardIsSilentSinceItWasFirstLookedFor() {
        pass(60);
        failureDetector.unreachable(A);
        assertThat(failureDetector.toDown(now)).isEmpty();
        pass(5);
        assertThat(failureDetector.toDown(now)).isEmpty();
        pass(0.1);
        assertThat(failureDetector.toDown(now)).containsExactly(A);
    }

    @Test
    void aPauseOfItsOwnIsNotBlamedOnOthers() {
        failureDetector.heard(A, now);
        failureDetector.heard(B, now);
        failureDetector.unreachable(B);
        pass(1);
        pause(60);
        failureDetector.look(now);
        assertSuspect(A, false);
        assertThat(failureDetector.toDown(now)).isEmpty();
        pass(2);
        assertSuspect(A, true);
        pass(2);
        assertThat(failureDetector.toDown(now)).containsExactly(B);
    }

    @Test
    void whoWasHeardRightAfterThePauseIsSuspectedNoLaterForIt() {
        failureDetector.heard(A, now);
        pause(60);
        failureDetector.heard(A, now);
        failureDetector.look(now);
        pass(3);
        assertSuspect(A, false);
        pass(0.1);
        assertSuspect(A, true);
    }

    @Test
    void whoIsSilentWhileThisJvmHardlyRunsIsSilentForTheTimeInWhichItRan() {
        failureDetector.heard(A, now);
        for (int i = 0; i < 15; i++) {
            pause(1.4);
            failureDetector.look(now);
        }
        assertSuspect(A, false);
        failureDetector.heard(B, now);
        pass(0.2);
        assertSuspect(A, true);
        assertSuspect(B, false);
    }

    @Test
    void whoWasRemovedIsForgotten() {
        failureDetector.heard(A, now);
        failureDetector.unreachable(A);
        pass(60);
        failureDetector.removed(A);
        assertThat(failureDetector.toDown(now)).isEmpty();
        assertSuspect(A, false);
    }
}
