package io.stoker.api;

import io.stoker.task.TaskResult;
import io.stoker.task.TaskSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a task that has ended.
 *
 * @param name what the task is called; null if it is not
 * @param labels of the task, by key; null where that is not known
 * @param state as {@code succeeded}
 * @param submitted when it was accepted
 * @param started when its last attempt started; null if none has
 * @param completed when it ended
 * @param seconds how long its last attempt ran on the engine
 * @param engine where that was; null if it had none
 * @param values what it pulled, by name; empty if it has failed
 * @param failure why it failed; null if it did not
 * @param stdout the end of what its last attempt has printed
 * @param stderr the end of what it has printed as errors
 * @param attempts oldest first
 * @param submitter who has submitted the task; null where that is not known
 */
public record ResultDocument(
        long id,
        @Nullable String name,
        @Nullable Map<String, String> labels,
        String state,
        String submitted,
        @Nullable String started,
        String completed,
        double seconds,
        @Nullable Integer engine,
        ValuesDocument values,
        @Nullable FailureDocument failure,
        String stdout,
        String stderr,
        List<AttemptDocument> attempts,
        @Nullable SubmitterDocument submitter) {
    private static final double NANOS = 1e9;

    /**
     * Of a result whose values can be read.
     *
     * @param task what lists know of the task; null if it was removed meanwhile
     */
    public static ResultDocument of(TaskResult result, @Nullable TaskSummary task) {
        return new ResultDocument(
                result.taskId(),
                task == null ? null : task.name(),
                task == null ? null : task.labels(),
                TaskDocument.word(result.state()),
                result.submitted().toString(),
                result.started() == null ? null : String.valueOf(result.started()),
                result.completed().toString(),
                result.duration().toNanos() / NANOS,
                result.engineId() < 0 ? null : result.engineId(),
                new ValuesDocument(result.results()),
                FailureDocument.of(result.failure()),
                result.stdout(),
                result.stderr(),
                AttemptDocument.of(result.attempts()),
                task == null ? null : SubmitterDocument.of(task.submitter()));
    }
}
