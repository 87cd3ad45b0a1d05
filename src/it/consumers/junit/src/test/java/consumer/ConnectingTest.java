package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stoker.client.Stoker;
import io.stoker.controller.ControllerListener;
import io.stoker.node.ControllerNode;
import io.stoker.store.MemoryStore;
import io.stoker.task.QueueStatus;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A program's own tests, with a controller that a client connects to over a socket. */
class ConnectingTest {
    private static final Map<String, String> PATIENT = Map.of("stoker.client.connect-timeout", "60s", "stoker.tls", "off");

    @Test
    void shouldConnectToController() {
        try (ControllerNode controller = ControllerNode.start(
                        WireConfig.load(Map.of()), "127.0.0.1", 0, null, new TrustMode.Off(), new MemoryStore(), ControllerListener.NONE);
                Stoker stoker = Stoker.connect("127.0.0.1", controller.port(), PATIENT)) {
            QueueStatus status = stoker.taskClient().queueStatus();
            assertEquals(0, status.scheduled());
        }
    }
}
