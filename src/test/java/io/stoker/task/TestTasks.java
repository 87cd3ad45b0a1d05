package io.stoker.task;

import java.util.List;
import java.util.Map;

/** Tasks as they travel, made of what they do, and back. */
public final class TestTasks {
    private TestTasks() {}

    /** A task with this source and nothing else. */
    public static TaskSpec spec(String source) {
        return spec(source, Map.of(), List.of(), TaskOptions.NONE);
    }

    /** A task with this source. */
    public static TaskSpec spec(
            String source, Map<String, Payload> arguments, List<String> pull, TaskOptions options) {
        return Bodies.spec(new SourceBody(source, arguments, pull), options);
    }

    /** This task and its recoveries, with all their values in them. */
    public static TaskSpec spec(Task task) {
        TaskSpec recovery = task.recovery().map(TestTasks::spec).orElse(null);
        return Bodies.spec(task.body(), task.options().withRecovery(recovery));
    }

    /** What this task does. */
    public static SourceBody body(TaskSpec spec) {
        return (SourceBody) Bodies.body(spec);
    }

    /** The source of this task. */
    public static String source(TaskSpec spec) {
        return body(spec).source();
    }
}
