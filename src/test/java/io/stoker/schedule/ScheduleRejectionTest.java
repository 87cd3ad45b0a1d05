package io.stoker.schedule;

import static io.stoker.schedule.TestBed.millis;
import static io.stoker.schedule.TestBed.properties;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleRejectionTest {

    @ParameterizedTest
    @EnumSource(Choice.class)
    void givesARejectedTaskToAnotherEngine(Choice choice) {
        TestBed bed = TestBed.with(choice, "a", "b", "c").offer(1);
        bed.schedule.paused("b", true);
        bed.schedule.paused("c", true);
        bed.next(0);
        bed.rejects("a", 1, 1);
        bed.schedule.paused("b", false);
        bed.offer(2);

        assertThat(bed.handOuts(1)).as("2 may go anywhere").containsExactly("1@b", "2@a");
    }

    @Test
    void doesNotHoldUpTheTasksBehindIt() {
        TestBed bed = TestBed.with("a").offer(1, 2);
        bed.next(0);
        bed.rejects("a", 1, 1);

        assertThat(bed.handOuts(1)).containsExactly("2@a");
        bed.ends("a", 2, 50, 49);
        assertThat(bed.next(100)).isEqualTo("none");
        assertThat(bed.next(101)).isEqualTo("1@a");
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToTenSeconds() {
        TestBed bed = TestBed.with("a").offer(1);
        double tick = 0;
        for (double wait : new double[] {100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000}) {
            assertThat(bed.next(tick)).isEqualTo("1@a");
            bed.rejects("a", 1, tick);
            assertThat(bed.next(tick + wait - 1)).isEqualTo("none");
            tick += wait;
        }
    }

    @Test
    void beginsAnewWhenTheLastTimeIsLongAgo() {
        TestBed bed = TestBed.with("a").offer(1);
        bed.next(0);
        bed.rejects("a", 1, 0);
        bed.schedule.paused("a", true);
        bed.next(10_100);
        bed.schedule.paused("a", false);
        bed.next(10_200);
        bed.rejects("a", 1, 10_200);

        assertThat(bed.next(10_300)).isEqualTo("1@a");
    }

    @Test
    void triesAgainWhenThePropertiesHaveChanged() {
        TestBed bed = TestBed.with("a").offer(1);
        bed.next(0);
        bed.rejects("a", 1, 1);
        bed.schedule.engineChanged("a", properties("gpu", true), millis(2));

        assertThat(bed.next(2)).isEqualTo("1@a");
        bed.rejects("a", 1, 3);
        assertThat(bed.next(103)).as("the back-off began anew").isEqualTo("1@a");
    }

    @Test
    void keepsItsTurn() {
        TestBed bed = TestBed.with("a").offer(1, 2, 3);
        bed.next(0);
        bed.rejects("a", 1, 1);
        assertThat(bed.next(1)).isEqualTo("2@a");
        bed.ends("a", 2, 101, 100);

        assertThat(bed.next(101)).isEqualTo("1@a");
    }

    @Test
    void forgetsAnEngineThatLeft() {
        TestBed bed = TestBed.with("a").offer(1);
        bed.next(0);
        bed.rejects("a", 1, 1);
        bed.schedule.engineLeft("a", millis(2));
        bed.engine("a");

        assertThat(bed.next(3)).isEqualTo("1@a");
    }

    @Test
    void excludesAnEngineThoughAllOthersAreUnderPenalty() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2);
        bed.handOuts(0);
        bed.failsAgain("b", 2, 1);
        bed.rejects("a", 1, 1);

        assertThat(bed.next(1)).isEqualTo("1@b");
    }

    @Test
    void ignoresARejectionByWhoDoesNotHoldIt() {
        TestBed bed = TestBed.with("a", "b").offer(1);
        assertThat(bed.next(0)).isEqualTo("1@a");

        bed.schedule.rejected("b", 1, 0);
        bed.schedule.rejected("gone", 1, 0);

        assertThat(bed.schedule.holds("a", 1)).isTrue();
        bed.rejects("a", 1, 0);
        assertThat(bed.next(0)).isEqualTo("1@b");
    }
}
