package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.task.Attempt;
import io.stoker.task.Explanation;
import io.stoker.task.Outcome;
import io.stoker.task.RunningAttempt;
import io.stoker.task.Task;
import io.stoker.task.TaskState;
import io.stoker.task.UnknownTaskException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Explanations of tasks in each state, by a controller and an engine in this JVM. */
class ExplainIT {
    private static final Duration LONG = Duration.ofMinutes(2);

    private static Stoker stoker;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        stoker = Stoker.local(1);
        tc = stoker.taskClient();
    }

    @AfterAll
    static void stop() {
        stoker.close();
    }

    private static RunningAttempt running(long id, ExplainMode mode) {
        await().atMost(LONG).until(() -> tc.explain(id).state() == TaskState.RUNNING);
        return Objects.requireNonNull(tc.explain(id, mode, LONG).running());
    }

    @Test
    void aRunningTaskTellsWhatItPrintsAndDoesAndTheOneBehindItWhyItWaits() throws Exception {
        long first = tc.run(Task.of("println 'begun'; x = 0; while (!stoker.isCancelled()) { x++ }"));
        long second = tc.run(Task.of("a = 1").depend("RAM > 8 and gpu"));
        await().atMost(LONG)
                .until(() -> !running(first, ExplainMode.WITHOUT_STACK).stdout().isEmpty());
        RunningAttempt running = running(first, ExplainMode.WITH_STACK);
        assertThat(running.note()).isEmpty();
        assertThat(running.stdout()).isEqualToNormalizingNewlines("begun\n");
        assertThat(running.stack()).contains("Task" + first + ".run(Task" + first + ".groovy:1)");
        assertThat(running(first, ExplainMode.WITHOUT_STACK).stack()).isEmpty();
        assertThat(tc.explain(second))
                .asString()
                .contains(
                        "(QUEUED) waits for an engine",
                        "none of 1 engine meets RAM > 8 and gpu",
                        "RAM > 8 is met by no engine");
        assertThat(tc.explainAsync(first, ExplainMode.WITH_STACK).get(2, TimeUnit.MINUTES))
                .asString()
                .contains(
                        "task " + first + " (RUNNING) runs on engine 0 (pid ",
                        "    | begun",
                        "  at Task" + first + ".run");
        tc.abort(second);
        tc.abort(first, TaskClient.AbortMode.INTERRUPT);
        tc.barrier(LONG, first, second);
        assertThat(tc.explain(first)).asString().contains("(ABORTED) ended", "aborted while it ran");
        assertThat(tc.explain(second)).asString().contains("(ABORTED) ended", "aborted before it started");
    }

    @Test
    void aTaskThatHasEndedTellsItsAttemptsUntilItIsRemovedAndThenWhen() {
        long id = tc.run(
                Task.of("println 'out'; throw new IllegalStateException('no')").retries(1));
        tc.barrier(LONG, id);
        Explanation explanation = tc.explain(id);
        assertThat(explanation.attempts()).extracting(Attempt::outcome).containsExactly(Outcome.FAILED, Outcome.FAILED);
        assertThat(explanation)
                .asString()
                .contains(
                        "(FAILED) ended on engine 0",
                        "attempt 1 on engine 0",
                        "IllegalStateException: no",
                        "    | out");
        long other = tc.run(Task.of("a = 1"));
        tc.barrier(LONG, other);
        assertThat(tc.explain(other)).asString().contains("(SUCCEEDED) ended on engine 0");
        tc.clear(id);
        assertThat(tc.explain(id).state()).isNull();
        assertThat(tc.explain(id))
                .asString()
                .contains("task " + id + " was finished and then removed at ", " by clear");
    }

    @Test
    void anIdThatNoTaskEverHadIsRefusedAsForItsResult() {
        String message = "there is no task with the id 4711000";
        assertThatThrownBy(() -> tc.getTaskResult(4_711_000)).hasMessage(message);
        assertThatThrownBy(() -> tc.explain(4_711_000))
                .isInstanceOf(UnknownTaskException.class)
                .hasMessage(message);
    }
}
