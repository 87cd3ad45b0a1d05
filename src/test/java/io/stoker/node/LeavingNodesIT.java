package io.stoker.node;

import static org.awaitility.Awaitility.await;

import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import io.stoker.TestCluster;
import io.stoker.controller.ControllerListener;
import io.stoker.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeavingNodesIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    /** So that Akka misses nobody: it would do so after ten seconds, and of many nodes two at a time. */
    private static final Map<String, String> PATIENT =
            Map.of("stoker.akka.cluster.failure-detector.acceptable-heartbeat-pause", "1h");

    @Test
    void shouldRemoveNodesThatHaveSaidThatTheyEndBeforeAnybodyMissesThem() {
        try (TestCluster cluster = TestCluster.start(0, PATIENT, new MemoryStore(), ControllerListener.NONE)) {
            Cluster controller = Cluster.get(cluster.controller().system());
            for (int i = 0; i < 3; i++) {
                cluster.connect().close();
            }
            await().atMost(LONG).until(() -> members(controller).size() == 1);
        }
    }

    private static List<Member> members(Cluster controller) {
        List<Member> members = new ArrayList<>();
        controller.state().getMembers().forEach(members::add);
        return members;
    }
}
