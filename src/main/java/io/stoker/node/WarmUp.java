package io.stoker.node;

import com.typesafe.config.Config;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.controller.ControllerListener;
import io.stoker.engine.EngineProcess;
import io.stoker.store.MemoryStore;
import io.stoker.task.Task;
import io.stoker.wire.Membership;
import io.stoker.wire.WireConfig;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * A whole cluster in this JVM for one task, each of its nodes with an ActorSystem of its own: loads the classes that
 * every node and client loads at its start.
 */
final class WarmUp {
    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private WarmUp() {}

    static void run() {
        // Nobody wants to hear what Akka says when a few systems of one JVM come and go.
        Config config = WireConfig.load(Map.of("stoker.akka.loglevel", "ERROR"));
        UUID id = UUID.randomUUID();
        try (ControllerNode controller =
                        ControllerNode.start(config, HOST, 0, -1, new MemoryStore(), ControllerListener.NONE);
                Membership node = Membership.start(
                        WireConfig.node(config, "engine", HOST, 0), WireConfig.seeds(HOST, controller.port()));
                EngineProcess engine =
                        EngineProcess.start(config, id.toString(), Nodes.properties(), new EngineReports(id, null));
                Stoker stoker =
                        Stoker.connect(HOST, controller.port(), Map.of("stoker.client.connect-timeout", "60s"))) {
            engine.join(node);
            stoker.waitForEngines(1, PATIENCE);
            TaskClient tasks = stoker.taskClient();
            tasks.getTaskResult(tasks.run(Task.of("a = b + 1").push("b", 1).pull("a")), PATIENCE);
            tasks.queueStatus(true);
            FullCompiler.keepForUsers();
        }
    }
}
