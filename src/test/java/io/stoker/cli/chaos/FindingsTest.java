package io.stoker.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Workload.Reply RIGHT = new Workload.Reply(5, Workload.answer(5), "a");
    private static final Entry GOT = new Entry.Got(1, Map.of(5L, 17L));
    private static final Entry SEEN = new Entry.Seen(2, 17, RIGHT);
    private static final ExecutionLog EXECUTIONS = ExecutionLog.of(List.of("17 1 5 a"));

    private static FinalState answered(Workload.Reply reply) {
        return new FinalState.Answered(reply);
    }

    private static Findings findings(FinalState state) {
        return Findings.of(List.of(GOT, SEEN), Map.of(17L, state), EXECUTIONS);
    }

    @Test
    void shouldBeGoodWhenEveryIdHasItsResult() {
        Findings findings = findings(answered(RIGHT));

        assertThat(findings.isGood()).isTrue();
        assertThat(findings.tasks()).isEqualTo(1);
    }

    @Test
    void shouldMissATaskWhoseIdWasReturned() {
        assertThat(findings(new FinalState.Missing("unknown")).lost()).contains("id 17: unknown");
        assertThat(Findings.of(List.of(GOT), Map.of(), EXECUTIONS).lost()).hasSize(1);
    }

    @Test
    void shouldSeeThatAResultHasChangedEvenWhenItIsRight() {
        Workload.Reply other = new Workload.Reply(5, Workload.answer(5), "b");
        ExecutionLog executions = ExecutionLog.of(List.of("17 1 5 a", "17 2 5 b"));

        Findings findings = Findings.of(List.of(GOT, SEEN), Map.of(17L, answered(other)), executions);

        assertThat(findings.doubled()).hasSize(1);
        assertThat(findings.wrong()).isEmpty();
        assertThat(findings.isGood()).isFalse();
    }

    @Test
    void shouldSeeThatAResultThatWasSeenIsGone() {
        assertThat(findings(new FinalState.Failed("lost")).lost()).hasSize(1);
    }

    @Test
    void shouldSeeWrongAndSwappedResultsAndThoseOfNoRun() {
        assertThat(findings(answered(new Workload.Reply(5, 1, "a"))).wrong()).hasSize(1);
        assertThat(findings(answered(new Workload.Reply(6, Workload.answer(6), "a")))
                        .wrong())
                .hasSize(1);
        assertThat(findings(answered(new Workload.Reply(5, Workload.answer(5), "nobody's")))
                        .wrong())
                .hasSize(1);
    }

    @Test
    void shouldSeeThatTwoTasksHaveOneId() {
        Entry again = new Entry.Got(3, Map.of(6L, 17L));

        assertThat(Findings.of(List.of(GOT, again), Map.of(17L, answered(RIGHT)), EXECUTIONS)
                        .wrong())
                .anyMatch(line -> line.startsWith("id 17 was given to task 5 and to task 6"));
    }

    @Test
    void shouldNotBeGoodWithAFailedTaskOrAnAttemptThatRanTwiceOrNothingAtAll() {
        assertThat(Findings.of(List.of(GOT), Map.of(17L, new FinalState.Failed("why")), EXECUTIONS)
                        .failed())
                .containsExactly("id 17: why");
        ExecutionLog twice = ExecutionLog.of(List.of("17 1 5 a", "17 1 5 b"));
        assertThat(Findings.of(List.of(GOT), Map.of(17L, answered(RIGHT)), twice)
                        .isGood())
                .isFalse();
        assertThat(Findings.of(List.of(), Map.of(), EXECUTIONS).isGood()).isFalse();
    }

    @Test
    void shouldReadRunsFromMarksAndPassOverWhatAKillHasCutShort() {
        ExecutionLog executions = ExecutionLog.of(List.of("1 1 10 a", "1 2 10 b", "2 1 11 c", "3 1"));

        assertThat(executions.runs()).isEqualTo(3);
        assertThat(executions.tasks()).isEqualTo(2);
        assertThat(executions.repeated()).isEmpty();
    }

    @Test
    void shouldMeasurePausesOnlyWhileSomethingIsOpen() {
        assertThat(Pauses.longest(List.of(
                        new Entry.Got(100, Map.of(1L, 1L)),
                        new Entry.Seen(150, 1, RIGHT),
                        new Entry.Got(5_000, Map.of(2L, 2L, 3L, 3L)),
                        new Entry.Seen(5_200, 2, RIGHT),
                        new Entry.Failed(5_700, 3, "why"))))
                .isEqualTo(500);
    }
}
