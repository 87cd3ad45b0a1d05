package io.stoker.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

    @Test
    void shouldFollowFromItsSeedAlone() {
        FaultPlan plan = FaultPlan.of(7, 100, LENGTH, ALL);

        assertThat(FaultPlan.of(7, 100, LENGTH, EnumSet.allOf(Fault.class))).isEqualTo(plan);
        assertThat(FaultPlan.of(8, 100, LENGTH, ALL)).isNotEqualTo(plan);
    }

    @Test
    void shouldHoldEachKindAtLeastOnceAndAsManyAsWereAskedFor() {
        FaultPlan plan = FaultPlan.of(3, ALL.size(), LENGTH, ALL);

        assertThat(plan.faults()).hasSize(ALL.size());
        assertThat(ALL).allSatisfy(fault -> assertThat(plan.count(fault)).isEqualTo(1));
        assertThat(FaultPlan.of(3, 100, LENGTH, ALL).count(Fault.KILL_ENGINE)).isGreaterThan(5);
    }

    @Test
    void shouldStayWithinItsTimeAndInOrder() {
        FaultPlan plan = FaultPlan.of(1, 200, LENGTH, ALL);

        assertThat(plan.faults()).isSortedAccordingTo(Comparator.comparing(PlannedFault::at));
        assertThat(plan.faults())
                .allSatisfy(fault -> assertThat(fault.at()).isBetween(Duration.ZERO, LENGTH))
                .allSatisfy(fault -> assertThat(fault.lasts())
                        .isBetween(
                                fault.fault().lasts() ? Duration.ofMillis(500) : Duration.ZERO,
                                fault.fault().lasts() ? Duration.ofSeconds(10) : Duration.ZERO));
    }

    @Test
    void shouldLeaveOutWhatCannotBeDoneHere() {
        Set<Fault> some = EnumSet.complementOf(EnumSet.of(Fault.FILL_DISK));

        assertThat(FaultPlan.of(1, 300, LENGTH, some).count(Fault.FILL_DISK)).isZero();
        assertThat(FaultPlan.of(1, 0, LENGTH, Set.of()).faults()).isEmpty();
        assertThatThrownBy(() -> FaultPlan.of(1, 1, LENGTH, Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBeginWithTheFewKindsThatThereIsRoomFor() {
        assertThat(FaultPlan.of(5, 2, LENGTH, ALL).faults())
                .extracting(PlannedFault::fault)
                .containsExactlyInAnyOrder(Fault.KILL_ENGINE, Fault.KILL_ENGINES);
    }
}
