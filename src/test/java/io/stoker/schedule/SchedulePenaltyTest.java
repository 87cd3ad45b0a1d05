package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.EngineProperties;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchedulePenaltyTest {

    @Test
    void passesOverAnEngineWhoseAttemptFailedUntilThePenaltyHasRunOut() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2, 3);
        bed.handOuts(0);
        bed.failsAgain("a", 1, 10);

        assertThat(bed.next(1_009)).as("b has no room, but is there").isEqualTo("none");
        assertThat(bed.next(1_010)).isEqualTo("3@a");
    }

    @Test
    void onlyPrefersOthersAfterOneFailure() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2);
        bed.handOuts(0);
        bed.fails("a", 1, 10);
        bed.ends("b", 2, 10, 100);
        bed.offer(3, 4);

        assertThat(bed.handOuts(10)).containsExactly("3@b", "4@a");
    }

    @Test
    void countsFailuresAnewAfterATaskThatDidNotFail() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2, 3, 4, 5);
        bed.handOuts(0);
        bed.fails("a", 1, 10);
        bed.next(10);
        bed.ends("a", 3, 20, 100);
        bed.next(20);
        bed.fails("a", 4, 30);

        assertThat(bed.next(30)).isEqualTo("5@a");
    }

    @Test
    void penalisesEachFurtherFailureInARow() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2, 3, 4);
        bed.handOuts(0);
        bed.failsAgain("a", 1, 10);
        assertThat(bed.next(1_010)).isEqualTo("3@a");
        bed.fails("a", 3, 1_020);

        assertThat(bed.next(2_019)).isEqualTo("none");
        assertThat(bed.next(2_020)).isEqualTo("4@a");
    }

    @Test
    void meansNothingToATaskThatOnlyPenalisedEnginesFit() {
        TestBed bed = TestBed.empty().engine("a", "gpu", true).engine("b").offer(1, 2);
        bed.handOuts(0);
        bed.failsAgain("a", 1, 10);
        bed.offer(3).offerFor("gpu", 4);

        assertThat(bed.handOuts(10)).containsExactly("4@a");
    }

    @Test
    void retriesALoneEngineAtOnce() {
        TestBed bed = TestBed.with("a").offer(1, 2);
        bed.next(0);
        bed.failsAgain("a", 1, 10);

        assertThat(bed.next(10)).isEqualTo("2@a");
    }

    @Test
    void ignoresPenaltiesWhenAllEnginesAreUnderOne() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2);
        bed.handOuts(0);
        bed.failsAgain("a", 1, 10);
        bed.failsAgain("b", 2, 11);
        bed.offer(3, 4);

        assertThat(bed.handOuts(12)).containsExactly("3@a", "4@b");
    }

    @Test
    void passesOverPenalisedEnginesAgainWhenAnotherJoins() {
        TestBed bed = TestBed.with("a").offer(1);
        bed.next(0);
        bed.failsAgain("a", 1, 10);
        bed.schedule.engineJoined("b", "b", EngineProperties.NONE, 0);
        bed.offer(2, 3);

        assertThat(bed.handOuts(11)).containsExactly("2@b");
    }

    @Test
    void doesNotCountAPausedEngineAsAnAlternative() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2);
        bed.schedule.paused("b", true);
        bed.next(0);
        bed.failsAgain("a", 1, 10);

        assertThat(bed.next(10)).isEqualTo("2@a");
    }

    @Test
    void doesNotCountAnEngineThatLeftAsAnAlternative() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2, 3);
        bed.handOuts(0);
        bed.failsAgain("a", 1, 10);
        assertThat(bed.next(10)).isEqualTo("none");
        bed.schedule.engineLeft("b", 0);

        assertThat(bed.next(10)).isEqualTo("3@a");
    }

    @Test
    void countsThePenaltyFromTheLatestFailure() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2, 3);
        bed.schedule.setHeld(8, "a", Alone.NO, true, 0);
        bed.schedule.setHeld(9, "a", Alone.NO, true, 0);
        bed.schedule.setHeld(7, "b", Alone.NO, true, 0);
        bed.failsAgain("a", 8, 10);
        bed.failsAgain("a", 9, 500);

        assertThat(bed.next(1_400)).isEqualTo("none");
        assertThat(bed.next(1_500)).isEqualTo("1@a");
    }

    @Test
    void punishesNobodyWhenThePenaltyIsZero() {
        ScheduleSettings d = ScheduleSettings.DEFAULTS;
        TestBed bed = TestBed.with(
                new ScheduleSettings(
                        d.order(),
                        d.choice(),
                        d.maxPrefetch(),
                        d.prefetchTime(),
                        d.recallAfter(),
                        Duration.ZERO,
                        d.unmetDependencyTimeout()),
                "a",
                "b");
        bed.offer(1, 2, 3).handOuts(0);
        bed.failsAgain("a", 1, 10);

        assertThat(bed.next(10)).isEqualTo("3@a");
    }
}
