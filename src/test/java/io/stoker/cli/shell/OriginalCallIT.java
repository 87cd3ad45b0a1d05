package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.TaskAbortedException;
import io.stoker.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls as the original writes them, on an engine in this JVM. */
class OriginalCallIT {
    private static final String UNTIL = "while (!new File(file).exists()) { sleep(5) }";
    private static Stoker stoker;
    private static GroovySession shell;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        stoker = Stoker.local(1);
        TypedVariables variables = new TypedVariables();
        variables.setVariable("tc", stoker.taskClient());
        shell = new GroovySession(variables);
    }

    @AfterAll
    static void stop() {
        stoker.close();
    }

    private static Object run(String source) {
        return shell.run(source, "In_1").value();
    }

    @Test
    void shouldWaitForTheResultWhenToldToBlock() {
        assertThat(run("tc.run(Task.of('a = 1').pull('a'), block: true)['a']")).isEqualTo(1);
        assertThat(run("tc.get_task_result(tc.run(Task.of(''), block: false), block: true).results"))
                .isEqualTo(Map.of());
        assertThat(run("tc.barrier(id = tc.run(Task.of(''))); tc.get_task_result(id, block: false).state"))
                .isEqualTo(TaskState.SUCCEEDED);
        assertThat(run("tc.run(Task.of('a = 2').pull('a'), true)['a']")).isEqualTo(2);
        assertThat(run("tc.run(Task.of(''), false) instanceof Long")).isEqualTo(true);
    }

    @Test
    void shouldGiveNoResultWhereThereIsNoneYet() throws Exception {
        shell.run(
                "file = '" + folder.resolve("go") + "'; id = tc.run(Task.of('" + UNTIL + "').push('file', file))",
                "In_1");

        assertThat(run("tc.get_task_result(id, block: false)")).isNull();
        assertThat(run("tc.get_task_result(id, false)")).isNull();
        assertThat(run("tc.getTaskResult(id, block: false)")).isNull();
        assertThat(run("tc.queue_status(true)['pending'] + tc.queue_status(verbose: true)['scheduled']"))
                .isEqualTo(List.of(run("id")));
        assertThat(run("s = tc.queue_status(); s['pending'] + s.scheduled")).isEqualTo(1L);
        Files.createFile(folder.resolve("go"));
        assertThat(run("tc.get_task_result(id, true).task_id")).isEqualTo(run("id"));
        assertThat(run("tc.get_task_result(id, block: false).taskid")).isEqualTo(run("id"));
    }

    @Test
    void shouldThrowForWhatWasAbortedAndGiveTheResultOfWhatHasFailed() {
        run("id = tc.run(Task.of('').depend('nowhere')); tc.abort(id)");
        assertThatThrownBy(() -> run("tc.get_task_result(id)")).isInstanceOf(TaskAbortedException.class);
        assertThatThrownBy(() -> run("tc.get_task_result(id, block: false)")).isInstanceOf(TaskAbortedException.class);
        assertThat(run("try { tc.get_task_result(id, true) } catch (TaskAborted e) { 'aborted' }"))
                .isEqualTo("aborted");
        run("r = tc.get_task_result(tc.run(Task.of('1 / 0')))");
        assertThat(run("r.failure.getTraceback()")).isEqualTo(run("r.failure.get_traceback()"));
        assertThat(run("r.failure.getTraceback()").toString()).contains("Division by zero", "Task");
        assertThat(run("r.failure.get_error_message()")).isEqualTo("Division by zero");
        assertThatThrownBy(() -> run("r['a']")).hasMessageContaining("Division by zero");
    }

    @Test
    void shouldHaveWhatWasPulledInBrackets() {
        String names = "state results keys duration stdout stderr attempts started completed submitted failure taskId "
                + "task_id taskid engineId engineid ns get class";
        run("names = '" + names + "'.split() - ['class']");
        run(
                "r = tc.run(Task.of(names.collect { \"$it = 'my $it'\" }.join('; ')).pull(names as String[]), block: true)");

        assertThat(run("names.findAll { r[it] != \"my $it\" }")).isEqualTo(List.of());
        assertThat(run("names.findAll { r.get(it) != r[\"$it\"] }")).isEqualTo(List.of());
        assertThat(run("[r.state(), r.state, r.keys.size(), r.engineid, r.ns.get('state')]"))
                .isEqualTo(List.of(TaskState.SUCCEEDED, TaskState.SUCCEEDED, run("names.size()"), 0, "my state"));
        assertThatThrownBy(() -> run("r['other']"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tc.run(Task.of(''), block: 'x') | block takes true or false, not 'x'",
                "tc.block = true | block is an option of each call, as in tc.run(t, block: true)",
                "t = Task.of('a = 1'); t.retries = 1 | a task is immutable; write t = t.retries(…), or client.Task('a = 1', retries: …)",
                "t = Task.of('a = 1'); t.clear_before = true | a task is immutable; write t = t.clearBefore(…), or client.Task('a = 1', clear_before: …)",
                "tc.map('f', [1]) | there is no map: submit a task for each element",
                "tc.mapper() | there is no mapper: submit a task for each element",
                "tc.parallel() | there is no parallel: submit a task for each element",
                "tc.task_controller | there is no task_controller: tc.get_task_result(id, block: false) does not wait",
                "tc.task_controller.get_task_result(0) | there is no task_controller: tc.get_task_result(id, block: false) does not wait",
                "tc.taskController | there is no taskController: tc.get_task_result(id, block: false) does not wait",
                "tc.block | block is an option of each call",
                "tc.run('a = 1') | run takes (Task) or (Task, Duration), not (String)",
                "tc.get_task_result('1') | get_task_result takes (long) or (long, Duration), not (String)",
                "tc.get_task_result(true) | get_task_result takes (long) or (long, Duration), not (",
                "tc.get_task_result(1.5) | get_task_result takes (long) or (long, Duration), not (BigDecimal)",
                "tc.clear(null) | clear takes () or (Duration) or (long...) or (Duration, long...), not (null)",
                "tc.abort(taskid: 0) | abort takes (long) or (long...) or (",
                "tc.queue_status(1) | queue_status takes",
                "Task.of('a = 1').retries | a task's options cannot be read; t.retries(…) returns a new task",
                "Task.of('a = 1').clear_before | a task's options cannot be read",
                "tc.run(Task.of('1 / 0'), true).failure.value | there is no value: an engine's exception is sent as text",
                "tc.run(Task.of('1 / 0'), true).failure.raiseException() | there is no raiseException: r.raise_exception()",
                "tc.run(Task.of(''), true)[null] | get needs a name, not null",
                "tc.run(Task.of(''), true)[1] | getAt takes (String), not (Integer)",
            })
    void shouldSayWhatToWriteInPlaceOfWhatItHasNot(String source, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> run(source)).withMessageStartingWith(message);
    }

    @Test
    void shouldTakeIdsAsNumbersAndAsLists() {
        assertThat(run("""
                        ids = (1..3).collect { tc.run(Task.of('')) }
                        tc.barrier(ids)
                        tc.barrier(ids[0])
                        tc.barrier(ids as Set)
                        assert tc.get_task_results(ids)*.taskid == ids
                        assert tc.getTaskResults([]) == []
                        assert tc.queue_status(verbose: true).ids().succeeded().containsAll(ids)
                        tc.clear(ids[0]) + tc.clear(ids[1..2])
                        """)).isEqualTo(3L);
    }

    @Test
    void shouldSayWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("tc.queue_status(verbos: true)"))
                .withMessage("queue_status has no option 'verbos'; it has verbose");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("tc.barrier([1, 'x'])"))
                .withMessage("barrier needs ids of tasks, but 'x' is not one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("tc.run(null)"))
                .withMessage("run needs a task, not null");
    }

    @Test
    void shouldKnowHowToAbort() {
        assertThat(run("AbortMode.INTERRUPT")).isEqualTo(TaskClient.AbortMode.INTERRUPT);
    }
}
