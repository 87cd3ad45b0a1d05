package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.EngineProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleChoiceTest {

    @Test
    void leastLoadedTakesTheEngineThatHoldsTheFewest() {
        TestBed bed = TestBed.with("a", "b").experienced("a", 100, 1).experienced("b", 100, 1);
        bed.schedule.setHeld(100, "a", Alone.NO, true, 0);
        bed.schedule.setHeld(101, "a", Alone.NO, true, 0);
        bed.offer(1, 2, 3);

        assertThat(bed.handOuts(0)).containsExactly("1@b", "2@b", "3@a");
    }

    @Test
    void leastLoadedTakesTheLeastRecentlyUsedAmongEquals() {
        TestBed bed = TestBed.with("a", "b", "c").offer(1, 2, 3);
        bed.handOuts(0);
        bed.ends("c", 3, 1, 50);
        bed.ends("a", 1, 2, 50);
        bed.ends("b", 2, 3, 50);
        bed.offer(4, 5, 6);

        assertThat(bed.handOuts(4)).containsExactly("4@a", "5@b", "6@c");
    }

    @Test
    void lruTakesTheLeastRecentlyUsedHoweverMuchItHolds() {
        TestBed bed = TestBed.with(Choice.LRU, "a", "b")
                .experienced("a", 100, 1)
                .experienced("b", 100, 1)
                .offer(1, 2, 3);

        assertThat(bed.next(0)).isEqualTo("1@a");
        assertThat(bed.next(0)).isEqualTo("2@b");
        bed.ends("b", 2, 1, 1);
        assertThat(bed.next(1)).as("b is idle, but was used later").isEqualTo("3@a");
    }

    @Test
    void lruPassesOverEnginesWithoutRoom() {
        TestBed bed = TestBed.with(Choice.LRU, "a", "b").offer(1, 2, 3);
        bed.handOuts(0);
        bed.ends("b", 2, 1, 50);

        assertThat(bed.next(1)).isEqualTo("3@b");
    }

    @Test
    void randomSpreadsOverAllEngines() {
        int[] given = handOutsPerEngine(Choice.RANDOM, 10, 10_000);

        assertThat(Arrays.stream(given).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(800, 1_200));
    }

    @Test
    void twoChoicesKeepsTheLoadsCloserTogetherThanRandom() {
        assertThat(spread(loads(Choice.TWO_CHOICES))).isLessThan(spread(loads(Choice.RANDOM)));
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void everyChoiceUsesAllTheRoomThereIs(Choice choice) {
        TestBed bed = TestBed.with(choice, "a", "b", "c")
                .experienced("a", 100, 10)
                .offer(IntStream.range(0, 50).asLongStream().toArray());

        assertThat(bed.handOuts(0)).hasSize(3 + 2);
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void theSameSeedMakesTheSameChoices(Choice choice) {
        assertThat(handOutsPerEngine(choice, 7, 1_000)).isEqualTo(handOutsPerEngine(choice, 7, 1_000));
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void noChoiceTakesAPausedEngine(Choice choice) {
        TestBed bed = TestBed.with(choice, "a", "b").offer(1, 2);
        bed.schedule.paused("a", true);

        assertThat(bed.handOuts(0)).containsExactly("1@b");
        bed.schedule.paused("a", false);
        assertThat(bed.handOuts(0)).containsExactly("2@a");
    }

    @Test
    void pausingTwiceIsPausingOnce() {
        TestBed bed = TestBed.with("a").offer(1);
        bed.schedule.paused("a", true);
        bed.schedule.paused("a", true);
        bed.schedule.paused("a", false);

        assertThat(bed.next(0)).isEqualTo("1@a");
    }

    private static int[] handOutsPerEngine(Choice choice, int engines, int tasks) {
        Schedule schedule = schedule(choice, engines);
        int[] given = new int[engines];
        for (int task = 0; task < tasks; task++) {
            schedule.setQueued(task, Requirement.NONE, false, 0);
            Assignment assignment = schedule.next(0).orElseThrow();
            given[Integer.parseInt(assignment.engine())]++;
            schedule.ended(assignment.engine(), task, 0, TestBed.millis(50), false);
        }
        return given;
    }

    /** What each of 100 engines with ample room holds after 1,000 hand-outs. */
    private static List<Integer> loads(Choice choice) {
        Schedule schedule = schedule(choice, 100);
        List<Integer> loads = new ArrayList<>(Collections.nCopies(100, 0));
        for (int engine = 0; engine < 100; engine++) {
            for (int i = 0; i < 64; i++) {
                schedule.setHeld(-1, "" + engine, Alone.NO, true, 0);
                schedule.ended("" + engine, -1, 0, 1, false);
            }
        }
        for (int task = 0; task < 1_000; task++) {
            schedule.setQueued(task, Requirement.NONE, false, 0);
            int engine = Integer.parseInt(schedule.next(0).orElseThrow().engine());
            loads.set(engine, loads.get(engine) + 1);
        }
        return loads;
    }

    private static int spread(List<Integer> loads) {
        return Collections.max(loads) - Collections.min(loads);
    }

    private static Schedule schedule(Choice choice, int engines) {
        Schedule schedule = new Schedule(TestBed.settings(TaskOrder.FIFO, choice), new SplittableRandom(11));
        IntStream.range(0, engines).forEach(i -> schedule.engineJoined("" + i, "" + i, EngineProperties.NONE, 0));
        return schedule;
    }
}
