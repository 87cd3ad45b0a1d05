package io.stoker.task;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks as they travel, made of what they do, and back. */
public final class TestTasks {
    private TestTasks() {}

    /** A task with this source and nothing else. */
    public static TaskSpec spec(String source) {
        return spec(source, Map.of(), List.of(), TaskOptions.NONE);
    }

    /** A task with this source. */
    public static TaskSpec spec(String source, Map<String, Payload> arguments, List<String> pull, TaskOptions options) {
        return BodyCodec.spec(new SourceBody(source, arguments, pull), options);
    }

    /** This task and its recoveries, with all their values in them. */
    public static TaskSpec spec(Task task) {
        TaskSpec recovery = task.recovery().map(TestTasks::spec).orElse(null);
        return BodyCodec.spec(task.body(), task.options().withRecovery(recovery));
    }

    /** What this task does. */
    public static SourceBody body(TaskSpec spec) {
        return (SourceBody) BodyCodec.body(spec);
    }

    /** The source of this task. */
    public static String source(TaskSpec spec) {
        return body(spec).source();
    }

    /** The report of an attempt that ended like this. */
    public static AttemptResult result(
            Outcome outcome,
            Map<String, Payload> values,
            @Nullable Failure failure,
            String stdout,
            String stderr,
            long nanos) {
        return AttemptResult.of(outcome, new ResultBody(failure, values, stdout, stderr), nanos);
    }

    /** What came of this attempt. */
    public static ResultBody body(AttemptResult result) {
        return ResultBodyCodec.unpack(result.body(), result.values());
    }

    /** What came of this task. */
    public static ResultBody body(FinishedTask task) {
        return ResultBodyCodec.unpack(task.body(), task.values());
    }

    /** A task that has ended, with what came of it. */
    public static FinishedTask finished(
            long taskId,
            TaskState state,
            int engineId,
            long submitted,
            long started,
            long completed,
            long nanos,
            ResultBody body,
            List<Attempt> attempts,
            @Nullable Origin origin) {
        return new FinishedTask(
                taskId,
                state,
                engineId,
                submitted,
                started,
                completed,
                nanos,
                ResultBodyCodec.pack(body),
                List.copyOf(Payload.stored(body.values())),
                attempts,
                origin);
    }

    /** A task that has succeeded on engine 0, and brought these values and this output. */
    public static FinishedTask succeeded(long id, Map<String, Payload> values, String stdout) {
        ResultBody body = new ResultBody(null, values, stdout, "");
        return finished(id, TaskState.SUCCEEDED, 0, 1, 2, 3, 4, body, List.of(), null);
    }

    /** A client that submits tasks in this session. */
    public static Submitter client(String session) {
        return new Submitter(session, "host", "user", null);
    }
}
