package io.stoker.schedule;

import static io.stoker.schedule.TestBed.millis;
import static io.stoker.schedule.TestBed.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.EngineProperties;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleConditionTest {

    @Test
    void givesATaskOnlyToAnEngineThatFits() {
        TestBed bed = TestBed.empty().engine("small", "RAM", 1).engine("big", "RAM", 8);
        bed.offerFor("RAM > 4", 1, 2).offer(3, 4);

        assertThat(bed.handOuts(0)).containsExactly("1@big", "3@small");
        bed.ends("big", 1, 100, 100);
        assertThat(bed.handOuts(100)).containsExactly("2@big");
    }

    @Test
    void neverLetsATaskThatNoEngineFitsHoldUpOthers() {
        TestBed bed = TestBed.with("a").offerFor("gpu", 1).offer(2);

        assertThat(bed.next(0)).isEqualTo("2@a");
        bed.ends("a", 2, 100, 100);
        bed.engine("g", "gpu", true);
        assertThat(bed.next(100)).isEqualTo("1@g");
    }

    @Test
    void handsOutTheFirstOfThoseThatCanGo() {
        TestBed bed = TestBed.empty().engine("a", "gpu", true);
        bed.offerFor("gpu", 1).offer(2).offerFor("gpu", 3).offerFor("has gpu", 4);

        for (int task = 1; task <= 4; task++) {
            assertThat(bed.next(task * 100)).isEqualTo(task + "@a");
            bed.ends("a", task, task * 100 + 50, 50);
        }
    }

    @Test
    void handsOutTheNewestOfThoseThatCanGoIfSoOrdered() {
        TestBed bed = TestBed.with(TaskOrder.LIFO).engine("a", "gpu", true).engine("b");
        bed.offer(1).offerFor("gpu", 2).offer(3).offerFor("gpu", 4);

        assertThat(bed.handOuts(0)).containsExactly("4@a", "3@b");
    }

    @Test
    void choosesTheBestOfTheEnginesThatFit() {
        TestBed bed = TestBed.empty().engine("idle").engine("a", "gpu", true).engine("b", "gpu", true);
        bed.experienced("a", 100, 1).experienced("b", 100, 1);
        bed.offerFor("gpu", 1, 2, 3, 4);

        assertThat(bed.handOuts(0)).containsExactly("1@a", "2@b", "3@a", "4@b");
    }

    @Test
    void followsAnEnginesProperties() {
        TestBed bed = TestBed.with("a", "b").offerFor("gpu", 1, 2);
        bed.schedule.engineChanged("b", properties("gpu", true), 0);
        assertThat(bed.handOuts(0)).containsExactly("1@b");

        bed.ends("b", 1, 100, 100);
        bed.schedule.engineChanged("b", properties(), millis(100));
        bed.schedule.engineChanged("a", properties("gpu", true), millis(100));
        assertThat(bed.handOuts(100)).containsExactly("2@a");
    }

    @Test
    void tellsEnginesApartAgainThatWereAlikeForAWhile() {
        TestBed bed = TestBed.empty().engine("a", "x", 1).engine("b", "x", 2);
        bed.offerFor("x >= 1", 1).offerFor("x >= 2", 2).handOuts(0);
        bed.schedule.engineLeft("a", 0);
        bed.offerFor("x >= 1", 3).offerFor("x >= 2", 4);
        bed.ends("b", 2, 100, 100);
        bed.engine("a", "x", 1).offerFor("x >= 2", 5).offerFor("x >= 1", 6);

        assertThat(bed.handOuts(100)).containsExactly("3@a", "4@b");
    }

    @Test
    void countsWhatIsNoConditionAsMetByNobody() {
        TestBed bed =
                TestBed.empty().engine("a", "gpu", true).offerFor("gpu >", 1).offer(2);

        assertThat(bed.handOuts(0)).containsExactly("2@a");
        assertThat(bed.schedule.explain(1, 0)).contains("not a valid condition: gpu >");
    }

    @Test
    void countsAPropertyThatCannotBeReadAsMissing() {
        var broken = new EngineProperties(Map.of("gpu", new byte[] {(byte) 0xff}));
        TestBed bed = TestBed.empty().offerFor("gpu", 1).offerFor("not has gpu", 2);
        bed.schedule.engineJoined("a", "a", broken, 0);

        assertThat(bed.handOuts(0)).containsExactly("2@a");
    }

    @Test
    void sharesAFleetAmongConditionsThatTheSameEnginesMeet() {
        EngineClasses engineClasses =
                new EngineClasses(() -> new OrderedPool((a, b) -> 0), QueueEntry.order(TaskOrder.FIFO));
        Constraints constraints = new Constraints(engineClasses, QueueEntry.order(TaskOrder.FIFO));
        EngineIndex engines = new EngineIndex(ScheduleSettings.DEFAULTS, engineClasses);
        for (int i = 0; i < 8; i++) {
            engines.join("" + i, "" + i, properties("RAM", 1 + i % 2));
            for (int limit = 0; limit < 60; limit++) {
                constraints.of("RAM > " + limit / 20.0, 0);
            }
        }

        assertThat(engineClasses.list()).as("all; all; the larger half; none").hasSize(4);
    }

    @Test
    void takesAConditionOfItsOwnForEachOfThousandsOfTasks() {
        TestBed bed = TestBed.with();
        IntStream.range(0, 1_000).forEach(i -> bed.engine("" + i, "RAM", i % 4));
        IntStream.range(0, 10_000).forEach(i -> bed.offerFor("RAM > " + i / 3_000.0, i));

        assertThat(bed.handOuts(0)).hasSize(750);
        IntStream.range(0, 10_000).forEach(task -> bed.schedule.setNothing(task, 0));
        assertThat(IntStream.range(0, 10_000).filter(bed.schedule::isQueued)).isEmpty();
    }
}
