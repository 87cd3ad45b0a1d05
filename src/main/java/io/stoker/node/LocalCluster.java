package io.stoker.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.client.Clusters;
import io.stoker.controller.Audit;
import io.stoker.controller.ControllerListener;
import io.stoker.controller.ControllerMetrics;
import io.stoker.controller.ControllerSettings;
import io.stoker.engine.UserProcesses;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.Membership;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A controller and engines on one cluster node of this JVM, with the ledger in memory. */
final class LocalCluster implements Clusters.Local {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
    private static final String HOST = "127.0.0.1";

    private final LedgerStore store = new MemoryStore();
    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private final ControllerComponent controller;
    private final Membership node;
    private final NodeEngines engines;

    private LocalCluster(int engines, Config config) {
        // Getting these ready takes as long as starting the cluster node, and goes on beside it.
        this.engines = NodeEngines.start(config, InstanceKey.random(), engines, Nodes.properties(), new Owner(broken));
        controller = new ControllerComponent(
                config, store, endsAlone(), Audit.NONE, ControllerMetrics.NONE, () -> "", system -> {});
        node = Membership.start(
                WireConfig.node(config, List.of("controller", "engine", "client"), HOST, 0, new TrustMode.Closed()),
                List.of(),
                controller);
        this.engines.join(node);
    }

    static LocalCluster start(int engines, Config config) {
        ControllerSettings.from(AllSettings.check(config)); // refused before anything is started
        // Nobody wants to hear what Akka says when a system comes and goes in a JVM that is not its own.
        return new LocalCluster(
                engines,
                ConfigFactory.parseMap(Map.of("akka.loglevel", "ERROR", "stoker.membership.close-timeout", "0s"))
                        .withFallback(config));
    }

    private ControllerListener endsAlone() {
        return new ControllerListener() {
            @Override
            public void toEnd() {
                node.remove(controller);
            }
        };
    }

    /** In a JVM with other plans, which does not end with its engines. */
    private record Owner(CompletableFuture<String> broken) implements NodeEngines.Owner {

        @Override
        public boolean ownsJvm() {
            return false;
        }

        @Override
        public UserProcesses processes() {
            return UserProcesses.none();
        }

        @Override
        public void registered(String instance, int id) {
            LOG.debug("engine {} has registered", id);
        }

        @Override
        public void ended(String instance) {
            LOG.debug("engine {} was ended by a client", instance);
        }

        @Override
        public void end(int code, String reason) {
            LOG.error("an engine of this JVM cannot continue: {}", reason);
            broken.complete("an engine in this JVM cannot continue: " + reason);
        }
    }

    @Override
    public Membership node() {
        return node;
    }

    @Override
    public CompletableFuture<String> broken() {
        return broken;
    }

    @Override
    public void close() {
        node.close();
        engines.close();
        store.close();
    }
}
