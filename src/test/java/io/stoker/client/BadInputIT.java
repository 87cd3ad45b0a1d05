package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.Failure;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.ValueTooLargeException;
import io.stoker.task.Values;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user can get wrong, and what is said about it, on one engine that lives on. */
class BadInputIT {
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final String NULL = null;

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

    private static Failure failure(Task task) {
        TaskResult result = tc.runAndGet(task, SOON);
        assertThat(result.failure()).isNotNull();
        assertThat(tc.runAndGet(Task.of("alive = true").pull("alive"), SOON).get("alive"))
                .isEqualTo(true);
        return result.failure();
    }

    @Test
    void aSourceThatDoesNotParseFailsTheTaskWithThePlace() {
        Failure failure = failure(Task.of("a = 1\nb = = 2"));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.SYNTAX);
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.column()).isEqualTo(5);
        assertThat(failure.text()).contains(".groovy:2, column 5", "| b = = 2\n", "|     ^");
    }

    @Test
    void aNameThatIsMissingIsNamed() {
        assertThat(failure(Task.of("a = 1").clearBefore().pull("nowhere")).text())
                .isEqualTo("MissingName: 'nowhere' is not defined; there is a");
    }

    @Test
    void aValueThatCannotTravelIsNamedByItsPath() {
        assertThat(failure(Task.of("p = [1, 2, [owner: Thread.currentThread()]]")
                                .pull("p"))
                        .text())
                .contains("cannot pull 'p': p[2].owner is a java.lang.Thread");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("a task's source must not be null", call(task -> Task.of(NULL))),
                Arguments.of("push needs a name, not null", call(task -> task.push(NULL, 1))),
                Arguments.of("push needs a name, not an empty string", call(task -> task.push("", 1))),
                Arguments.of(
                        "push needs an identifier, but 'a-b' is not one", call(task -> task.push(Map.of("a-b", 1)))),
                Arguments.of(
                        "push needs a name that a source can use, but 'null' is not one: it is a keyword of Groovy",
                        call(task -> task.push("null", 1))),
                Arguments.of(
                        "pull needs an identifier, but 'a\\u001bb' is not one: it contains the invisible character U+001B",
                        call(task -> task.pull("a\u001bb"))),
                Arguments.of("pull needs a name, not null", call(task -> task.pull(NULL, "a"))),
                Arguments.of("pull needs a name, not an empty string", call(task -> task.pull(""))),
                Arguments.of("pull needs an identifier, but '1a' is not one", call(task -> task.pull("1a"))),
                Arguments.of("retries must be 0 or more, not -1", call(task -> task.retries(-1))),
                Arguments.of(
                        "recoveryTask takes a chain of at most 50 tasks, but this one has 51",
                        call(task -> Stream.iterate(task, same -> same.recoveryTask(same))
                                .limit(60)
                                .toList())),
                Arguments.of("run needs a task, not null", call(task -> runNull())));
    }

    private static Function<Task, Object> call(Function<Task, Object> call) {
        return call;
    }

    private static Object runNull() {
        return tc.runAll(Arrays.asList(Task.of(""), null));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String message, Function<Task, Object> call) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call.apply(Task.of("")))
                .withMessage(message);
    }

    @Test
    void whatIsTooLargeIsRefusedWithItsSizeAndTheLimitAndNotSent() {
        long before = tc.queueStatus().total();
        int tooMany = Values.MAX_BYTES + 1;
        assertThatThrownBy(() -> Task.of("").push("a", new byte[tooMany]))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessage("cannot push 'a': a takes 268435457 bytes, and the limit is 268435456 bytes per value");
        assertThatThrownBy(() -> tc.run(Task.of("a = '" + "x".repeat(140_000) + "'")))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("140006 bytes")
                .hasMessageContaining("131072 (stoker.inline-limit)");
        assertThat(tc.queueStatus().total()).isEqualTo(before);
    }

    @Test
    void anAddressThatCannotBeOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stoker.connect(" ", 10113))
                .withMessageContaining("connect needs a host");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stoker.connect("localhost", 70_000))
                .withMessage("connect needs a port from 1 to 65535, not 70000");
    }
}
