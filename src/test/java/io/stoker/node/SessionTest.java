package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.controller.EngineListener;
import io.stoker.engine.EngineProcess;
import io.stoker.store.MemoryStore;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.wire.WireConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionTest {
    @Test
    void theFoundingSessionWorksAsWritten() {
        Config config = WireConfig.load(Map.of());
        long t0 = System.nanoTime();
        try (ControllerNode controller = ControllerNode.start(config, "127.0.0.1", 0, -1, new MemoryStore(), EngineListener.NONE)) {
            List<EngineProcess> engines = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                engines.add(EngineProcess.start(
                        WireConfig.node(config, "engine", "127.0.0.1", 0),
                        WireConfig.seeds("127.0.0.1", controller.port()),
                        UUID.randomUUID().toString(),
                        Map.of(),
                        id -> {}));
            }
            System.err.println("started " + (System.nanoTime() - t0) / 1e6);
            try (Stoker stoker = Stoker.connect("localhost", controller.port())) {
                System.err.println("connected " + (System.nanoTime() - t0) / 1e6);
                stoker.waitForEngines(2, Duration.ofSeconds(30));
                System.err.println("engines " + (System.nanoTime() - t0) / 1e6);
                TaskClient tc = stoker.taskClient();
                Task t1 = Task.of("a=10");
                assertThat(tc.run(t1)).isZero();
                TaskResult result = tc.getTaskResult(0, Duration.ofSeconds(20));
                System.err.println("result " + (System.nanoTime() - t0) / 1e6);
                assertThat(result).hasToString("TaskResult[ID:0]:{}");
                Task product = Task.of("c = a * b").push("a", 6).push("b", 7).pull("c");
                assertThat(tc.getTaskResult(tc.run(product)).ns().get("c")).isEqualTo(42);
                for (int round = 0; round < 5; round++) {
                    long t = System.nanoTime();
                    int n = 20_000;
                    long[] ids = tc.runAll(java.util.Collections.nCopies(n, Task.of("")));
                    tc.barrier(ids);
                    System.err.println("runAll " + n / ((System.nanoTime() - t) / 1e9) + "/s " + tc.queueStatus());
                    t = System.nanoTime();
                    for (int i = 0; i < 500; i++) {
                        tc.getTaskResult(tc.run(Task.of("")));
                    }
                    System.err.println("round trip " + (System.nanoTime() - t) / 1e6 / 500 + " ms");
                }
            }
            engines.forEach(EngineProcess::close);
        }
    }
}
