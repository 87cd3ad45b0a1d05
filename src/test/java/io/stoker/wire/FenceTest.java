package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FenceTest {
    private final Fence fence = new Fence();

    @Test
    void beforeAnythingWasHeardEveryEpochIsAdmitted() {
        assertThat(fence.epoch()).isZero();
        assertThat(fence.admits(0)).isTrue();
        assertThat(fence.isOther("a")).isFalse();
    }

    @Test
    void theHighestEpochIsAdmittedAgainAndAgain() {
        assertThat(fence.admits(3)).isTrue();
        assertThat(fence.admits(3)).isTrue();
        assertThat(fence.admits(7)).isTrue();
        assertThat(fence.epoch()).isEqualTo(7);
    }

    @Test
    void aLowerEpochIsRefusedAndForgotten() {
        fence.admits("a", 7);
        assertThat(fence.admits(6)).isFalse();
        assertThat(fence.admits("a", 6)).isFalse();
        assertThat(fence.epoch()).isEqualTo(7);
        assertThat(fence.admits(7)).isTrue();
    }

    @Test
    void anotherLedgerBeginsItsEpochsAnew() {
        fence.admits("a", 7);
        assertThat(fence.isOther("a")).isFalse();
        assertThat(fence.isOther("b")).isTrue();
        assertThat(fence.admits("b", 1)).isTrue();
        assertThat(fence.epoch()).isEqualTo(1);
        assertThat(fence.isOther("b")).isFalse();
        assertThat(fence.isOther("a")).isTrue();
        assertThat(fence.admits(0)).isFalse();
    }
}
