package io.stoker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.EngineProperties;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** What a hand-out costs, counted in comparisons of engines: it must grow as the logarithm of their number. */
class ScheduleGrowthTest {
    private static final int HAND_OUTS = 20_000;

    private long comparisons;

    @Test
    void aHandOutCostsNoMoreThanTheLogarithmOfTheEngines() {
        double few = comparisonsPerHandOut(16);
        double many = comparisonsPerHandOut(16_384);

        System.out.printf("comparisons a hand-out: %.1f with 16 engines, %.1f with 16,384%n", few, many);
        assertThat(many / few).as("log 16384 / log 16 = 3.5").isLessThan(5);
    }

    private double comparisonsPerHandOut(int engines) {
        Comparator<EngineState> order = Comparator.comparingInt(EngineState::load)
                .thenComparingLong(EngineState::lastUsed)
                .thenComparingLong(EngineState::ordinal);
        Schedule schedule = new Schedule(
                ScheduleSettings.DEFAULTS,
                () -> new OrderedPool((a, b) -> {
                    comparisons++;
                    return order.compare(a, b);
                }));
        for (int i = 0; i < engines; i++) {
            schedule.engineJoined("engine " + i, "engine " + i, EngineProperties.NONE, 0);
        }
        comparisons = 0;
        runAtHalfLoad(schedule, engines);
        return (double) comparisons / HAND_OUTS;
    }

    private static void runAtHalfLoad(Schedule schedule, int engines) {
        Deque<Assignment> running = new ArrayDeque<>();
        for (int task = 0; task < HAND_OUTS; task++) {
            schedule.setQueued(task, Requirement.NONE, false, 0);
            running.add(schedule.next(task).orElseThrow());
            if (running.size() > engines / 2) {
                Assignment done = running.remove();
                schedule.ended(done.engine(), done.task(), task, TestBed.millis(1), false);
            }
        }
    }
}
