package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.store.LedgerStore.Opened;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private final Lease lease = new Lease(Duration.ofNanos(40), 100);

    @Test
    void itIsRenewedFourTimesAsOftenAsItEnds() {
        assertThat(lease.isDue(100)).isTrue();
        lease.answered(100, true);
        assertThat(lease.isDue(109)).isFalse();
        assertThat(lease.isDue(110)).isTrue();
    }

    @Test
    void oneRenewalIsWaitedForAtATime() {
        assertThat(lease.isDue(100)).isTrue();
        assertThat(lease.isDue(120)).isFalse();
        lease.answered(100, false);
        assertThat(lease.isDue(120)).isTrue();
    }

    @Test
    void itLastsFromTheMomentWhenTheRenewalBegan() {
        assertThat(lease.isDue(100)).isTrue();
        assertThat(lease.isOver(140)).isFalse();
        assertThat(lease.isOver(141)).isTrue();
        lease.answered(100, true);
        assertThat(lease.isDue(130)).isTrue();
        lease.answered(130, true);
        assertThat(lease.isOver(170)).isFalse();
        assertThat(lease.isOver(171)).isTrue();
    }

    @Test
    void aRenewalThatFailsLengthensNothing() {
        assertThat(lease.isDue(130)).isTrue();
        lease.answered(130, false);
        assertThat(lease.isOver(141)).isTrue();
    }

    @Test
    void whatNobodyCanTakeAwayIsNeverOver() {
        Lease own = new Lease(Opened.FOR_EVER, Long.MAX_VALUE - 5);
        assertThat(own.isDue(Long.MAX_VALUE - 5)).isTrue();
        assertThat(own.isDue(Long.MIN_VALUE + 1_000)).isFalse();
        assertThat(own.isOver(Long.MIN_VALUE + Duration.ofDays(10_000).toNanos()))
                .isFalse();
    }
}
