package io.stoker.schedule;

import static io.stoker.schedule.TestBed.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleExplainTest {

    @Test
    void saysThatThereIsNoEngine() {
        assertThat(TestBed.empty().offerFor("gpu", 1).schedule.explain(1, 0)).isEqualTo("no engine is registered");
    }

    @Test
    void saysWhatTheEnginesHaveThatDoNotFit() {
        TestBed bed = TestBed.empty().engine("a", "RAM", 8, "os", "linux").engine("b", "RAM", 8);
        bed.engine("c", "RAM", 8, "os", "linux").engine("d").offerFor("RAM > 2**32 and os == 'mac'", 1);

        assertThat(bed.schedule.explain(1, 0))
                .isEqualTo("none of 4 engines meets RAM > 2**32 and os == 'mac': RAM is 8 on 3 engines, missing on"
                        + " 1 engine; os is 'linux' on 2 engines, missing on 2 engines");
    }

    @Test
    void staysShortHoweverManyEnginesThereAre() {
        TestBed bed = TestBed.with();
        IntStream.range(0, 1_000).forEach(i -> bed.engine("" + i, "host", "h".repeat(1_000) + i, "list", "" + i % 7));
        bed.offerFor("host == 'x' or list == 'y'", 1);

        assertThat(bed.schedule.explain(1, 0))
                .contains("…' on 1000 engines")
                .contains(", and there are 4 more values")
                .hasSizeLessThan(400);
    }

    @Test
    void saysWhatTheEnginesDoThatFit() {
        TestBed bed = TestBed.empty()
                .engine("a", "gpu", true)
                .engine("b", "gpu", true)
                .engine("c");
        bed.offerFor("gpu", 1, 2).offer(3);
        bed.schedule.paused("b", true);
        bed.handOuts(0);

        assertThat(bed.schedule.explain(2, 0)).isEqualTo("it waits for one of 2 engines that fit: 1 busy, 1 paused");
        bed.offer(4);
        assertThat(bed.schedule.explain(4, 0)).isEqualTo("it waits for one of 3 engines: 2 busy, 1 paused");
    }

    @Test
    void saysHowManyOfTheEnginesThatFitDrain() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2);
        bed.schedule.draining("b", true);
        bed.handOuts(0);
        assertThat(bed.schedule.explain(2, 0)).isEqualTo("it waits for one of 2 engines: 1 busy, 1 draining");
        bed.schedule.paused("b", true);
        assertThat(bed.schedule.explain(2, 0)).isEqualTo("it waits for one of 2 engines: 1 busy, 1 draining");
    }

    @Test
    void saysWhoIsPassedOver() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2, 3);
        bed.handOuts(0);
        bed.failsAgain("a", 1, 1);

        assertThat(bed.schedule.explain(3, millis(1)))
                .isEqualTo("it waits for one of 2 engines: 1 busy, 1 passed over after failures");
    }

    @Test
    void saysWhoRejectedItAndWhenItIsTriedAgain() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2);
        bed.handOuts(0);
        bed.rejects("a", 1, 1);
        assertThat(bed.schedule.explain(1, millis(1)))
                .isEqualTo(
                        "it waits for the one other engine: 1 busy; it was rejected by 1 engine, tried again in 0.1 s");

        bed.schedule.engineLeft("b", millis(1));
        assertThat(bed.schedule.explain(1, millis(1))).isEqualTo("it was rejected by 1 engine, tried again in 0.1 s");
    }

    @Test
    void saysNothingOfATaskThatIsNotQueued() {
        TestBed bed = TestBed.with("a").offer(1);
        bed.next(0);

        assertThat(bed.schedule.explain(1, 0)).isNull();
        assertThat(bed.schedule.explain(2, 0)).isNull();
    }
}
