package io.stoker.schedule;

import static io.stoker.schedule.TestBed.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is said of a waiting task beside the sentence of why it waits. */
class ScheduleWaitDetailsTest {

    private static List<String> details(TestBed bed, long task, double atMillis) {
        List<String> lines = bed.schedule.explain(task, millis(atMillis), key -> "engine " + key);
        return lines.subList(1, lines.size());
    }

    @Test
    void shouldBeginWithTheSentenceOfWhyItWaits() {
        TestBed bed = TestBed.with("a").offer(1, 2);
        bed.handOuts(0);
        assertThat(bed.schedule.explain(2, 0, key -> key)).first().isEqualTo(bed.schedule.explain(2, 0));
        assertThat(bed.schedule.explain(1, 0, key -> key)).as("handed out").isEmpty();
        assertThat(details(TestBed.empty().offer(1), 1, 0)).as("no engine").isEmpty();
    }

    @Test
    void shouldSayHowManyTasksAreBeforeItWhicheverEnginesTheyWaitFor() {
        TestBed bed = TestBed.empty().engine("a", "gpu", true);
        bed.offer(1, 2).offerFor("gpu", 3).offerFor("fpga", 4).offer(5);
        bed.handOuts(0);
        assertThat(details(bed, 2, 0)).containsExactly("no task is before it in the queue");
        assertThat(details(bed, 3, 0)).containsExactly("1 task is before it in the queue");
        assertThat(details(bed, 5, 0)).containsExactly("3 tasks are before it in the queue");
    }

    @Test
    void shouldNameTheEnginesThatFitAndDrain() {
        TestBed bed = TestBed.empty()
                .engine("a", "gpu", true)
                .engine("b", "gpu", true)
                .engine("c");
        bed.schedule.draining("a", true);
        bed.schedule.draining("c", true);
        bed.offerFor("gpu", 1, 2, 3);
        bed.handOuts(0);
        assertThat(details(bed, 2, 0)).first().isEqualTo("engine a drains: it gets no tasks until somebody resumes it");
        bed.schedule.draining("b", true);
        assertThat(details(bed, 2, 0))
                .contains("engine b drains, as all engines that fit do: it gets no tasks until somebody resumes it");
    }

    @Test
    void shouldCountThoseBeforeItInTheOrderOfTheSchedule() {
        TestBed bed = TestBed.with(TaskOrder.LIFO, "a").offer(1);
        bed.handOuts(0);
        bed.offer(2, 3, 4);
        assertThat(details(bed, 2, 0)).containsExactly("2 tasks are before it in the queue");
        assertThat(details(bed, 4, 0)).containsExactly("no task is before it in the queue");
    }

    @Test
    void shouldCountNoFurtherThanTenThousand() {
        TestBed bed = TestBed.with("a");
        bed.offer(LongStream.range(0, 10_002).toArray());
        bed.handOuts(0);
        assertThat(details(bed, 10_000, 0)).containsExactly("9,999 tasks are before it in the queue");
        assertThat(details(bed, 10_001, 0)).containsExactly("more than 9,999 tasks are before it in the queue");
    }

    @Test
    void shouldLookAtNoMoreThanTenThousandConditions() {
        TestBed bed = TestBed.with("a").offer(1);
        bed.handOuts(0);
        IntStream.range(0, 10_001).forEach(i -> bed.offerFor("x == " + i, 10 + i));
        bed.offer(2);
        assertThat(details(bed, 2, 0)).containsExactly("more than 9,999 tasks are before it in the queue");
    }

    @Test
    void shouldSayHowManyEnginesMeetEachPartOfAConditionAndWhenItFails() {
        TestBed bed = TestBed.empty().engine("a", "RAM", 8, "os", "linux").engine("b", "RAM", 2, "os", "linux");
        bed.offerFor("RAM >= 4 and os == 'mac'", 1);
        assertThat(details(bed, 1, 10_000))
                .containsExactly(
                        "RAM >= 4 is met by 1 engine",
                        "os == 'mac' is met by no engine",
                        "it runs as soon as one engine meets all of it: start such an engine, or set the properties of one that is"
                                + " here",
                        "if none does, it fails in 20.0 s (stoker.unmet-dependency-timeout)");
    }

    @Test
    void shouldNotSayThatAConditionIsMetByNobodyTwiceIfItHasOnePart() {
        TestBed bed = TestBed.empty().engine("a", "RAM", 8).offerFor("RAM > 8 or gpu", 1);
        assertThat(details(bed, 1, 0)).hasSize(2).noneMatch(line -> line.contains("is met by"));
    }

    @Test
    void shouldNameTheEnginesThatHaveRejectedItAndWhenTheyMayGetItAgain() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2);
        bed.handOuts(0);
        bed.rejects("a", 1, 1);
        assertThat(details(bed, 1, 51))
                .containsExactly(
                        "engine a has rejected it, and may be given it again in 0.1 s, or when its properties change",
                        "no task is before it in the queue");
        assertThat(details(bed, 1, 101)).as("over").containsExactly("no task is before it in the queue");
    }

    @Test
    void shouldNameTheEnginesThatArePassedOverAndUntilWhen() {
        TestBed bed = TestBed.with("a", "b").offer(1, 2, 3);
        bed.handOuts(0);
        bed.failsAgain("a", 1, 0);
        assertThat(details(bed, 3, 300))
                .containsExactly(
                        "engine a is passed over for 0.7 s, because its last 2 tasks failed (stoker.schedule.failure-penalty)",
                        "no task is before it in the queue");
        assertThat(details(bed, 3, 1_000)).as("over").containsExactly("no task is before it in the queue");
        assertThat(bed.schedule.explain(3, millis(1_000))).isEqualTo("it waits for one of 2 engines: 1 busy, 1 free");
    }

    @Test
    void shouldNameAFewEnginesOnly() {
        TestBed bed = TestBed.with("a", "b", "c", "d", "e", "f", "g").offer(1);
        for (String engine : List.of("a", "b", "c", "d", "e", "f", "g")) {
            bed.failsAgain(engine, -1, 0);
            bed.fails(engine, -1, 0);
        }
        for (String engine : List.of("a", "b", "c", "d", "e", "f", "g")) {
            bed.schedule.setHeld(engine.charAt(0), engine, Alone.NO, true, 0);
            bed.fails(engine, engine.charAt(0), 0);
        }
        assertThat(details(bed, 1, 1)).hasSize(7).contains("2 more engines are passed over");
    }

    @Test
    void shouldChangeNothingHoweverOftenItIsAsked() {
        TestBed asked = bedOfTrouble();
        TestBed other = bedOfTrouble();
        for (int at = 0; at < 3_000; at += 50) {
            for (long task = 1; task <= 6; task++) {
                asked.schedule.explain(task, millis(at), key -> key);
            }
            assertThat(asked.handOuts(at)).isEqualTo(other.handOuts(at));
        }
    }

    private static TestBed bedOfTrouble() {
        TestBed bed = TestBed.with("a", "b", "c").offer(1, 2, 3, 4).offerFor("gpu", 5, 6);
        bed.handOuts(0);
        bed.rejects("a", 1, 1);
        bed.failsAgain("b", 2, 2);
        return bed;
    }

    @Test
    void shouldKnowHowLongTasksOfAnEngineLast() {
        TestBed bed = TestBed.with("a", "b").experienced("a", 1, 20);
        assertThat(bed.schedule.usualNanos("a")).isEqualTo(millis(20));
        assertThat(bed.schedule.usualNanos("b")).isNegative();
        assertThat(bed.schedule.usualNanos("nobody")).isNegative();
    }
}
