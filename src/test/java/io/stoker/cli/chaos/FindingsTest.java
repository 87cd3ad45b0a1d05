package io.stoker.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Quiz.Reply RIGHT = new Quiz.Reply(5, Quiz.answer(5), "a");
    private static final Entry GOT = new Entry.Got(1, Map.of(5L, 17L));
    private static final Entry SEEN = new Entry.Seen(2, 17, RIGHT);
    private static final Marks MARKS = Marks.of(List.of("17 1 5 a"));

    private static Standing answered(Quiz.Reply reply) {
        return new Standing.Answered(reply);
    }

    private static Findings findings(Standing standing) {
        return Findings.of(List.of(GOT, SEEN), Map.of(17L, standing), MARKS);
    }

    @Test
    void shouldBeGoodWhenEveryIdHasItsResult() {
        Findings findings = findings(answered(RIGHT));

        assertThat(findings.isGood()).isTrue();
        assertThat(findings.tasks()).isEqualTo(1);
    }

    @Test
    void shouldMissATaskWhoseIdWasReturned() {
        assertThat(findings(new Standing.Missing("unknown")).lost()).contains("id 17: unknown");
        assertThat(Findings.of(List.of(GOT), Map.of(), MARKS).lost()).hasSize(1);
    }

    @Test
    void shouldSeeThatAResultHasChangedEvenWhenItIsRight() {
        Quiz.Reply other = new Quiz.Reply(5, Quiz.answer(5), "b");
        Marks marks = Marks.of(List.of("17 1 5 a", "17 2 5 b"));

        Findings findings = Findings.of(List.of(GOT, SEEN), Map.of(17L, answered(other)), marks);

        assertThat(findings.doubled()).hasSize(1);
        assertThat(findings.wrong()).isEmpty();
        assertThat(findings.isGood()).isFalse();
    }

    @Test
    void shouldSeeThatAResultThatWasSeenIsGone() {
        assertThat(findings(new Standing.Failed("lost")).lost()).hasSize(1);
    }

    @Test
    void shouldSeeWrongAndSwappedResultsAndThoseOfNoRun() {
        assertThat(findings(answered(new Quiz.Reply(5, 1, "a"))).wrong()).hasSize(1);
        assertThat(findings(answered(new Quiz.Reply(6, Quiz.answer(6), "a"))).wrong())
                .hasSize(1);
        assertThat(findings(answered(new Quiz.Reply(5, Quiz.answer(5), "nobody's")))
                        .wrong())
                .hasSize(1);
    }

    @Test
    void shouldSeeThatTwoTasksHaveOneId() {
        Entry again = new Entry.Got(3, Map.of(6L, 17L));

        assertThat(Findings.of(List.of(GOT, again), Map.of(17L, answered(RIGHT)), MARKS)
                        .wrong())
                .anyMatch(line -> line.startsWith("id 17 was given to task 5 and to task 6"));
    }

    @Test
    void shouldNotBeGoodWithAFailedTaskOrAnAttemptThatRanTwiceOrNothingAtAll() {
        assertThat(Findings.of(List.of(GOT), Map.of(17L, new Standing.Failed("why")), MARKS)
                        .failed())
                .containsExactly("id 17: why");
        Marks twice = Marks.of(List.of("17 1 5 a", "17 1 5 b"));
        assertThat(Findings.of(List.of(GOT), Map.of(17L, answered(RIGHT)), twice)
                        .isGood())
                .isFalse();
        assertThat(Findings.of(List.of(), Map.of(), MARKS).isGood()).isFalse();
    }

    @Test
    void shouldReadRunsFromMarksAndPassOverWhatAKillHasCutShort() {
        Marks marks = Marks.of(List.of("1 1 10 a", "1 2 10 b", "2 1 11 c", "3 1"));

        assertThat(marks.runs()).isEqualTo(3);
        assertThat(marks.tasks()).isEqualTo(2);
        assertThat(marks.repeated()).isEmpty();
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
