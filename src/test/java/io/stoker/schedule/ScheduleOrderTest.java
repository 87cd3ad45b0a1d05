package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.EngineProperties;
import org.junit.jupiter.api.Test;

class ScheduleOrderTest {

    @Test
    void handsOutTheOldestFirst() {
        TestBed bed = TestBed.with("a", "b", "c").offer(30, 10, 20);

        assertThat(bed.handOuts(0)).containsExactly("30@a", "10@b", "20@c");
    }

    @Test
    void handsOutTheNewestFirstWhenAskedTo() {
        TestBed bed = TestBed.with(TaskOrder.LIFO, "a", "b", "c").offer(30, 10, 20);

        assertThat(bed.handOuts(0)).containsExactly("20@a", "10@b", "30@c");
    }

    @Test
    void putsWhatCameBackBeforeWhatWasNeverHandedOut() {
        TestBed bed = TestBed.with("a", "b", "c", "d").offer(7, 8);
        bed.schedule.setQueued(5, Requirement.NONE, true, 0);
        bed.schedule.setQueued(3, Requirement.NONE, true, 0);

        assertThat(bed.handOuts(0)).containsExactly("3@a", "5@b", "7@c", "8@d");
    }

    @Test
    void putsWhatCameBackFirstInLifoTooTheNewestOfThemAhead() {
        TestBed bed = TestBed.with(TaskOrder.LIFO, "a", "b", "c", "d").offer(7, 8);
        bed.schedule.setQueued(3, Requirement.NONE, true, 0);
        bed.schedule.setQueued(5, Requirement.NONE, true, 0);

        assertThat(bed.handOuts(0)).containsExactly("5@a", "3@b", "8@c", "7@d");
    }

    @Test
    void neverHandsOutWhatWasWithdrawn() {
        TestBed bed = TestBed.with("a", "b", "c").offer(1, 2, 3);

        bed.schedule.setNothing(2, 0);
        bed.schedule.setNothing(2, 0);
        assertThat(bed.handOuts(0)).containsExactly("1@a", "3@b");
    }

    @Test
    void queuesAWithdrawnTaskAtTheEndWhenItIsOfferedAgain() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2);
        bed.schedule.setNothing(1, 0);
        bed.offer(1);

        assertThat(bed.handOuts(0)).containsExactly("2@a", "1@b");
    }

    @Test
    void tellsWhatIsQueued() {
        TestBed bed = TestBed.with("a").offer(1, 2);
        assertThat(bed.schedule.isQueued(1)).isTrue();

        bed.next(0);

        assertThat(bed.schedule.isQueued(1)).isFalse();
        assertThat(bed.schedule.isQueued(2)).isTrue();
    }

    @Test
    void handsOutNothingWithoutEngines() {
        TestBed bed = TestBed.with().offer(1);

        assertThat(bed.next(0)).isEqualTo("none");
        bed.schedule.engineJoined("late", "late", EngineProperties.NONE, 0);
        assertThat(bed.next(0)).isEqualTo("1@late");
    }
}
