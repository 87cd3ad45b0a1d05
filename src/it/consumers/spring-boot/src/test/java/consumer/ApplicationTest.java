package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.controller.ControllerListener;
import io.stoker.node.ControllerNode;
import io.stoker.store.MemoryStore;
import io.stoker.task.Task;
import io.stoker.wire.WireConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class ApplicationTest {
    private static final Map<String, String> PATIENT = Map.of("stoker.client.connect-timeout", "60s");

    @Autowired
    TaskClient tasks;

    @Test
    void shouldRunTaskInBean() {
        assertEquals(42, tasks.runAndGet(Task.of("c = 6 * 7").pull("c")).get("c"));
    }

    @Test
    void shouldConnectToController() {
        try (ControllerNode controller = ControllerNode.start(
                        WireConfig.load(Map.of()), "127.0.0.1", 0, 0, new MemoryStore(), ControllerListener.NONE);
                Stoker stoker = Stoker.connect("127.0.0.1", controller.port(), PATIENT)) {
            assertEquals(0, stoker.taskClient().queueStatus().scheduled());
        }
    }
}
