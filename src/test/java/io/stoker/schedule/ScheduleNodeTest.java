package io.stoker.schedule;

import static io.stoker.schedule.TestBed.millis;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tasks that must have a node of several engines to themselves. */
class ScheduleNodeTest {
    private static final Requirement ALONE = Requirement.of(null, Alone.IN_NODE);

    @Test
    void givesTheNodeNothingElseWhileTheTaskIsHeldThere() {
        TestBed bed = TestBed.empty().node("a", 3).offerAlone(1).offer(2, 3);

        assertThat(bed.handOuts(0)).containsExactly("1@a1");
        bed.ends("a1", 1, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("2@a2", "3@a3");
    }

    @Test
    void keepsANodeFreeUntilAllOfItsEnginesAreEmpty() {
        TestBed bed = TestBed.empty().node("a", 2).offer(1, 2);
        bed.handOuts(0);
        bed.offerAlone(9).offer(3, 4);

        bed.ends("a1", 1, 1, 50);
        assertThat(bed.handOuts(1)).as("a1 stays empty").isEmpty();
        bed.ends("a2", 2, 2, 50);
        assertThat(bed.handOuts(2)).containsExactly("9@a1");
        bed.ends("a1", 9, 3, 50);
        assertThat(bed.handOuts(3)).hasSize(2);
    }

    @Test
    void keepsTheNodeThatHoldsTheLeastAndOfEqualsTheOneThatCameFirst() {
        TestBed bed = TestBed.empty().node("a", 2).node("b", 2).node("c", 2);
        bed.schedule.setHeld(1, "a1", Alone.NO, true, 0);
        bed.schedule.setHeld(2, "a2", Alone.NO, true, 0);
        bed.schedule.setHeld(3, "b1", Alone.NO, true, 0);
        bed.schedule.setHeld(4, "c1", Alone.NO, true, 0);
        bed.offerAlone(9).offer(10, 11, 12);

        assertThat(bed.handOuts(0)).as("nothing to b2").containsExactly("10@c2");
        bed.ends("b1", 3, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("9@b1");
    }

    @Test
    void takesAnotherNodeThatIsIdleBefore() {
        TestBed bed = TestBed.empty().node("a", 2).node("b", 2).offer(1, 2, 3, 4);
        bed.handOuts(0);
        bed.ends("a1", 1, 1, 50);
        bed.offerAlone(9);
        assertThat(bed.handOuts(1)).as("a is kept").isEmpty();
        bed.ends("b1", 3, 2, 50);
        bed.ends("b2", 4, 2, 50);

        assertThat(bed.handOuts(2)).containsExactly("9@b1");
        bed.offer(5, 6);
        assertThat(bed.handOuts(3)).as("a is kept no longer").containsExactly("5@a1");
    }

    @Test
    void endsTheReservationWhenTheTaskGoesAwayOrAsksForAnotherEngine() {
        TestBed bed = TestBed.empty().node("a", 2).offer(1);
        bed.handOuts(0);
        bed.offerAlone(9).offer(2);
        assertThat(bed.handOuts(0)).isEmpty();
        bed.schedule.setQueued(9, Requirement.of("gpu", Alone.IN_NODE), true, 0);
        assertThat(bed.handOuts(0)).containsExactly("2@a2");

        bed.ends("a2", 2, 1, 50);
        bed.offerAlone(9).offer(3);
        assertThat(bed.handOuts(1)).isEmpty();
        bed.schedule.setNothing(9, millis(1));
        assertThat(bed.handOuts(1)).containsExactly("3@a2");
    }

    @Test
    void keepsOrTakesAtMostHalfOfTheNodesWhileOtherTasksWait() {
        TestBed bed = TestBed.empty().node("a", 2).node("b", 2).node("c", 2).offerAlone(1, 2, 3, 4);
        bed.offer(10, 11, 12);

        assertThat(bed.handOuts(0)).containsExactly("1@a1", "2@b1", "10@c1", "11@c2");
        bed.ends("c1", 10, 1, 50);
        bed.ends("c2", 11, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("12@c1");
        bed.ends("c1", 12, 2, 50);
        assertThat(bed.handOuts(2)).as("no other task waits").containsExactly("3@c2");
    }

    @Test
    void leavesReservationsWhenOthersComeOfWhichThereAreTooMany() {
        TestBed bed =
                TestBed.empty().engineOf("a", "a1", "x", 1).engineOf("a", "a2").engineOf("b", "b1", "x", 2);
        bed.engineOf("b", "b2");
        for (String engine : new String[] {"a1", "a2", "b1", "b2"}) {
            bed.schedule.setHeld(engine.hashCode(), engine, Alone.NO, true, 0);
        }
        bed.schedule.setQueued(1, Requirement.of("x == 1", Alone.IN_NODE), true, 0);
        bed.schedule.setQueued(2, Requirement.of("x == 2", Alone.IN_NODE), true, 0);
        assertThat(bed.handOuts(0)).as("both nodes are kept").isEmpty();
        bed.ends("a2", "a2".hashCode(), 1, 50);
        bed.ends("b2", "b2".hashCode(), 1, 50);
        bed.offer(10, 11);

        assertThat(bed.handOuts(1)).containsExactly("10@b2");
    }

    @Test
    void onlyStopsMoreFromComingWhenATaskIsIsolatedThatRunsWithNeighbours() {
        TestBed bed = TestBed.empty().node("a", 2).experienced("a1", 100, 1).experienced("a2", 100, 1);
        bed.offer(1, 2);
        bed.handOuts(0);
        bed.schedule.setHeld(1, "a1", Alone.IN_NODE, true, 0);
        bed.schedule.setHeld(1, "a1", Alone.IN_NODE, true, 0);
        bed.offer(3);

        assertThat(bed.handOuts(0)).isEmpty();
        bed.ends("a2", 2, 1, 50);
        assertThat(bed.handOuts(1)).isEmpty();
        bed.ends("a1", 1, 2, 50);
        assertThat(bed.handOuts(2)).hasSize(1);
    }

    @Test
    void stopsNoMoreThanHalfOfTheNodesForTasksThatRunWithNeighbours() {
        TestBed bed = TestBed.empty().node("a", 2).node("b", 2).node("c", 2).offer(1, 2, 3, 4, 5, 6);
        bed.handOuts(0);
        for (long task : new long[] {1, 3, 5}) {
            String engine = task == 1 ? "a1" : task == 3 ? "b1" : "c1";
            bed.schedule.setHeld(task, engine, Alone.IN_NODE, true, 0);
        }
        bed.ends("a2", 2, 1, 50);
        bed.ends("b2", 4, 1, 50);
        bed.ends("c2", 6, 1, 50);
        bed.offer(7, 8, 9);
        assertThat(bed.handOuts(1)).containsExactly("7@c2");

        bed.ends("a1", 1, 2, 50);
        assertThat(bed.handOuts(2)).containsExactly("8@a1", "9@a2");
        bed.ends("c2", 7, 3, 50);
        bed.offer(10);
        assertThat(bed.handOuts(3)).as("c is closed when it may be").isEmpty();
    }

    @Test
    void keepsANodeForATaskThatWaitsRatherThanForOneThatRunsWithNeighbours() {
        TestBed bed = TestBed.empty().node("a", 2).node("b", 2).offer(1, 2, 3);
        bed.handOuts(0);
        bed.schedule.setHeld(1, "a1", Alone.IN_NODE, true, 0);
        bed.offerAlone(9).offer(4);
        assertThat(bed.handOuts(0)).as("b is kept, a is full").isEmpty();

        bed.ends("a2", 2, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("4@a2");
        bed.ends("b1", 3, 2, 50);
        bed.offer(5);
        assertThat(bed.handOuts(2)).containsExactly("9@b2");
    }

    @Test
    void givesEnginesThatJoinATakenOrKeptNodeNothing() {
        TestBed bed = TestBed.empty().engineOf("a", "a1").offerAlone(1).offer(2);
        assertThat(bed.handOuts(0)).containsExactly("1@a1");
        bed.engineOf("a", "a2");
        assertThat(bed.handOuts(0)).isEmpty();
        bed.ends("a1", 1, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("2@a2");

        bed.offerAlone(3);
        assertThat(bed.handOuts(1)).isEmpty();
        bed.engineOf("a", "a3").offer(4);
        assertThat(bed.handOuts(1)).isEmpty();
        bed.ends("a2", 2, 2, 50);
        assertThat(bed.handOuts(2)).containsExactly("3@a3");
    }

    @Test
    void opensANodeWhoseOtherEnginesHaveLeft() {
        TestBed bed = TestBed.empty().node("a", 2).offer(1);
        bed.handOuts(0);
        bed.offerAlone(2).offer(3);
        assertThat(bed.handOuts(0)).isEmpty();
        bed.schedule.engineLeft("a1", 0);

        assertThat(bed.handOuts(0)).containsExactly("2@a2");
        bed.ends("a2", 2, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("3@a2");
    }

    @Test
    void forgetsTheTaskWithTheEngineThatHeldIt() {
        TestBed bed = TestBed.empty().node("a", 3).offerAlone(1).offer(2);
        bed.handOuts(0);
        bed.schedule.engineLeft("a1", 0);

        assertThat(bed.handOuts(0)).containsExactly("2@a2");
    }

    @Test
    void waitsUntilNoEngineOfTheNodeIsPaused() {
        TestBed bed = TestBed.empty().node("a", 2);
        bed.schedule.paused("a2", true);
        bed.offerAlone(1);
        assertThat(bed.handOuts(0)).isEmpty();
        bed.offer(2);
        assertThat(bed.handOuts(0)).as("what waits is run there meanwhile").containsExactly("2@a1");

        bed.schedule.paused("a2", false);
        assertThat(bed.handOuts(0)).isEmpty();
        bed.ends("a1", 2, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("1@a2");
    }

    @Test
    void doesNotKeepANodeThatOnlyAPauseMakesBusy() {
        TestBed bed = TestBed.empty().node("a", 2).offer(1);
        bed.handOuts(0);
        bed.offerAlone(2).offer(3);
        assertThat(bed.handOuts(0)).isEmpty();
        bed.schedule.paused("a2", true);
        assertThat(bed.handOuts(0)).as("it runs empty").isEmpty();
        bed.ends("a1", 1, 1, 50);

        assertThat(bed.handOuts(1)).containsExactly("3@a1");
    }

    @Test
    void givesTheTaskToTheOneEngineThatFits() {
        TestBed bed = TestBed.empty().node("a", 2).engineOf("b", "b1").engineOf("b", "b2", "gpu", true);
        bed.schedule.setQueued(1, Requirement.of("gpu", Alone.IN_NODE), true, 0);

        assertThat(bed.handOuts(0)).containsExactly("1@b2");
    }

    @Test
    void keepsNoNodeWhoseFittingEnginesHaveAllRejectedTheTask() {
        TestBed bed =
                TestBed.empty().engineOf("a", "a1", "x", 1).engineOf("a", "a2").engineOf("b", "b1", "x", 1);
        bed.engineOf("b", "b2");
        Requirement requirement = Requirement.of("x == 1", Alone.IN_NODE);
        bed.schedule.setQueued(1, requirement, true, 0);
        assertThat(bed.handOuts(0)).containsExactly("1@a1");
        bed.schedule.rejected("a1", 1, 0);
        bed.schedule.setHeld(2, "b2", Alone.NO, true, 0);
        bed.schedule.setQueued(1, requirement, true, 0);
        bed.offer(3, 4, 5);

        assertThat(bed.handOuts(0)).as("b is kept").containsExactly("3@a2", "4@a1");
        bed.ends("b2", 2, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("1@b1");
        bed.schedule.rejected("b1", 1, millis(1));
        bed.schedule.setQueued(1, requirement, true, millis(1));
        assertThat(bed.handOuts(1)).as("nothing is kept").containsExactly("5@b2");
    }

    @Test
    void keepsNoNodeOfEnginesUnderPenaltyWhileAnotherWillDo() {
        TestBed bed = TestBed.empty().node("a", 2).node("b", 2).offer(1, 2, 3, 4);
        bed.handOuts(0);
        bed.failsAgain("a1", 1, 1);
        bed.failsAgain("a2", 2, 1);
        bed.ends("b1", 3, 1, 50);
        bed.offerAlone(6).offer(7);

        assertThat(bed.handOuts(1)).as("b is kept, a is passed over").isEmpty();
        assertThat(bed.handOuts(1_100)).containsExactly("6@a1", "7@b1");
    }

    @Test
    void isAsAnExclusiveTaskOnNodesWithOneEngine() {
        TestBed bed = TestBed.with("a", "b").experienced("a", 100, 1).experienced("b", 100, 1);
        bed.offer(1, 2);
        bed.handOuts(0);
        bed.schedule.setQueued(5, ALONE, false, 0);
        bed.offer(6, 7);

        assertThat(bed.handOuts(0)).as("nobody prefetches").isEmpty();
        bed.ends("b", 2, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("5@b", "6@a", "7@a");
    }

    @Test
    void waitsForItsTurnBehindOthers() {
        TestBed bed = TestBed.empty().node("a", 2).offer(1, 2, 3, 4);
        bed.handOuts(0);
        bed.schedule.setQueued(5, ALONE, false, 0);
        bed.offer(6);

        bed.ends("a1", 1, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("3@a1");
        bed.ends("a2", 2, 2, 50);
        assertThat(bed.handOuts(2)).containsExactly("4@a2");
        bed.ends("a1", 3, 3, 50);
        assertThat(bed.handOuts(3)).as("now it is the first").isEmpty();
        bed.ends("a2", 4, 4, 50);
        assertThat(bed.handOuts(4)).containsExactly("5@a1");
    }

    @Test
    void saysWhyTheTaskWaits() {
        TestBed bed = TestBed.empty().node("a", 2).node("b", 2).offer(1, 2, 3, 4);
        bed.handOuts(0);
        bed.schedule.paused("b2", true);
        bed.offerAlone(8, 9).offer(10);
        assertThat(bed.schedule.explain(8, 0)).isEqualTo("it waits for a JVM to itself: 1 busy, 1 paused");
        bed.handOuts(0);
        assertThat(bed.schedule.explain(8, 0))
                .isEqualTo("it waits for a JVM to itself: one gets no other tasks meanwhile, and 2 tasks are still held"
                        + " there");
        bed.ends("a1", 1, 1, 50);
        bed.ends("a2", 2, 1, 50);
        assertThat(bed.handOuts(1)).containsExactly("8@a1");
        assertThat(bed.schedule.explain(9, millis(1)))
                .isEqualTo("it waits for a JVM to itself: 1 given to another such task, 1 paused");
    }
}
