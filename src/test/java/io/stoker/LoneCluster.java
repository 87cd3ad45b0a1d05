package io.stoker;

import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.trust.TestKeys;
import io.stoker.wire.WireConfig;
import java.time.Duration;
import java.util.Map;

/** An ActorSystem as ours are, with the real configuration, that is a cluster of its own on a free loopback port. */
public final class LoneCluster {
    /** Long enough for a busy machine; nothing waits that long unless it fails. */
    public static final Duration LONG = Duration.ofMinutes(5);

    private LoneCluster() {}

    /** As {@code role}, with {@code overrides} of the configuration; to be shut down by the caller. */
    public static ActorTestKit start(String role, Map<String, ?> overrides) {
        ActorTestKit kit = create(role, overrides);
        return joined(kit, kit);
    }

    /** Another one, which is a member of that one's cluster; to be shut down by the caller. */
    public static ActorTestKit join(String role, ActorTestKit there) {
        return joined(create(role, Map.of()), there);
    }

    private static ActorTestKit create(String role, Map<String, ?> overrides) {
        return kit(WireConfig.node(WireConfig.load(overrides), role, "127.0.0.1", 0, TestKeys.of(role)));
    }

    /**
     * That of a node of this configuration. Its end may take long: a connection with TLS, of which Akka does not tell
     * each stream that the system ends, lasts until the other end hangs up.
     */
    public static ActorTestKit kit(Config node) {
        Map<String, ?> patient = Map.of("akka.actor.testkit.typed.system-shutdown-default", "2m");
        return ActorTestKit.create(
                WireConfig.SYSTEM_NAME, ConfigFactory.parseMap(patient).withFallback(node));
    }

    private static ActorTestKit joined(ActorTestKit kit, ActorTestKit there) {
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(new Join(Cluster.get(there.system()).selfMember().address()));
        await().atMost(LONG).until(() -> cluster.selfMember().status() == MemberStatus.up());
        return kit;
    }

    /** Its address, as text. */
    public static String address(ActorTestKit kit) {
        return Cluster.get(kit.system()).selfMember().address().toString();
    }
}
