package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.node.NoClusterException;
import io.stoker.node.Profile;
import io.stoker.task.Payload;
import io.stoker.task.ResultBody;
import io.stoker.task.SourceBody;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import io.stoker.task.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shell has from the original: its names and its spelling. */
class ClientModuleTest {
    @TempDir
    private Path home;

    private static SourceBody body(Task task) {
        return (SourceBody) task.body();
    }

    @Test
    void shouldMakeATask() {
        Task task = (Task) run("client.Task('a=10')");

        assertThat(body(task).source()).isEqualTo("a=10");
        assertThat(run("x = 3; client.StringTask(\"a=$x\")")).hasToString("Task('a=3')");
    }

    @Test
    void shouldMakeATaskWithNamedOptions() {
        Task task = (Task) run(
                "client.Task('c=a*b', push: [a: 6, b: 7], pull: ['c', 'a'], retries: 2, at_most_once: true, pinned: true,"
                        + " label: [sweep: '2026-12', n: 17], named: 'price 17')");

        assertThat(task.options().labels()).containsOnlyKeys("", "n", "sweep").containsEntry("n", "17");
        assertThat(body(task).arguments()).containsOnlyKeys("a", "b");
        assertThat(body(task).pull()).containsExactly("c", "a");
        assertThat(task.options().retries()).isEqualTo(2);
        assertThat(task.options().atMostOnce()).isTrue();
        assertThat(task.options().pinned()).isTrue();
    }

    @Test
    void shouldPassOverOptionsThatAreNotGiven() {
        Task task = (Task) run("client.Task('c=1', pull: 'c', push: null, atMostOnce: false)");

        assertThat(body(task).pull()).containsExactly("c");
        assertThat(task.options().atMostOnce()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour", "of", "body", "recovery", "toString"})
    void shouldSayWhichOptionsThereAre(String name) {
        assertThatThrownBy(() -> run("client.Task('a', " + name + ": 'x')"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no option '" + name + "'")
                .hasMessageContaining("atMostOnce, ")
                .hasMessageContaining("pull, push, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null                     | a task's source must not be null",
                "'a', pull: 5             | the option 'pull' takes a value of type String[], not '5'",
                "'a', pull: [null]        | pull needs a name, not null",
                "'a', pull: ['b c']       | pull needs an identifier, but 'b c' is not one",
                "'a', push: [(null): 1]   | push needs a name, not null",
                "'a', push: 'a'           | the option 'push' takes a value of type Map, not 'a'",
                "'a', label: 'sweep'      | the option 'label' takes a value of type Map, not 'sweep'",
                "'a', retries: -1         | retries must be 0 or more, not -1",
                "'a', retries: 'x'        | the option 'retries' takes a value of type int, not 'x'",
                "'a', recovery_task: 5    | the option 'recovery_task' takes a value of type Task, not '5'",
                "'a', clear_before: 'x'   | the option 'clear_before' takes true or false, not 'x'",
            })
    void shouldSayWhatAnOptionTakes(String arguments, String message) {
        assertThatThrownBy(() -> run("client.Task(" + arguments + ")"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void shouldSayWhatAnAddressLooksLike() {
        assertThatThrownBy(() -> run("client.TaskClient(['localhost'])"))
                .hasMessageContaining("client.TaskClient(['localhost', 10113])");
    }

    @Test
    void shouldSayHowToStartAClusterWhenNoneIsThere() {
        for (String name : List.of("stoker", "tc", "client.TaskClient()")) {
            assertThatThrownBy(() -> run(name))
                    .isInstanceOf(NoClusterException.class)
                    .hasMessageContaining("scripts/stoker --profile test cluster -n 4");
        }
    }

    @Test
    void shouldReadResultsInBothSpellings() {
        TaskResult result = new TaskResult(
                TestTasks.finished(
                        7,
                        TaskState.SUCCEEDED,
                        3,
                        1,
                        1,
                        1,
                        1,
                        new ResultBody(null, Map.of("c", Payload.of(Values.encode("c", 42))), "", ""),
                        List.of(),
                        null),
                Map.of());

        for (String reading : List.of("r.task_id", "r.taskid", "r.taskId()", "r.task_id()")) {
            assertThat(run(reading, result)).isEqualTo(7L);
        }
        assertThat(run("r.engineid", result)).isEqualTo(3);
        assertThat(run("r.ns.c + r['c'] + r.ns().get('c')", result)).isEqualTo(126);
        assertThat(run("r.failure", result)).isNull();
        assertThat(run("r.raise_exception()", result)).isNull();
    }

    @Test
    void shouldSayWhatToWriteInPlaceOfAMapTask() {
        assertThatThrownBy(() -> run("client.MapTask({ it }, [1])"))
                .hasMessageContaining("there is no MapTask: submit a task for each element");
    }

    private Object run(String source) {
        Profile profile = new Profile(home, "test");
        return new GroovySession(new Variables(new Connections(profile, Optional.empty()), System.out::println))
                .run(source, "In_1")
                .value();
    }

    private static Object run(String source, TaskResult r) {
        TypedVariables variables = new TypedVariables();
        variables.setVariable("r", r);
        return new GroovySession(variables).run(source, "In_1").value();
    }
}
