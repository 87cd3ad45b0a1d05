package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.typesafe.config.Config;
import io.stoker.LoneCluster;
import io.stoker.client.Stoker;
import io.stoker.client.TestConnect;
import io.stoker.controller.ControllerListener;
import io.stoker.engine.EngineProcess;
import io.stoker.engine.FakeCallbacks;
import io.stoker.store.MemoryStore;
import io.stoker.task.EngineProperties;
import io.stoker.task.StokerException;
import io.stoker.trust.TestKeys;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.Membership;
import io.stoker.wire.SeedSource;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nodes that nobody has told where the controller is: each has settings of its own, and no profile. */
class DiscoveredControllersIT {
    private static final String HOST = "127.0.0.1";
    private static final Duration SOON = Duration.ofMinutes(5);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Lines said = new Lines();

    /** What nodes say of how they join. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }

        long count(String text) {
            return lines.stream().filter(line -> line.contains(text)).count();
        }
    }

    @BeforeEach
    void listen() {
        said.start();
        logger().addAppender(said);
    }

    @AfterEach
    void stop() throws Exception {
        logger().detachAppender(said);
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Membership.class);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The settings of a node that finds controllers at these ports of this machine. */
    private static Config finding(String service, Integer... ports) {
        List<Map<String, Object>> endpoints = new ArrayList<>();
        for (int port : ports) {
            endpoints.add(Map.of("host", HOST, "port", port));
        }
        return WireConfig.load(Map.of(
                "stoker.bootstrap.method",
                "config",
                "stoker.bootstrap.service-name",
                service,
                "stoker.bootstrap.interval",
                "100ms",
                "stoker.akka.discovery.config.services." + service + ".endpoints",
                endpoints));
    }

    private Membership engine(Config config) {
        return engine(
                config, new DiscoveredControllers(NodeSettings.from(config).bootstrap()), TestKeys.engine());
    }

    private Membership engine(Config config, SeedSource source, TrustMode keys) {
        Membership node = Membership.start(() -> WireConfig.node(config, "engine", HOST, 0, keys), source);
        EngineProcess engine =
                EngineProcess.start(config, InstanceKey.random(), 0, EngineProperties.NONE, new FakeCallbacks());
        engine.join(node);
        open.add(0, node);
        open.add(0, engine);
        return node;
    }

    private ControllerNode controller(int port) {
        ControllerNode node = ControllerNode.start(
                WireConfig.load(Map.of()),
                HOST,
                port,
                null,
                TestKeys.controller(),
                new MemoryStore(),
                ControllerListener.NONE);
        open.add(node);
        return node;
    }

    private static void awaitEngines(ControllerNode controller, int count) {
        try (Stoker stoker = TestConnect.to(HOST, controller.port(), Map.of("stoker.client.connect-timeout", "5m"))) {
            assertThat(stoker.waitForEngines(count, SOON)).hasSize(count);
        }
    }

    private static boolean isAlone(Membership node) {
        return Cluster.get(node.system()).selfMember().status() == MemberStatus.removed();
    }

    @Test
    void shouldWaitForTheControllerAndFormNoClusterWithoutIt() throws Exception {
        int port = freePort();
        Membership first = engine(finding("lab", port));
        Membership second = engine(finding("lab", port));

        await().atMost(SOON).until(() -> said.count("no controller has answered yet at " + HOST + ":" + port) == 2);
        assertThat(List.of(first, second)).allMatch(DiscoveredControllersIT::isAlone);

        awaitEngines(controller(port), 2);
        assertThat(List.of(first, second)).noneMatch(DiscoveredControllersIT::isAlone);
    }

    @Test
    void shouldSayWhatItWaitsForWhileNoControllerIsKnown() {
        Membership node = engine(finding("lab"));

        await().atMost(SOON)
                .until(() -> said.count("no controller is known, and this node forms no cluster: it waits for the"
                                + " controllers of stoker.akka.discovery.config.services.lab, and looks each 100 ms:"
                                + " there are none")
                        == 1);
        assertThat(isAlone(node)).isTrue();
    }

    @Test
    void shouldFindAControllerThatWasNotThereAtFirstOrCouldNotBeAskedFor() {
        ControllerNode controller = controller(0);
        AtomicInteger looks = new AtomicInteger();
        engine(
                WireConfig.load(Map.of()),
                source(looks, WireConfig.seeds(HOST, 1), WireConfig.seeds(HOST, controller.port())),
                TestKeys.engine());

        awaitEngines(controller, 1);
        assertThat(looks).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void shouldNotJoinTheClusterOfSomebodyWhoIsNoController() {
        ActorTestKit squatter = LoneCluster.start("engine", Map.of());
        open.add(squatter::shutdownTestKit);
        String address = LoneCluster.address(squatter);
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        Membership node = engine(finding("lab", port));

        await().atMost(SOON).until(() -> said.count("no controller has answered yet at " + HOST + ":" + port) == 1);
        assertThat(said.count("is that of an engine, but here only a controller is allowed"))
                .isEqualTo(1);
        assertThat(isAlone(node)).isTrue();
        assertThat(Cluster.get(squatter.system()).state().getMembers()).hasSize(1);
    }

    /** It fails first, and then answers with one list and, from then on, another. */
    private static SeedSource source(AtomicInteger looks, List<String> first, List<String> then) {
        return new SeedSource() {
            @Override
            public List<String> look(ActorSystem<?> system) {
                return switch (looks.getAndIncrement()) {
                    case 0 -> throw new StokerException("the list is not there yet");
                    case 1 -> first;
                    default -> then;
                };
            }

            @Override
            public Duration interval() {
                return Duration.ofMillis(100);
            }

            @Override
            public String what() {
                return "a list that comes late";
            }
        };
    }
}
