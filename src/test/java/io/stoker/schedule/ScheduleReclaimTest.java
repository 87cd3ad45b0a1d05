package io.stoker.schedule;

import static io.stoker.schedule.TestBed.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.EngineProperties;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScheduleReclaimTest {
    private TestBed bed;

    /** One engine that has been given 1, 2 and 3 at 0 ms. */
    @BeforeEach
    void engineThatHoldsThree() {
        bed = TestBed.with("a").experienced("a", 100, 1).offer(1, 2, 3);
        assertThat(bed.handOuts(0)).containsExactly("1@a", "2@a", "3@a");
    }

    @Test
    void asksBackWhatWaitsBehindAnAttemptWithoutProgress() {
        assertThat(overdue(99)).isEmpty();
        assertThat(overdue(100)).containsExactly(new Reclaim("a", List.of(2L, 3L)));
    }

    @Test
    void asksOnlyOnce() {
        overdue(100);

        assertThat(overdue(200)).isEmpty();
    }

    @Test
    void countsFromTheLastProgress() {
        bed.schedule.setHeld(1, "a", Alone.NO, true, millis(30));
        assertThat(overdue(129)).isEmpty();
        bed.ends("a", 1, 129, 99);

        assertThat(overdue(228)).isEmpty();
        assertThat(overdue(229)).as("2 is the oldest now").containsExactly(new Reclaim("a", List.of(3L)));
    }

    @Test
    void neverAsksBackTheOnlyTask() {
        bed.ends("a", 1, 1, 1);
        bed.ends("a", 2, 2, 1);

        assertThat(overdue(5_000)).isEmpty();
    }

    @Test
    void neverAsksBackWhatHasStarted() {
        bed.schedule.setHeld(2, "a", Alone.NO, true, millis(10));

        assertThat(overdue(110)).containsExactly(new Reclaim("a", List.of(3L)));
    }

    @Test
    void givesAStalledEngineNothingMoreUntilItMovesOn() {
        overdue(100);
        bed.returns("a", 2, 101);
        bed.returns("a", 3, 101);
        bed.schedule.setQueued(2, Requirement.NONE, true, 0);
        bed.schedule.setQueued(3, Requirement.NONE, true, 0);

        assertThat(bed.next(102)).isEqualTo("none");
        bed.schedule.setHeld(1, "a", Alone.NO, true, millis(103));
        assertThat(bed.handOuts(103)).as("it had only been slow to begin").containsExactly("2@a", "3@a");
    }

    @Test
    void givesReturnedTasksToAnotherEngine() {
        bed.schedule.engineJoined("b", "b", EngineProperties.NONE, 0);
        overdue(100);
        bed.returns("a", 2, 101);
        bed.schedule.setQueued(2, Requirement.NONE, true, 0);

        assertThat(bed.next(101)).isEqualTo("2@b");
    }

    @Test
    void asksAgainForATaskThatIsHandedOutAgain() {
        overdue(100);
        bed.returns("a", 2, 101);
        bed.ends("a", 1, 102, 1);
        bed.schedule.setQueued(2, Requirement.NONE, true, 0);
        assertThat(bed.next(102)).isEqualTo("2@a");

        assertThat(overdue(202)).containsExactly(new Reclaim("a", List.of(2L)));
    }

    @Test
    void asksTheLongestStuckEngineFirst() {
        bed.schedule.engineJoined("b", "b", EngineProperties.NONE, 0);
        bed.experienced("b", 100, 1).offer(4, 5);
        assertThat(bed.handOuts(10)).containsExactly("4@b", "5@b");

        assertThat(overdue(110)).containsExactly(new Reclaim("a", List.of(2L, 3L)), new Reclaim("b", List.of(5L)));
    }

    @Test
    void asksNothingOfAnEngineThatLeft() {
        bed.schedule.engineLeft("a", 0);

        assertThat(overdue(100)).isEmpty();
    }

    private List<Reclaim> overdue(double atMillis) {
        return bed.schedule.overdue(millis(atMillis));
    }
}
