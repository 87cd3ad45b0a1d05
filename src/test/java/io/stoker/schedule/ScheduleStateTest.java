package io.stoker.schedule;

import static io.stoker.schedule.TestBed.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What it means to the schedule to be told the state of a task, also again. */
class ScheduleStateTest {

    @Test
    void keepsTheTurnOfAQueuedTaskThatIsToldAgain() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2);
        bed.schedule.setQueued(1, Requirement.NONE, false, 0);
        bed.schedule.setQueued(2, Requirement.NONE, true, 0);

        assertThat(bed.handOuts(0)).containsExactly("1@a", "2@b");
        assertThat(bed.schedule.isQueued(1) || bed.schedule.isQueued(2)).isFalse();
    }

    @Test
    void putsAQueuedTaskThatAsksForOtherEnginesAmongThoseThatAskForTheSame() {
        TestBed bed = TestBed.empty().engine("a", "gpu", true).engine("b").offer(1);
        bed.offerFor("gpu", 2);
        bed.schedule.setQueued(1, Requirement.of("gpu", Alone.NO), false, 0);

        assertThat(bed.handOuts(0)).containsExactly("2@a");
        bed.ends("a", 2, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("1@a");
    }

    @Test
    void takesATaskThatIsQueuedAgainFromItsEngine() {
        TestBed bed = TestBed.with("a").offer(1);
        assertThat(bed.next(0)).isEqualTo("1@a");
        bed.schedule.setQueued(1, Requirement.NONE, true, 0);

        assertThat(bed.schedule.holds("a", 1)).isFalse();
        assertThat(bed.next(0)).isEqualTo("1@a");
    }

    @Test
    void movesATaskToTheEngineThatIsToldToHoldIt() {
        TestBed bed = TestBed.with("a", "b").offer(1);
        assertThat(bed.next(0)).isEqualTo("1@a");
        bed.schedule.setHeld(1, "b", Alone.NO, true, 0);

        assertThat(bed.schedule.holds("b", 1)).isTrue();
        assertThat(bed.offer(2).next(0)).isEqualTo("2@a");
    }

    @Test
    void handsOutNothingThatAnEngineHoldsWhichIsNotHere() {
        TestBed bed = TestBed.with("a").offer(1);
        bed.schedule.setHeld(1, "gone", Alone.NO, true, 0);

        assertThat(bed.schedule.isQueued(1)).isFalse();
        assertThat(bed.next(0)).isEqualTo("none");
    }

    @Test
    void givesAnEngineThatNoLongerHoldsATaskTheNext() {
        TestBed bed = TestBed.with("a").offer(1, 2);
        assertThat(bed.handOuts(0)).containsExactly("1@a");
        bed.schedule.setNothing(1, 0);
        bed.schedule.setNothing(1, 0);

        assertThat(bed.handOuts(0)).containsExactly("2@a");
    }

    @Test
    void takesAStartThatIsToldAgainForNoProgress() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 1).offer(1, 2);
        bed.handOuts(0);
        bed.schedule.setHeld(1, "a", Alone.NO, true, millis(10));
        bed.schedule.setHeld(1, "a", Alone.NO, true, millis(100));
        bed.schedule.setHeld(1, "a", Alone.NO, false, millis(100));

        assertThat(bed.schedule.overdue(millis(110))).containsExactly(new Reclaim("a", List.of(2L)));
    }

    @Test
    void asksBackWhatAnEngineBroughtAlongAndHasNotStarted() {
        TestBed bed = TestBed.with("a");
        bed.schedule.setHeld(1, "a", Alone.NO, true, 0);
        bed.schedule.setHeld(2, "a", Alone.NO, false, 0);

        assertThat(bed.schedule.overdue(millis(100))).containsExactly(new Reclaim("a", List.of(2L)));
    }
}
