package io.stoker;

import com.typesafe.config.Config;
import io.stoker.client.Stoker;
import io.stoker.client.TestConnect;
import io.stoker.controller.ControllerListener;
import io.stoker.engine.EngineProcess;
import io.stoker.engine.FakeCallbacks;
import io.stoker.node.ControllerNode;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.task.EngineProperties;
import io.stoker.trust.TestKeys;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.Membership;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A controller, engines and clients in this JVM, each with an ActorSystem of its own, over real sockets. */
public final class TestCluster implements AutoCloseable {
    private final Config config;
    private final ControllerNode controller;
    private final List<TestEngine> engines = new ArrayList<>();
    private final List<Stoker> clients = new ArrayList<>();

    private TestCluster(Map<String, ?> overrides, LedgerStore store, ControllerListener listener) {
        config = WireConfig.load(overrides);
        controller = ControllerNode.start(config, "127.0.0.1", 0, null, TestKeys.controller(), store, listener);
    }

    /** An engine on a cluster node of its own. */
    public record TestEngine(Membership node, EngineProcess process) implements AutoCloseable {
        public String instance() {
            return process.instance();
        }

        @Override
        public void close() {
            process.close();
            node.close();
        }
    }

    public static TestCluster start(int engines) {
        return start(engines, Map.of(), new MemoryStore(), ControllerListener.NONE);
    }

    public static TestCluster start(
            int engines, Map<String, ?> overrides, LedgerStore store, ControllerListener listener) {
        TestCluster cluster = new TestCluster(overrides, store, listener);
        for (int i = 0; i < engines; i++) {
            cluster.addEngine();
        }
        return cluster;
    }

    public TestEngine addEngine() {
        return addEngine(Map.of());
    }

    /** @param more properties beside those that every engine has */
    public TestEngine addEngine(Map<String, ?> more) {
        return addEngine(more, TestKeys.engine());
    }

    /**
     * As {@link #addEngine(Map)}.
     *
     * @param mode by which it is known
     */
    public TestEngine addEngine(Map<String, ?> more, TrustMode mode) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("host", "test");
        properties.put("pid", (long) engines.size());
        Membership node = Membership.start(
                WireConfig.node(config, "engine", "127.0.0.1", 0, mode),
                WireConfig.seeds("127.0.0.1", controller.port()));
        TestEngine engine = new TestEngine(
                node,
                EngineProcess.start(
                        config, InstanceKey.random(), 0, EngineProperties.of(properties), new FakeCallbacks()));
        engine.process().join(node);
        engines.add(engine);
        return engine;
    }

    /** A new client; closed with the cluster. */
    public Stoker connect() {
        Stoker client = TestConnect.to("127.0.0.1", controller.port(), Map.of("stoker.client.connect-timeout", "5m"));
        clients.add(client);
        return client;
    }

    /** As {@link #connect()}, when this many engines are there. */
    public Stoker connect(int engines) {
        Stoker client = connect();
        client.waitForEngines(engines, Duration.ofMinutes(5));
        return client;
    }

    public ControllerNode controller() {
        return controller;
    }

    @Override
    public void close() {
        clients.forEach(Stoker::close);
        engines.forEach(TestEngine::close);
        controller.close();
    }
}
