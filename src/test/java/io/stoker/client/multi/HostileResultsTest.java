package io.stoker.client.multi;

import static io.stoker.HostileText.TEXT;

import io.stoker.HostileText;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.task.Failure;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import io.stoker.task.TaskProgress;
import io.stoker.wire.ToDirect;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All that a client's program can print with {@code println}: nothing in it is obeyed by a terminal. */
class HostileResultsTest {
    private static final Failure FAILURE = Failure.of(Failure.Kind.USER_CODE, TEXT, TEXT);

    private static Arguments shown(String name, Supplier<Object> value) {
        return Arguments.of(name, value);
    }

    static Stream<Arguments> waysOut() {
        return Stream.of(
                shown("a result's output", () -> new ExecuteResult(0, 1, "x", TEXT, "", null, null)),
                shown("a result's error output", () -> new ExecuteResult(0, 1, "x", "", TEXT, null, null)),
                shown("a result's value", () -> new ExecuteResult(0, 1, "x", "", "", TEXT, null)),
                shown("a result's source", () -> new ExecuteResult(0, 1, TEXT, "", "", null, null)),
                shown("a result's failure", () -> new ExecuteResult(0, 1, "x", "", "", null, FAILURE)),
                shown(
                        "a list of results",
                        () -> new ResultList(List.of(new ExecuteResult(0, 1, "x", TEXT, TEXT, TEXT, null)))),
                shown("a failure", () -> FAILURE),
                shown("a failure's text", FAILURE::text),
                shown("a failure in one line", FAILURE::summary),
                shown("an exception of ours", () -> new StokerException(TEXT)),
                shown("progress", () -> TaskProgress.of(0.5, TEXT)),
                shown("a task", () -> Task.of(TEXT)),
                shown(
                        "an engine",
                        () -> new EngineInfo(
                                0,
                                "i",
                                "a",
                                List.of("groovy"),
                                EngineProperties.of(Map.of("host", TEXT)),
                                false,
                                false,
                                0)),
                shown("an execution that waits", () -> new ToDirect.Execute("", TEXT, false).describe()),
                shown(
                        "a push that waits",
                        () -> new ToDirect.Push(Map.of(TEXT, io.stoker.task.Payload.of(new byte[0]))).describe()),
                shown("a pull that waits", () -> new ToDirect.Pull(List.of(TEXT)).describe()),
                shown("a definition that waits", () -> new ToDirect.Define(Map.of(TEXT, TEXT)).describe()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysOut")
    void shouldBeShownAsText(String name, Supplier<Object> value) {
        HostileText.assertShownAsText(String.valueOf(value.get()));
    }
}
