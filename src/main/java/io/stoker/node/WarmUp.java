package io.stoker.node;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Task;
import java.time.Duration;
import java.util.Map;

/** A whole cluster in this JVM for one task: loads the classes that every node and client loads at its start. */
final class WarmUp {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private WarmUp() {}

    static void run() {
        try (Stoker stoker = Stoker.local(1, Map.of("stoker.client.connect-timeout", "60s"))) {
            TaskClient tasks = stoker.taskClient();
            tasks.getTaskResult(tasks.run(Task.of("a = b + 1").push("b", 1).pull("a")), PATIENCE);
            tasks.queueStatus(true);
        }
    }
}
