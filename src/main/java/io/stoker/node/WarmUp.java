package io.stoker.node;

import com.typesafe.config.Config;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.controller.EngineListener;
import io.stoker.engine.EngineProcess;
import io.stoker.store.MemoryStore;
import io.stoker.task.Task;
import io.stoker.wire.WireConfig;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A whole cluster in this JVM for one task: loads the classes that every node and client loads at its start. */
final class WarmUp {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HOST = "127.0.0.1";

    private WarmUp() {}

    static void run() {
        Config config = WireConfig.load(Map.of());
        try (ControllerNode controller =
                        ControllerNode.start(config, HOST, 0, 0, new MemoryStore(), EngineListener.NONE);
                EngineProcess engine = EngineProcess.start(
                        WireConfig.node(config, "engine", HOST, 0),
                        WireConfig.seeds(HOST, controller.port()),
                        UUID.randomUUID().toString(),
                        Nodes.properties());
                Stoker stoker =
                        Stoker.connect(HOST, controller.port(), Map.of("stoker.client.connect-timeout", "60s"))) {
            stoker.waitForEngines(1, PATIENCE);
            TaskClient tasks = stoker.taskClient();
            tasks.getTaskResult(tasks.run(Task.of("a = b + 1").push("b", 1).pull("a")), PATIENCE);
            tasks.queueStatus(true);
        }
    }
}
