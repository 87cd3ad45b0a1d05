package io.stoker.schedule;

import static io.stoker.schedule.TestBed.millis;
import static io.stoker.schedule.TestBed.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleUnmetTest {

    @Test
    void namesTheTaskThatNoEngineFittedForSoLong() {
        TestBed bed =
                TestBed.empty().engine("a", "RAM", 8).engine("b", "RAM", 8).engine("c");
        bed.offerFor("RAM > 9", 1).offerFor("RAM > 7", 2).offer(3);

        assertThat(unmet(bed, 29_999)).isEmpty();
        assertThat(bed.schedule.unmet(millis(30_000), 100, task -> true))
                .containsExactly(new Unmet(
                        1, "none of 3 engines meets RAM > 9, for 30.0 s: RAM is 8 on 2 engines, missing on 1 engine"));
        bed.schedule.setNothing(1, 0);
        assertThat(unmet(bed, 1_000_000)).isEmpty();
    }

    @Test
    void countsForEachTaskFromWhenItWasQueued() {
        TestBed bed = TestBed.with("a").offerFor("gpu", 1);
        bed.schedule.setQueued(2, Requirement.of("gpu", Alone.NO), false, millis(10_000));

        assertThat(unmet(bed, 30_000)).containsExactly(1L);
        bed.schedule.setNothing(1, 0);
        assertThat(unmet(bed, 39_999)).isEmpty();
        assertThat(unmet(bed, 40_000)).containsExactly(2L);
    }

    @Test
    void waitsForEverWithoutAnyEngine() {
        TestBed bed = TestBed.empty().offerFor("gpu", 1);
        assertThat(unmet(bed, 49_999)).isEmpty();

        bed.schedule.engineJoined("a", "a", properties(), millis(50_000));
        assertThat(unmet(bed, 79_999)).isEmpty();
        assertThat(unmet(bed, 80_000)).containsExactly(1L);
        bed.schedule.engineLeft("a", millis(90_000));
        assertThat(unmet(bed, 1_000_000)).isEmpty();
    }

    @Test
    void startsAfreshWhenAnEngineFittedInBetween() {
        TestBed bed = TestBed.with("a").offerFor("gpu", 1);
        bed.schedule.engineJoined("b", "b", properties("gpu", true), millis(20_000));
        bed.schedule.engineLeft("b", millis(25_000));

        assertThat(unmet(bed, 54_999)).isEmpty();
        assertThat(unmet(bed, 55_000)).containsExactly(1L);
    }

    @Test
    void startsAfreshWhenAnEngineHadTheProperties() {
        TestBed bed = TestBed.with("a").offerFor("gpu", 1);
        bed.schedule.paused("a", true);
        bed.schedule.engineChanged("a", properties("gpu", true), millis(29_000));
        assertThat(unmet(bed, 31_000)).isEmpty();
        bed.schedule.engineChanged("a", properties("gpu", false), millis(32_000));

        assertThat(unmet(bed, 61_999)).isEmpty();
        assertThat(unmet(bed, 62_000)).containsExactly(1L);
    }

    @Test
    void countsEnginesThatFitWhateverKeepsThemFromIt() {
        TestBed bed = TestBed.empty().engine("busy", "gpu", true).engine("paused", "disk", true);
        bed.offerFor("gpu", 1).offerFor("disk", 2).offerFor("gpu", 3);
        bed.schedule.paused("paused", true);
        bed.handOuts(0);

        assertThat(unmet(bed, 1_000_000)).isEmpty();
    }

    @Test
    void namesNoMoreThanAreWantedAndTheOthersWhenTheseAreGone() {
        TestBed bed = TestBed.with("a").offerFor("gpu", 1, 2, 3).offerFor("fpga", 4, 5);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<Unmet> some = bed.schedule.unmet(millis(30_000), 2, task -> true);
            assertThat(some).hasSizeLessThanOrEqualTo(2);
            some.forEach(unmet -> bed.schedule.setNothing(unmet.task(), 0));
            some.forEach(unmet -> all.add(unmet.task()));
        }
        assertThat(all).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void passesOverWhatIsNotAskedForHoweverMuchThatIs() {
        TestBed bed = TestBed.with("a").offerFor("gpu", 1, 2, 3, 4);
        assertThat(bed.schedule.unmet(millis(30_000), 1, task -> task == 4))
                .extracting(Unmet::task)
                .containsExactly(4L);
    }

    private static List<Long> unmet(TestBed bed, double atMillis) {
        return bed.schedule.unmet(millis(atMillis), 100, task -> true).stream()
                .map(Unmet::task)
                .toList();
    }
}
