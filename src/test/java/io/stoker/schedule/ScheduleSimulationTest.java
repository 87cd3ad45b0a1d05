package io.stoker.schedule;

import static io.stoker.schedule.TestBed.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole runs in virtual time. The rules are checked by the {@link Referee}; what is asserted here is that all work is
 * done, and how soon.
 */
@Timeout(300)
class ScheduleSimulationTest {

    @Test
    void aThousandEnginesFinishAHundredThousandTasksNearTheIdealTime() {
        Simulation simulation = new Simulation(ScheduleSettings.DEFAULTS, 1, 100_000, millis(0.3))
                .work(5, 1)
                .engines(1_000, 0.5, 2)
                .checkEvery(211)
                .offerAllAtOnce();

        double ratio = ratioToIdeal(simulation, "1,000 engines", 100_000);

        assertThat(ratio).isLessThan(1.5);
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void everyTaskIsDoneOnceWhileEnginesComeAndGo(Choice choice) {
        Simulation simulation = new Simulation(TestBed.settings(TaskOrder.FIFO, choice), 4, 20_000, millis(0.3))
                .work(3, 1.5)
                .someAlone(0.001)
                .someFailOnce(0.002)
                .engines(300, 0.3, 3)
                .churn(200, 5)
                .checkEvery(53)
                .offerInBursts(1_000, 20);

        assertThat(simulation.run().finishes()).hasSize(20_000);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.01, 0", "2, 0, 0.05", "3, 0.1, 0.01", "10, 0.01, 0.1", "10, 0.5, 0.5"})
    void theRulesHoldAtEveryStepInASmallCluster(int engines, double aloneShare, double failingShare) throws Exception {
        Seeds.each(2, seed -> {
            Simulation simulation = new Simulation(ScheduleSettings.DEFAULTS, seed, 1_000, millis(0.3))
                    .work(2, 2)
                    .someAlone(aloneShare)
                    .someFailOnce(failingShare)
                    .engines(engines, 0.2, 5)
                    .churn(20, 50)
                    .someBecomeAlone(10, 60)
                    .offerInBursts(50, 10);

            assertThat(simulation.run().finishes()).hasSize(1_000);
        });
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void tasksThatAskForAnEngineOfTheirSizeHoldUpNobody(Choice choice) {
        Simulation simulation = new Simulation(TestBed.settings(TaskOrder.FIFO, choice), 8, 20_000, millis(0.3))
                .work(3, 1)
                .someAskForASize(0.3, 4)
                .someAlone(0.001)
                .someFailOnce(0.002)
                .someAreRejected(0.01, 3)
                .engines(1_000, 0.5, 2, 4)
                .churn(50, 5)
                .checkEvery(97)
                .offerInBursts(2_000, 10);

        assertThat(simulation.run().finishes()).hasSize(20_000);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0.1, 0.01", "2, 2, 0, 0.1", "6, 3, 0.05, 0.05", "12, 4, 0.2, 0.3"})
    void theRulesHoldAtEveryStepWithSizesAndRejections(int engines, int sizes, double aloneShare, double rejectedShare)
            throws Exception {
        Seeds.each(2, seed -> {
            Simulation simulation = new Simulation(ScheduleSettings.DEFAULTS, seed, 1_000, millis(0.3))
                    .work(2, 2)
                    .someAskForASize(0.5, sizes)
                    .someAlone(aloneShare)
                    .someFailOnce(0.05)
                    .someAreRejected(rejectedShare, 4)
                    .engines(engines, 0.2, 5, sizes)
                    .churn(20, 50)
                    .someBecomeAlone(10, 60)
                    .offerInBursts(50, 10);

            assertThat(simulation.run().finishes()).hasSize(1_000);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, 1, 0.05, 0.01",
        "4, 2, 2, 0.1, 0.05",
        "6, 3, 3, 0.02, 0.02",
        "7, 3, 1, 0.5, 0.05",
        "12, 4, 4, 0.2, 0.3",
        "16, 16, 3, 0.1, 0.05"
    })
    void theRulesHoldAtEveryStepWhereEnginesShareNodes(
            int engines, int perNode, int sizes, double aloneShare, double rejectedShare) throws Exception {
        Seeds.each(4, seed -> sharedNodes(seed, engines, perNode, sizes, aloneShare, rejectedShare));
    }

    private static void sharedNodes(
            long seed, int engines, int perNode, int sizes, double aloneShare, double rejectedShare) {
        Choice choice = Choice.values()[(int) Math.floorMod(seed, 4L)];
        Simulation simulation = new Simulation(TestBed.settings(TaskOrder.FIFO, choice), seed, 300, millis(0.3))
                .work(2, 2)
                .someAskForASize(0.5, sizes)
                .someAlone(aloneShare)
                .someFailOnce(0.05)
                .someAreRejected(rejectedShare, 4)
                .perNode(perNode)
                .engines(engines, 0.2, 5, sizes)
                .churn(20, 50)
                .someBecomeAlone(10, 60)
                .offerInBursts(50, 10);

        assertThat(simulation.run().finishes()).hasSize(300);
    }

    @Test
    void aNodeThatGaveWayToATaskThatWaitedIsClosedAgainWhenNoneWaits() {
        sharedNodes(816114520, 6, 3, 3, 0.02, 0.02);
    }

    @Test
    void aNodeThatCouldNotBeClosedBecauseTooManyWereIsClosedLater() {
        sharedNodes(952019390, 6, 3, 3, 0.02, 0.02);
    }

    @Test
    void tasksThatMustHaveANodeToThemselvesDoNotStopTheOthers() {
        Simulation simulation = new Simulation(ScheduleSettings.DEFAULTS, 6, 10_000, millis(0.3))
                .work(5, 0.5)
                .someAlone(0.02)
                .perNode(16)
                .engines(128, 1, 1)
                .checkEvery(211)
                .offerAllAtOnce();

        assertThat(ratioToIdeal(simulation, "1 % must have their node to themselves", 10_000))
                .isLessThan(3);
    }

    @Test
    void prefetchHidesTheRoundTripOfShortTasks() {
        double with =
                ratioToIdeal(shortTasks(ScheduleSettings.DEFAULTS), "1 ms tasks, 1 ms each way, prefetch", 20_000);
        double without = ratioToIdeal(
                shortTasks(settings(0, Duration.ofMillis(100))), "1 ms tasks, 1 ms each way, no prefetch", 20_000);

        assertThat(with).isLessThan(1.2);
        assertThat(without).isGreaterThan(2.5);
    }

    @Test
    void reclaimingKeepsShortTasksFromWaitingBehindALongOne() {
        assertThat(shortTasksDoneBesideALongOne(ScheduleSettings.DEFAULTS)).isLessThan(millis(6_000));
        assertThat(shortTasksDoneBesideALongOne(settings(64, Duration.ofHours(1))))
                .isGreaterThan(millis(9_000));
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(shortTasks(ScheduleSettings.DEFAULTS).run().finishes())
                .isEqualTo(shortTasks(ScheduleSettings.DEFAULTS).run().finishes());
    }

    @Test
    void aFloodOfFailingTasksRunsAtFullSpeed() {
        Simulation simulation = new Simulation(ScheduleSettings.DEFAULTS, 6, 5_000, millis(0.3))
                .work(5, 0.5)
                .someFailOnce(1)
                .engines(10, 1, 1)
                .offerAllAtOnce();

        assertThat(ratioToIdeal(simulation, "every task fails once, so 2 is ideal", 5_000))
                .isLessThan(2.5);
    }

    @ParameterizedTest
    @CsvSource({"0, 1.1", "0.001, 1.1", "0.01, 1.1", "0.02, 1.2", "0.05, 2", "0.1, 3", "0.2, 3", "0.5, 2"})
    void sporadicFailuresCostLittle(double share, double atMost) {
        Simulation simulation = new Simulation(ScheduleSettings.DEFAULTS, 6, 20_000, millis(0.3))
                .work(5, 0.5)
                .someFailOnce(share)
                .engines(10, 1, 1)
                .checkEvery(13)
                .offerAllAtOnce();

        double ratio = ratioToIdeal(simulation, 100 * share + " % of the tasks fail once", 20_000);

        assertThat(ratio).isLessThan(atMost);
    }

    private static Simulation shortTasks(ScheduleSettings settings) {
        return new Simulation(settings, 7, 20_000, millis(1))
                .work(1, 0)
                .engines(20, 1, 1)
                .checkEvery(7)
                .offerAllAtOnce();
    }

    /** When 9,999 tasks of 1 ms are done on two engines, one of which meets a task of 5 s at about 4.5 s. */
    private static long shortTasksDoneBesideALongOne(ScheduleSettings settings) {
        return new Simulation(settings, 5, 10_000, millis(0.3))
                .work(1, 0)
                .workOf(9_000, 5_000)
                .engines(2, 1, 1)
                .offerAllAtOnce()
                .run()
                .finishes()
                .get(9_998);
    }

    private static ScheduleSettings settings(int maxPrefetch, Duration recallAfter) {
        return new ScheduleSettings(
                TaskOrder.FIFO,
                Choice.LEAST_LOADED,
                maxPrefetch,
                Duration.ofMillis(20),
                recallAfter,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
    }

    private static double ratioToIdeal(Simulation simulation, String name, int tasks) {
        List<Long> finishes = simulation.run().finishes();
        assertThat(finishes).hasSize(tasks);
        long took = finishes.get(tasks - 1);
        double ratio = took / simulation.idealNanos();
        System.out.printf("%s: %.0f ms, %.2f of the ideal%n", name, took / 1e6, ratio);
        return ratio;
    }
}
