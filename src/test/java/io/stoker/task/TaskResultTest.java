package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskResultTest {
    private final ObjectMapper mapper = new ObjectMapper();

    private static final Origin ORIGIN = Origin.of(TestTasks.spec(Task.of("c = a * b")
            .push("a", 6)
            .push("big", new byte[20_480])
            .push("b", 7)
            .pull("c")));

    private static FinishedTask finished(TaskState state, Failure failure) {
        return TestTasks.finished(
                7,
                state,
                2,
                1_000,
                2_000,
                3_000,
                1_000_000_000,
                new ResultBody(
                        failure,
                        failure == null ? Map.of("c", Payload.of(Values.encode("c", 42))) : Map.of(),
                        "out",
                        "err"),
                List.of(),
                ORIGIN);
    }

    @Test
    void aJsonMapperFindsWhatAResultTells() {
        JsonNode json = mapper.valueToTree(new TaskResult(finished(TaskState.SUCCEEDED, null), Map.of()));
        assertThat(json.toString())
                .isEqualTo(("{'taskId':7,'engineId':2,'state':'SUCCEEDED','source':'c = a * b',"
                                + "'arguments':{'a':6,'big':{'bytes':20483},'b':7},'results':{'c':42},'failure':null,"
                                + "'submitted':'1970-01-01T00:00:01Z','started':'1970-01-01T00:00:02Z',"
                                + "'completed':'1970-01-01T00:00:03Z','duration':'PT1S',"
                                + "'stdout':'out','stderr':'err','attempts':[]}")
                        .replace('\'', '"'));
    }

    @Test
    void aJsonMapperWritesTheSameTimesWithAModuleForTimes() {
        TaskResult result = new TaskResult(finished(TaskState.SUCCEEDED, null), Map.of());
        JsonNode json = new ObjectMapper().registerModule(new JavaTimeModule()).valueToTree(result);
        assertThat(json).isEqualTo(mapper.valueToTree(result));
    }

    @Test
    void aJsonMapperWritesThatATaskHasNotStarted() {
        FinishedTask never = TestTasks.finished(
                7,
                TaskState.ABORTED,
                -1,
                1_000,
                0,
                3_000,
                0,
                new ResultBody(null, Map.of(), "", ""),
                List.of(),
                ORIGIN);
        assertThat(mapper.valueToTree(new TaskResult(never, Map.of()))
                        .at("/started")
                        .isNull())
                .isTrue();
    }

    @Test
    void aJsonMapperFindsWhyATaskFailed() {
        Failure failure = new Failure(Failure.Kind.USER_CODE, "java.lang.Error", "no", 1, 2, List.of(), "Error: no");
        JsonNode json = mapper.valueToTree(new TaskResult(finished(TaskState.FAILED, failure), Map.of()));
        assertThat(json.at("/failure/message").asText()).isEqualTo("no");
        assertThat(json.at("/results").isEmpty()).isTrue();
    }
}
