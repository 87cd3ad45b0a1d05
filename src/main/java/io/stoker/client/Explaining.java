package io.stoker.client;

import io.stoker.task.Attempt;
import io.stoker.task.Explanation;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskResult;
import io.stoker.task.UnknownTaskException;
import io.stoker.wire.ToClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes explanations of what the controller has answered: it does not read what became of a task, which is bytes. */
final class Explaining {
    private Explaining() {}

    /**
     * The explanation that was answered.
     *
     * @throws UnknownTaskException if no task ever had this id
     * @throws io.stoker.task.StokerException if what became of the task cannot be read
     */
    static Explanation of(long taskId, ToClient answer) {
        if (answer instanceof ToClient.Explained explained) {
            return of(taskId, explained);
        }
        throw new UnknownTaskException(taskId, ((ToClient.TaskAnswer) answer).note());
    }

    private static Explanation of(long taskId, ToClient.Explained answer) {
        FinishedTask finished = answer.finished();
        List<Attempt> attempts = finished == null ? answer.attempts() : finished.attempts();
        return new Explanation(
                taskId,
                answer.state(),
                answer.why(),
                Instant.ofEpochMilli(answer.at()),
                answer.state() == null ? null : Instant.ofEpochMilli(answer.submitted()),
                attempts,
                answer.running(),
                end(finished));
    }

    private static Explanation.@Nullable End end(@Nullable FinishedTask finished) {
        if (finished == null) {
            return null;
        }
        TaskResult result = new TaskResult(finished, Map.of());
        return new Explanation.End(
                result.engineId(),
                result.completed(),
                result.duration(),
                result.failure(),
                result.stdout(),
                result.stderr());
    }
}
