package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.stoker.task.EngineProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScheduleMisuseTest {
    private Schedule schedule;

    /** Task 1 is held by engine a, task 2 is queued, engine b is paused. */
    @BeforeEach
    void oneHeldOneQueued() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2);
        schedule = bed.schedule;
        schedule.paused("b", true);
        assertThat(bed.handOuts(0)).containsExactly("1@a");
    }

    @Test
    void refusesAnEngineThatIsHere() {
        assertThatIllegalStateException()
                .isThrownBy(() -> schedule.engineJoined("a", "a", EngineProperties.NONE, 0))
                .withMessage("engine a is already registered");
    }

    @Test
    void refusesToPauseAnEngineThatIsNotHere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.paused("x", true))
                .withMessage("engine x is not registered, so it cannot be paused");
    }

    @Test
    void ignoresTheEndOfWhatTheEngineDoesNotHold() {
        schedule.ended("b", 1, 0, 1, false);
        schedule.ended("a", 99, 0, 1, false);
        assertThat(schedule.holds("a", 1)).isTrue();
    }

    @Test
    void ignoresLateReportsOfAnEngineThatLeft() {
        schedule.engineLeft("a", 0);
        schedule.setHeld(1, "a", Alone.NO, true, 0);
        schedule.ended("a", 1, 0, 1, true);

        assertThat(schedule.holds("a", 1)).isFalse();
        schedule.setQueued(1, Requirement.NONE, true, 0);
    }

    @Test
    void ignoresThatAnUnknownEngineLeaves() {
        schedule.engineLeft("x", 0);
    }

    @Test
    void takesUpWhatAnEngineBroughtAlong() {
        schedule.setHeld(50, "b", Alone.NO, true, 0);
        schedule.paused("b", false);

        assertThat(schedule.holds("b", 50)).isTrue();
        assertThat(schedule.next(0)).as("b is busy").isEmpty();
        schedule.ended("b", 50, 0, TestBed.millis(50), false);
        assertThat(schedule.next(0)).contains(new Assignment(2, "b"));
    }
}
