package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleExclusiveTest {

    @Test
    void givesAnAloneTaskToAnEngineThatHoldsNothing() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 1).offer(1);
        bed.next(0);
        bed.schedule.setQueued(2, Requirement.EXCLUSIVE, false, 0);

        assertThat(bed.next(0)).isEqualTo("none");
        bed.ends("a", 1, 1, 1);
        assertThat(bed.next(1)).isEqualTo("2@a");
    }

    @Test
    void putsNothingBehindAnAloneTask() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 1);
        bed.schedule.setQueued(1, Requirement.EXCLUSIVE, false, 0);
        bed.offer(2, 3);

        assertThat(bed.handOuts(0)).containsExactly("1@a");
        bed.ends("a", 1, 1, 1);
        assertThat(bed.handOuts(1)).containsExactly("2@a", "3@a");
    }

    @Test
    void isolatesAQueuedTaskInItsTurn() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 1).offer(1, 2, 3);
        bed.next(0);
        bed.schedule.setQueued(2, Requirement.EXCLUSIVE, false, 0);

        assertThat(bed.next(0)).as("nothing before it is done").isEqualTo("none");
        bed.ends("a", 1, 1, 1);
        assertThat(bed.handOuts(1)).containsExactly("2@a");
        bed.ends("a", 2, 2, 1);
        assertThat(bed.handOuts(2)).containsExactly("3@a");
    }

    @Test
    void isolatesATaskWithAConditionAndThoseThatEnginesHaveRejected() {
        TestBed bed = TestBed.empty().engine("a", "gpu", true).engine("b", "gpu", true);
        bed.schedule.setQueued(1, Requirement.of("gpu", Alone.NO), false, 0);
        bed.schedule.rejected(bed.next(0).substring(2), 1, 0);
        bed.schedule.setQueued(1, Requirement.of("gpu", Alone.NO), true, 0);
        bed.schedule.setQueued(1, Requirement.of("gpu", Alone.IN_ENGINE), true, 0);
        bed.schedule.setQueued(1, Requirement.of("gpu", Alone.IN_ENGINE), true, 0);

        assertThat(bed.schedule.isQueued(1)).isTrue();
        assertThat(bed.next(0)).isIn("1@a", "1@b");
        assertThat(bed.schedule.isQueued(1)).isFalse();
        assertThat(bed.next(0)).isEqualTo("none");
    }

    @Test
    void putsNothingMoreBehindATaskThatIsIsolatedWhileAnEngineHoldsIt() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 1).offer(1, 2);
        bed.next(0);
        bed.schedule.setHeld(1, "a", Alone.IN_ENGINE, false, 0);

        assertThat(bed.next(0)).isEqualTo("none");
        bed.ends("a", 1, 1, 1);
        assertThat(bed.next(1)).isEqualTo("2@a");
    }

    @Test
    void prefetchesNothingWhileAnAloneTaskIsTheFirst() {
        TestBed bed = TestBed.with("a", "b")
                .experienced("a", 100, 1)
                .experienced("b", 100, 1)
                .offer(1, 2, 3, 4);
        bed.schedule.setQueued(5, Requirement.EXCLUSIVE, false, 0);
        bed.offer(6, 7);

        assertThat(bed.handOuts(0)).as("those before it may be prefetched").containsExactly("1@a", "2@b", "3@a", "4@b");
        bed.schedule.setNothing(5, 0);
        assertThat(bed.handOuts(0)).containsExactly("6@a", "7@b");
    }

    @Test
    void prefetchesNothingWhileAnAloneTaskIsTheFirstOfThoseThatAnEngineHasRejected() {
        TestBed bed = TestBed.with("a", "b").experienced("a", 100, 1);
        reject(bed, "a", "b", 1);
        reject(bed, "b", "a", 2);
        reject(bed, "b", "a", 3);
        bed.schedule.paused("b", true);
        bed.offer(9);
        assertThat(bed.next(0)).isEqualTo("9@a");

        bed.schedule.setQueued(1, Requirement.NONE, true, 0);
        bed.schedule.setQueued(2, Requirement.EXCLUSIVE, true, 0);
        bed.schedule.setQueued(3, Requirement.NONE, true, 0);
        bed.offer(10);
        assertThat(bed.next(0)).as("before the third").isEqualTo("none");
        bed.ends("a", 9, 1, 1);
        assertThat(bed.next(1)).isEqualTo("2@a");
    }

    private static void reject(TestBed bed, String engine, String other, long task) {
        bed.schedule.paused(other, true);
        bed.offer(task);
        assertThat(bed.next(0)).isEqualTo(task + "@" + engine);
        bed.schedule.rejected(engine, task, 0);
        bed.schedule.paused(other, false);
    }

    @Test
    void letsEnginesRunEmptyForTheFirstOfAFleet() {
        TestBed bed = TestBed.empty().engine("a", "gpu", true).engine("b", "gpu", false);
        bed.experienced("a", 100, 1).experienced("b", 100, 1).offer(1, 2);
        bed.handOuts(0);
        bed.schedule.setQueued(3, Requirement.of("gpu", Alone.IN_ENGINE), false, 0);
        bed.offer(4, 5);

        assertThat(bed.handOuts(0)).as("nobody prefetches").isEmpty();
        bed.ends("b", 2, 1, 1);
        assertThat(bed.handOuts(1)).as("but whoever is idle gets a task").containsExactly("4@b");
        bed.ends("a", 1, 2, 1);
        assertThat(bed.handOuts(2)).containsExactly("3@a", "5@b");
    }

    @Test
    void reservesNothingForATaskThatNoEngineFits() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 1);
        bed.schedule.setQueued(1, Requirement.of("gpu", Alone.IN_ENGINE), false, 0);
        bed.offer(2, 3);

        assertThat(bed.handOuts(0)).containsExactly("2@a", "3@a");
    }

    @Test
    void keepsTheOrderAroundAnAloneTask() {
        TestBed bed = TestBed.with("a", "b")
                .experienced("a", 100, 1)
                .experienced("b", 100, 1)
                .offer(1, 2, 3, 4);
        assertThat(bed.handOuts(0)).hasSize(4);
        bed.schedule.setQueued(5, Requirement.EXCLUSIVE, false, 0);
        bed.offer(6, 7);

        bed.ends("a", 1, 1, 1);
        assertThat(bed.next(1)).as("a still holds 3, b still holds 2 and 4").isEqualTo("none");
        bed.ends("a", 3, 2, 1);
        assertThat(bed.handOuts(2))
                .as("the alone task, and the prefetch is back at once")
                .containsExactly("5@a", "6@b", "7@b");
    }

    @Test
    void letsAnAloneTaskThatCameBackGoFirst() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 1).offer(1, 2);
        bed.schedule.setQueued(9, Requirement.EXCLUSIVE, true, 0);

        assertThat(bed.handOuts(0)).containsExactly("9@a");
    }

    @Test
    void givesAnEngineItsRoomBackWhenAnAloneTaskReturns() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 1);
        bed.schedule.setQueued(1, Requirement.EXCLUSIVE, false, 0);
        bed.next(0);
        bed.returns("a", 1, 1);
        bed.offer(2, 3);

        assertThat(bed.handOuts(1)).containsExactly("2@a", "3@a");
    }
}
