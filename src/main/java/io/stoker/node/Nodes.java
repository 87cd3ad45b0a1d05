package io.stoker.node;

import com.typesafe.config.Config;
import io.stoker.controller.EngineListener;
import io.stoker.engine.EngineProcess;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.store.ValueFiles;
import io.stoker.store.Weather;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.wire.WireConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Where the JVMs of a cluster begin: from here on Akka is loaded. Each call stays until its node has ended. */
public final class Nodes {
    private Nodes() {}

    /** Runs a controller in this JVM. */
    public static void runController(ControllerOptions options) {
        Config config = WireConfig.load(options.config());
        checkHost(options.host(), config);
        ControllerEvents events = options.events();
        try (ControllerNode node = ControllerNode.start(
                config,
                options.host(),
                options.port(),
                options.managementPort(),
                store(options, config),
                listener(events))) {
            events.ready(new Connection(
                    options.host(),
                    node.port(),
                    options.host(),
                    node.managementPort(),
                    ProcessHandle.current().pid(),
                    Instant.now(),
                    Version.current()));
            CountDownLatch end = new CountDownLatch(1);
            CompletionStage<Void> byItself = node.ended().thenAccept(done -> end.countDown());
            stay(
                    end,
                    options.parentWatch(),
                    exited -> node.engineExited(exited.instance().toString(), exited.code()));
            if (byItself.toCompletableFuture().isDone()) {
                throw new NodeException("the controller has ended by itself; its log says why");
            }
        }
    }

    private static LedgerStore store(ControllerOptions options, Config config) {
        long most = NodeSettings.from(config).mostStoredValues();
        return new MemoryStore(
                Weather.FAIR, ValueFiles.scratch(options.profile().values(), most));
    }

    /** Runs an engine in this JVM. */
    public static void runEngine(EngineOptions options) {
        Config config = WireConfig.load(options.config());
        checkHost(options.host(), config);
        HostPort controller = options.controller();
        try (EngineProcess engine = EngineProcess.start(
                WireConfig.node(config, "engine", options.host(), 0),
                WireConfig.seeds(controller.host(), controller.port()),
                options.instance().toString(),
                properties())) {
            LoggerFactory.getLogger(Nodes.class)
                    .info("engine {} looks for the controller at {}", engine.instance(), controller);
            stay(new CountDownLatch(1), options.parentWatch(), exited -> {});
        }
    }

    /** Does once what every node does at its start, so that its classes get into the class data archive. */
    public static void warmUp() {
        WarmUp.run();
    }

    private static void checkHost(String host, Config config) {
        BindPolicy.check(host, NodeSettings.from(config).allowInsecureBind())
                .ifPresent(warning -> LoggerFactory.getLogger(Nodes.class).warn(warning));
    }

    private static EngineListener listener(ControllerEvents events) {
        return new EngineListener() {
            @Override
            public void registered(EngineInfo engine) {
                events.engineRegistered(engine.id(), UUID.fromString(engine.instance()));
            }

            @Override
            public void lost(EngineInfo engine, String evidence) {
                events.engineLost(engine.id(), UUID.fromString(engine.instance()));
            }
        };
    }

    static EngineProperties properties() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, Object> properties = new TreeMap<>();
        properties.put("host", hostName());
        properties.put("pid", ProcessHandle.current().pid());
        properties.put("java", Runtime.version().toString());
        properties.put("processors", runtime.availableProcessors());
        properties.put("heap", runtime.maxMemory());
        return EngineProperties.of(properties);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Until the launcher is gone or the JVM is told to end; then the node is closed before the JVM goes. */
    private static void stay(CountDownLatch end, boolean parentWatch, Consumer<EngineExited> onExited) {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endOrderly(end, main), "end"));
        if (parentWatch) {
            ParentWatch.start(System.in, onExited, end::countDown);
        }
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endOrderly(CountDownLatch end, Thread main) {
        end.countDown();
        try {
            // The JVM halts when its hooks have returned, so this one stays while the main thread closes the node.
            main.join(ParentWatch.LAST_RESORT_AFTER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
