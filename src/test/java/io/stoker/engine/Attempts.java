package io.stoker.engine;

import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.TaskOptions;
import io.stoker.task.TestTasks;
import io.stoker.wire.ToEngine.Assignment;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.ValueClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Short words for attempts, what they are to do and how they end. */
final class Attempts {
    private Attempts() {}

    static AttemptId id(long task) {
        return new AttemptId(task, 1);
    }

    static Assignment assignment(long task) {
        return new Assignment(id(task), TestTasks.spec("source " + task, Map.of(), List.of(), TaskOptions.NONE));
    }

    /** Waits for the next attempt, where there are no calls, and starts it: what the task thread does. */
    static Assignment take(EngineWorkQueue queue) throws InterruptedException {
        Assignment assignment = ((Work.Attempt) queue.next(taken -> {})).assignment();
        queue.start(assignment.attempt());
        return assignment;
    }

    /** Calls functions that lack nothing, or whose client does not answer. */
    static FunctionCalls functions() {
        CodeQuestions questions = new CodeQuestions(
                new CodeQuestions.Times(Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMillis(10)), () -> {});
        return new FunctionCalls(new ClientCode(
                questions, new ValueClient(), FreeHeap.ofThisJvm(), ClientCode.FETCH_LIMIT, System::nanoTime));
    }

    static AttemptResult result(int bytes) {
        return TestTasks.result(Outcome.SUCCEEDED, Map.of("x", Payload.of(new byte[bytes])), null, "", "", 2);
    }
}
