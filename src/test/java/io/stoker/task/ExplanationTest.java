package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.400Z");
    private static final Attempt LOST = new Attempt(
            1,
            0,
            Outcome.LOST,
            NOON.toEpochMilli(),
            NOON.toEpochMilli() + 2_500,
            "its process ended: code 137 (SIGKILL)");

    private static Explanation unfinished(
            TaskState state, List<String> why, List<Attempt> attempts, @Nullable RunningAttempt running) {
        return new Explanation(7, state, why, NOON.plusSeconds(10), NOON, attempts, running, null);
    }

    private static RunningAttempt running(long started) {
        return new RunningAttempt(
                2, 3, "pid 4711 on hut", NOON.toEpochMilli() + 5_000, started, null, "", "", 0, 0, "", "");
    }

    private static Explanation ended(TaskState state, List<Attempt> attempts, Explanation.End end) {
        return new Explanation(7, state, List.of(), NOON.plusSeconds(60), NOON, attempts, null, end);
    }

    @Test
    void shouldTellHowLongATaskHasWaitedAndWhy() {
        assertThat(unfinished(TaskState.QUEUED, List.of("no engine is registered", "start one"), List.of(), null))
                .hasToString("""
                        task 7 (QUEUED) waits for an engine, and was submitted 10.0 s ago, at 2026-11-30T12:00:00Z
                          no engine is registered
                          start one""");
    }

    @Test
    void shouldTellWhereAnAttemptWasSentAndWhatBecameOfTheEarlierOnes() {
        assertThat(unfinished(TaskState.ASSIGNED, List.of(), List.of(LOST), running(0)))
                .hasToString("""
                        task 7 (ASSIGNED) was sent to engine 3 (pid 4711 on hut), attempt 2, 5.0 s ago
                          attempt 1 on engine 0 at 2026-11-30T12:00:00Z: lost after 2.5 s: its process ended: code 137 (SIGKILL)""");
    }

    @Test
    void shouldTellWhatARunningAttemptDoes() {
        RunningAttempt now = new RunningAttempt(
                        1,
                        3,
                        "pid 4711 on hut",
                        1,
                        NOON.toEpochMilli() + 6_000,
                        TaskProgress.of(0.4, "reading"),
                        "",
                        "",
                        0,
                        0,
                        "",
                        "")
                .with("", "one\ntwo\n", "warning", 8, 7, "RUNNABLE\n  at Task7.run(Task7.groovy:1)");
        assertThat(unfinished(TaskState.RUNNING, List.of("it is slow"), List.of(), now))
                .hasToString("""
                        task 7 (RUNNING) runs on engine 3 (pid 4711 on hut), attempt 1, for 4.0 s, since 2026-11-30T12:00:06Z
                          it is slow
                          it has told its progress: 40 %: reading
                          its output so far:
                            | one
                            | two
                          its error output so far:
                            | warning
                          its thread:
                            RUNNABLE
                              at Task7.run(Task7.groovy:1)""");
    }

    @Test
    void shouldSayWhyTheEngineHasNotSaidMore() {
        assertThat(unfinished(
                        TaskState.RUNNING, List.of(), List.of(), running(1).with("its engine is silent")))
                .asString()
                .contains("\n  its engine is silent");
    }

    @Test
    void shouldTellTheStoryOfATaskThatSucceeded() {
        Attempt second = new Attempt(2, 1, Outcome.SUCCEEDED, NOON.toEpochMilli(), NOON.toEpochMilli() + 300, null);
        Explanation.End end = new Explanation.End(1, NOON.plusSeconds(3), Duration.ofMillis(250), null, "done\n", "");
        assertThat(ended(TaskState.SUCCEEDED, List.of(LOST, second), end)).hasToString("""
                        task 7 (SUCCEEDED) ended on engine 1, where it ran for 0.250 s
                          it was submitted at 2026-11-30T12:00:00Z and ended at 2026-11-30T12:00:03Z
                          attempt 1 on engine 0 at 2026-11-30T12:00:00Z: lost after 2.5 s: its process ended: code 137 (SIGKILL)
                          attempt 2 on engine 1 at 2026-11-30T12:00:00Z: succeeded after 0.300 s
                          its last output:
                            | done""");
    }

    @Test
    void shouldShowTheFailureOfATaskThatFailedTimedOutOrWasAborted() {
        Failure failure = Failure.of(Failure.Kind.INTERRUPTED, "TaskAborted", "aborted before it started");
        Explanation.End end = new Explanation.End(-1, NOON, Duration.ZERO, failure, "", "no");
        for (TaskState state : List.of(TaskState.FAILED, TaskState.TIMED_OUT, TaskState.ABORTED)) {
            assertThat(ended(state, List.of(), end)).hasToString("""
                            task 7 (%s) ended
                              it was submitted at 2026-11-30T12:00:00Z and ended at 2026-11-30T12:00:00Z
                              its failure:
                                TaskAborted: aborted before it started
                              its last error output:
                                | no""".formatted(state));
        }
    }

    @Test
    void shouldTellNothingButTheReasonOfATaskThatWasRemoved() {
        Explanation removed = new Explanation(
                7, null, List.of("task 7 was finished and then removed by clear"), NOON, null, List.of(), null, null);
        assertThat(removed).hasToString("task 7 was finished and then removed by clear");
    }

    @Test
    void shouldSayWhichAttemptsAreForgotten() {
        Attempt late = new Attempt(51, 0, Outcome.FAILED, 1, 2, "E: no");
        assertThat(unfinished(TaskState.QUEUED, List.of(), List.of(late), null))
                .asString()
                .contains("\n  attempts 1 to 50 are not remembered\n  attempt 51 ");
    }

    @Test
    void shouldShowTheEndOfLongOutputAndTheBeginningOfALongFailure() {
        String many = IntStream.rangeClosed(1, 30).mapToObj(i -> "line" + i).collect(Collectors.joining("\n"));
        Failure failure = Failure.of(Failure.Kind.USER_CODE, "E", many);
        Explanation.End end = new Explanation.End(0, NOON, Duration.ZERO, failure, many, "");
        assertThat(ended(TaskState.FAILED, List.of(), end))
                .asString()
                .contains("its last output, the last 20 of 30 lines:\n    | line11\n", "    | line30")
                .contains("its failure:\n    E: line1\n", "    … and 10 more lines")
                .doesNotContain("| line10\n");
    }

    @Test
    void shouldEscapeWhatWouldChangeATerminal() {
        String hostile = "a\u001b[31mred\u202e";
        RunningAttempt now =
                running(1).with("", hostile, hostile, 1, 1, hostile).with(hostile + "\nnext");
        Attempt attempt = new Attempt(1, 0, Outcome.FAILED, 1, 2, hostile + "\nforged line");
        Failure failure = Failure.of(Failure.Kind.USER_CODE, hostile, hostile);
        String text = unfinished(TaskState.RUNNING, List.of(hostile), List.of(attempt), now)
                + ended(
                                TaskState.FAILED,
                                List.of(attempt),
                                new Explanation.End(0, NOON, Duration.ZERO, failure, hostile, hostile))
                        .toString();
        assertThat(text)
                .doesNotContain("\u001b", "\u202e", "\nforged line", "\nnext")
                .contains("\\u001b[31mred\\u202e");
    }

    @Test
    void shouldWriteDurationsAsPeopleDo() {
        assertThat(ExplanationText.text(Duration.ofMillis(7))).isEqualTo("0.007 s");
        assertThat(ExplanationText.text(Duration.ofMillis(59_990))).isEqualTo("59.9 s");
        assertThat(ExplanationText.text(Duration.ofSeconds(243))).isEqualTo("4 min 3 s");
        assertThat(ExplanationText.text(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    }
}
