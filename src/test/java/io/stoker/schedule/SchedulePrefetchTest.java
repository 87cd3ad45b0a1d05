package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.EngineProperties;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SchedulePrefetchTest {
    private static final long[] MANY = LongStream.range(0, 500).toArray();

    @Test
    void handsAnUnknownEngineOneTaskAtATime() {
        TestBed bed = TestBed.with("a").offer(1, 2);

        assertThat(bed.handOuts(0)).containsExactly("1@a");
        assertThat(bed.handOuts(1)).isEmpty();
    }

    @Test
    void startsWithOneTaskAheadAfterTheFirstShortRun() {
        TestBed bed = TestBed.with("a").offer(MANY);
        bed.next(0);
        bed.ends("a", 0, 1, 0.001);

        assertThat(bed.handOuts(1)).containsExactly("1@a", "2@a");
    }

    @Test
    void doesNotPrefetchWhenTheFirstRunWasLong() {
        TestBed bed = TestBed.with("a").offer(MANY);
        bed.next(0);
        bed.ends("a", 0, 21, 21);

        assertThat(bed.handOuts(21)).containsExactly("1@a");
    }

    @Test
    void holdsThePrefetchTimeAheadOnceItIsSureOfTheEngine() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 4).offer(MANY);

        assertThat(bed.handOuts(0)).as("one that runs and 20 ms / 4 ms ahead").hasSize(1 + 5);
    }

    @Test
    void holdsNoMoreThanTheMaximumHoweverShortTheTasksAre() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 0).offer(MANY);

        assertThat(bed.handOuts(0)).hasSize(1 + 64);
    }

    @Test
    void trustsAnEngineWithOneMoreAheadForEachRun() {
        TestBed bed = TestBed.with("a").experienced("a", 9, 0.001).offer(MANY);

        assertThat(bed.handOuts(0)).hasSize(1 + 9);
    }

    @Test
    void stopsPrefetchingAfterOneLongRun() {
        TestBed bed = TestBed.with("a")
                .experienced("a", 100, 0.1)
                .experienced("a", 1, 81)
                .offer(MANY);

        assertThat(bed.handOuts(0)).hasSize(1);
    }

    @Test
    void prefetchesAgainAfterAFewShortRuns() {
        TestBed bed = TestBed.with("a")
                .experienced("a", 100, 1)
                .experienced("a", 1, 1_000)
                .experienced("a", 12, 1)
                .offer(MANY);

        assertThat(bed.handOuts(0)).hasSizeGreaterThan(1);
    }

    @Test
    void learnsNothingFromATaskThatDidNotRun() {
        TestBed bed = TestBed.with("a").offer(MANY);
        bed.next(0);
        bed.returns("a", 0, 1);

        assertThat(bed.handOuts(1)).hasSize(1);
    }

    @Test
    void prefersAnIdleEngineToPrefetch() {
        TestBed bed = TestBed.with("a", "b").experienced("a", 100, 1).offer(1, 2, 3);

        assertThat(bed.handOuts(0)).containsExactly("1@a", "2@b", "3@a");
    }

    @Test
    void putsNothingBehindATaskThatHasBeenRunningForLong() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 1).offer(1);
        bed.next(0);
        bed.offer(2);

        assertThat(bed.next(100)).isEqualTo("none");
        bed.ends("a", 1, 101, 1);
        assertThat(bed.next(101)).isEqualTo("2@a");
    }

    @Test
    void forgetsHowAnEngineFaredWhenItLeaves() {
        TestBed bed = TestBed.with("a").experienced("a", 100, 1).offer(MANY);
        bed.schedule.engineLeft("a", 0);
        bed.schedule.engineJoined("a", "a", EngineProperties.NONE, 0);

        assertThat(bed.handOuts(0)).hasSize(1);
    }
}
