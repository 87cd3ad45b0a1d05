package io.stoker.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.client.Clusters;
import io.stoker.controller.EngineListener;
import io.stoker.engine.EngineProcess;
import io.stoker.store.MemoryStore;
import io.stoker.wire.WireConfig;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A controller and engines in this JVM, over real sockets, with the ledger in memory. */
final class LocalCluster implements Clusters.Local {
    private static final String HOST = "127.0.0.1";

    private final ControllerNode controller;
    private final List<EngineProcess> engines;

    private LocalCluster(ControllerNode controller, List<EngineProcess> engines) {
        this.controller = controller;
        this.engines = engines;
    }

    static LocalCluster start(int engines, Map<String, ?> settings) {
        // Nobody wants to hear what Akka says when a few systems of one JVM come and go.
        Config config =
                ConfigFactory.parseMap(Map.of("akka.loglevel", "ERROR")).withFallback(WireConfig.load(settings));
        ControllerNode controller = ControllerNode.start(config, HOST, 0, -1, new MemoryStore(), EngineListener.NONE);
        List<EngineProcess> started =
                Stream.generate(() -> engine(config, controller)).limit(engines).toList();
        return new LocalCluster(controller, started);
    }

    private static EngineProcess engine(Config config, ControllerNode controller) {
        return EngineProcess.start(
                WireConfig.node(config, "engine", HOST, 0),
                WireConfig.seed(HOST, controller.port()).stream().toList(),
                UUID.randomUUID().toString(),
                Nodes.properties());
    }

    @Override
    public Clusters.HostAndPort controller() {
        return new Clusters.HostAndPort(HOST, controller.port());
    }

    /** The controller ends first, so that it need not wonder where its engines are; these end side by side. */
    @Override
    public void close() {
        controller.close();
        CompletableFuture.allOf(engines.stream()
                        .map(engine -> CompletableFuture.runAsync(engine::close, command -> {
                            Thread thread = new Thread(command, "stoker-close");
                            thread.start();
                        }))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }
}
