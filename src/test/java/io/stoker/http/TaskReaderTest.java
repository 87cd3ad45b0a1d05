package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.BadDocumentException;
import io.stoker.api.Json;
import io.stoker.task.SourceBody;
import io.stoker.task.Task;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskReaderTest {
    private static List<Task> read(String json) {
        return TaskReader.readAll(Json.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldReadATaskWithAllItsOptions() {
        Task task = read("{\"source\":\"c = a\",\"push\":{\"a\":6},\"pull\":[\"c\"],\"retries\":2,\"atMostOnce\":true,"
                        + "\"clearBefore\":true,\"clearAfter\":true,\"depend\":\"RAM > 2**32\",\"isolated\":true,"
                        + "\"pinned\":true,\"name\":\"price 17\",\"labels\":{\"sweep\":\"2026-12\",\"a\":\"<script>\"},\"recovery\":{\"source\":\"c = 0\",\"pull\":\"c\"}}")
                .get(0);

        Task expected = Task.of("c = a")
                .push("a", 6)
                .pull("c")
                .retries(2)
                .atMostOnce()
                .clearBefore()
                .clearAfter()
                .depend("RAM > 2**32")
                .isolated()
                .pinned()
                .named("price 17")
                .label("sweep", "2026-12")
                .label("a", "<script>");
        assertThat(((SourceBody) task.body()).source()).isEqualTo("c = a");
        assertThat(task.body().arguments())
                .hasToString(expected.body().arguments().toString());
        assertThat(task.body().pull()).containsExactly("c");
        assertThat(task.options()).isEqualTo(expected.options());
        assertThat(task.recovery().orElseThrow()).hasToString("Task('c = 0')");
    }

    @Test
    void shouldReadAListOfTasks() {
        assertThat(read("{\"tasks\":[{\"source\":\"a\"},{\"source\":\"b\"}]}"))
                .extracting(Task::toString)
                .containsExactly("Task('a')", "Task('b')");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | a task must be an object, not a list",
                "{} | a task needs a \"source\"",
                "{\"source\":null} | a task needs a \"source\"",
                "{\"source\":1} | source: this must be a text, not the number 1",
                "{\"sorce\":\"a\"} | a task has no 'sorce': do you mean 'source'? It takes atMostOnce, clearAfter",
                "{\"source\":\"\",\"retrys\":1} | do you mean 'retries'?",
                "{\"source\":\"\",\"zzzzzz\":1} | a task has no 'zzzzzz'; it takes",
                "{\"source\":\"\",\"retries\":-1} | retries: this must be a whole number from 0 to 2147483647",
                "{\"source\":\"\",\"retries\":1.5} | retries: this must be a whole number",
                "{\"source\":\"\",\"retries\":2147483648} | retries: this must be a whole number",
                "{\"source\":\"\",\"pinned\":\"yes\"} | pinned: this must be true or false, not a text",
                "{\"source\":\"\",\"push\":[]} | push: this must be an object of names and values, not a list",
                "{\"source\":\"\",\"push\":{\"1a\":1}} | push: push needs an identifier, but '1a' is not one",
                "{\"source\":\"\",\"push\":{\"a\":{\"$b\":1}}} | push.a: the key '$b' begins with $",
                "{\"source\":\"\",\"pull\":[1]} | pull: this must be a list of texts",
                "{\"source\":\"\",\"pull\":\"a b\"} | pull: pull needs an identifier",
                "{\"source\":\"\",\"depend\":\"RAM >\"} | depend: ",
                "{\"source\":\"\",\"recovery\":{\"source\":\"\",\"pull\":\"\"}} | recovery.pull: ",
                "{\"source\":\"\",\"labels\":[]} | labels: this must be an object whose values are texts, not a list",
                "{\"source\":\"\",\"labels\":{\"a\":1}} | labels.a: this must be a text, not the number 1",
                "{\"source\":\"\",\"labels\":{\"a\":null}} | labels.a: this must be a text, not null",
                "{\"source\":\"\",\"labels\":{\"*\":\"\"}} | labels: a label's key has 1 to 63 of the characters",
                "{\"source\":\"\",\"labels\":{\"a\":\"\\u001b\"}} | labels: the value of the label 'a' must have no control",
                "{\"source\":\"\",\"name\":\"\"} | name: a task's name has 1 to 256 characters",
                "{\"tasks\":[]} | \"tasks\" must be a list of 1 to 10000 tasks, and this one has 0",
                "{\"tasks\":{}} | \"tasks\" must be a list of 1 to 10000 tasks",
                "{\"tasks\":[{\"source\":\"\"}],\"pinned\":true} | a body with tasks has no 'pinned'",
                "{\"tasks\":[{\"source\":\"\"},{\"source\":\"\",\"pull\":[\"a\",\"*\"]}]} | tasks[1].pull: "
            })
    void shouldSayWhereAndWhyATaskCannotBeRead(String json, String fault) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(BadDocumentException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void shouldRefuseMoreTasksThanMayBeSentTogether() {
        String one = "{\"source\":\"\"},";
        String many = one.repeat(TaskReader.MOST_TASKS);

        assertThat(read("{\"tasks\":[" + many.substring(0, many.length() - 1) + "]}"))
                .hasSize(TaskReader.MOST_TASKS);
        assertThatThrownBy(() -> read("{\"tasks\":[" + many + "{\"source\":\"\"}]}"))
                .hasMessageContaining("and this one has 10001");
    }

    @Test
    void shouldRefuseAChainOfRecoveriesThatIsTooLong() {
        String chain = "{\"source\":\"\",\"recovery\":".repeat(60) + "{\"source\":\"\"}" + "}".repeat(60);

        assertThatThrownBy(() -> read(chain)).hasMessageContaining("recoveryTask takes a chain of at most 50 tasks");
    }
}
