package io.stoker.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Attempt;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.task.Outcome;
import io.stoker.task.ResultBody;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KillTest {
    private static final EngineInfo NAMELESS =
            new EngineInfo(2, "i", "akka://x", List.of(), EngineProperties.NONE, false, false, 1);

    @Test
    void shouldTellWhenALostTaskWasRunAgain() {
        Kill kill = new Kill(NAMELESS, ProcessHandle.current(), 10_000);
        TaskResult lost = result(
                new Attempt(1, 2, Outcome.LOST, 9_000, 10_050, "its process has ended"),
                new Attempt(2, 0, Outcome.SUCCEEDED, 10_060, 12_000, null));
        TaskResult fine = result(new Attempt(1, 1, Outcome.SUCCEEDED, 9_000, 9_500, null));

        assertThat(kill.isMadeGood(List.of(fine, lost))).isTrue();
        assertThat(kill.losses(List.of(fine, lost)))
                .containsExactly(
                        "task 14 was lost with engine 2: its process has ended",
                        "  attempt 2 went to engine 0, 0.06 s after the kill");
    }

    @Test
    void shouldNotBeMadeGoodByTasksThatItDidNotHitOrThatWereNotRunAgain() {
        Kill kill = new Kill(NAMELESS, ProcessHandle.current(), 10_000);
        TaskResult elsewhere = result(
                new Attempt(1, 1, Outcome.LOST, 9_000, 10_050, "its process has ended"),
                new Attempt(2, 0, Outcome.SUCCEEDED, 10_060, 12_000, null));
        TaskResult gone = result(new Attempt(1, 2, Outcome.LOST, 9_000, 10_050, "its process has ended"));

        assertThat(kill.isMadeGood(List.of(elsewhere))).isFalse();
        assertThat(kill.isMadeGood(List.of(elsewhere, gone))).isFalse();
    }

    @Test
    void shouldSpareAProcessThatIsNotOfItsCluster() {
        EngineInfo busy = new EngineInfo(
                1,
                "i",
                "akka://x",
                List.of(),
                EngineProperties.of(Map.of("pid", ProcessHandle.current().pid())),
                false,
                false,
                3);

        assertThat(Kill.busiestOf(List.of(busy), List.of())).isEmpty();
    }

    @Test
    void shouldSpareEnginesEnginesThatHoldNothingOrAreElsewhere() {
        EngineProperties me =
                EngineProperties.of(Map.of("pid", ProcessHandle.current().pid()));
        EngineInfo idle = new EngineInfo(1, "i", "akka://x", List.of(), me, false, false, 0);

        assertThat(Kill.busiestOf(List.of(idle, NAMELESS), List.of(ProcessHandle.current())))
                .isEmpty();
    }

    private static TaskResult result(Attempt... attempts) {
        return new TaskResult(
                TestTasks.finished(
                        14,
                        TaskState.SUCCEEDED,
                        0,
                        1,
                        1,
                        1,
                        1,
                        new ResultBody(null, Map.of(), "", ""),
                        List.of(attempts),
                        null),
                Map.of());
    }
}
