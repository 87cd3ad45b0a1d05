package io.stoker.wire;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.stoker.LoneCluster;
import io.stoker.trust.TestKeys;
import java.util.Map;

/** Actor test kits with the configuration of every node. */
public final class Kits {
    private Kits() {}

    /** A node that has not joined any cluster: enough for what needs no other. */
    public static ActorTestKit unjoined() {
        return unjoined(Map.of());
    }

    /** As {@link #unjoined()}, with these settings. */
    public static ActorTestKit unjoined(Map<String, ?> settings) {
        return LoneCluster.kit(WireConfig.node(WireConfig.load(settings), "client", "127.0.0.1", 0, TestKeys.client()));
    }
}
