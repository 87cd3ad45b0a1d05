package io.stoker.wire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.stoker.LoneCluster;
import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import io.stoker.trust.TestKeys;
import io.stoker.wire.NodeTls;
import io.stoker.wire.Secret;
import io.stoker.wire.WireConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who may connect for frames, and who may not. */
class LinkStrangersIT {
    private static final int MOST = 5;
    /** Of which not all are taken in at once. */
    private static final int MANY = 150;

    private static final Secret PASS = Secret.random();

    private final TestKeys keys = new TestKeys();
    private final List<ActorTestKit> kits = new ArrayList<>();
    private final Lines refused = new Lines(SocketLinks.class);
    private final Lines failed = new Lines(Dialler.class);
    private final List<String> recorded = new CopyOnWriteArrayList<>();
    private ActorTestKit controller;
    private ActorTestKit engine;
    private Guests guests;

    /** What a class logs. */
    private static final class Lines extends ListAppender<ILoggingEvent> implements AutoCloseable {
        private final Logger logger;

        Lines(Class<?> of) {
            logger = (Logger) LoggerFactory.getLogger(of);
            logger.setLevel(Level.DEBUG);
            start();
            logger.addAppender(this);
        }

        void await(String part) {
            Awaitility.await()
                    .atMost(LoneCluster.LONG)
                    .until(() -> List.copyOf(list).stream()
                            .anyMatch(line -> line.getFormattedMessage().contains(part)));
        }

        @Override
        public void close() {
            logger.detachAppender(this);
            logger.setLevel(null);
        }
    }

    @BeforeEach
    void start() {
        controller = kit(Role.CONTROLLER, keys);
        engine = kit(Role.ENGINE, keys);
        NodeTls.of(controller.system())
                .onRefused((host, who, what, reason) -> recorded.add(
                        host + ", " + (who == null ? "nobody" : who.role().word()) + ", " + what + ": " + reason));
        guests = SocketLinks.of(controller.system()).listen();
        await().atMost(LoneCluster.LONG).until(() -> guests.port() != 0);
    }

    @AfterEach
    void stop() {
        refused.close();
        failed.close();
        kits.forEach(ActorTestKit::shutdownTestKit);
    }

    private ActorTestKit kit(Role role, TestKeys whose) {
        return kit(role, whose, MOST);
    }

    private ActorTestKit kit(Role role, TestKeys whose, int most) {
        ActorTestKit kit = LoneCluster.kit(WireConfig.node(
                WireConfig.load(Map.of("stoker.channel.max-connections", most)),
                role.word(),
                "127.0.0.1",
                0,
                whose.mode(role)));
        kits.add(kit);
        return kit;
    }

    private static Address address(ActorTestKit kit) {
        return Cluster.get(kit.system()).selfMember().address();
    }

    private static Identity identity(ActorTestKit kit) {
        return Objects.requireNonNull(NodeTls.of(kit.system()).tls()).current().identity();
    }

    private static int open(ActorTestKit kit) {
        return SocketLinks.of(kit.system()).counts().open();
    }

    private void dial(ActorTestKit from, ActorTestKit to, int port, Secret pass) {
        SocketLinks.of(from.system()).servedBy(address(to), port, pass);
    }

    private void admit(ActorTestKit whom, Identity identity) {
        guests.admit(address(whom).toString(), PASS, identity);
    }

    @Test
    void shouldLetInWhoHasProvenToBeTheNodeAndDisconnectItWhenItDoesNotCountAnyMore() {
        admit(engine, identity(engine));
        dial(engine, controller, guests.port(), PASS);
        await().atMost(LoneCluster.LONG).until(() -> open(engine) == 1 && open(controller) == 1);

        guests.dismiss(PASS);
        await().atMost(LoneCluster.LONG).until(() -> open(engine) == 0 && open(controller) == 0);
        failed.await("is not one of the nodes");
        assertThat(open(controller)).isZero();
    }

    @Test
    void shouldRefuseWhoDoesNotKnowWhatTheControllerHasToldTheNode() {
        admit(engine, identity(engine));
        dial(engine, controller, guests.port(), Secret.random());
        failed.await("it has refused: it is not one of the nodes that have proven");
        refused.await("from 127.0.0.1: it is not one of the nodes that have proven");
        awaitRecorded("127.0.0.1, engine, to connect for frames: it is not one of the nodes that have proven");
        assertThat(open(controller)).isZero();
    }

    @Test
    void shouldRefuseThePassOfANodeWithAnotherCertificate() {
        ActorTestKit client = kit(Role.CLIENT, keys);
        admit(engine, identity(client));
        dial(engine, controller, guests.port(), PASS);
        failed.await("it shows the certificate of engine");
        awaitRecorded("127.0.0.1, engine, to connect for frames: it shows the certificate of engine");
        assertThat(open(controller)).isZero();
    }

    @Test
    void shouldRefuseTheCertificateOfAnotherAuthority() {
        ActorTestKit foreign = kit(Role.ENGINE, new TestKeys());
        admit(foreign, identity(foreign));
        dial(foreign, controller, guests.port(), PASS);
        failed.await("from another authority");
        assertThat(open(controller)).isZero();
    }

    @Test
    void shouldGiveNothingToWhoListensAndIsNoController() {
        ActorTestKit pretender = kit(Role.ENGINE, keys);
        Guests there = SocketLinks.of(pretender.system()).listen();
        await().atMost(LoneCluster.LONG).until(() -> there.port() != 0);
        there.admit(address(engine).toString(), PASS, identity(engine));
        dial(engine, pretender, there.port(), PASS);
        failed.await("here only a controller is allowed");
        assertThat(open(engine)).isZero();
    }

    @Test
    void shouldHangUpOnWhoSpeaksNoTls() throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), guests.port())) {
            plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            awaitEnd(plain);
        }
        refused.await("the other end does not speak TLS");
        awaitRecorded("127.0.0.1, nobody, to connect for frames: the other end does not speak TLS");
    }

    @Test
    void shouldRefuseARevokedCertificate() {
        keys.folder().revoke(identity(engine).serial(), Instant.now(), "test");
        ActorTestKit strict = kit(Role.CONTROLLER, keys);
        Guests there = SocketLinks.of(strict.system()).listen();
        await().atMost(LoneCluster.LONG).until(() -> there.port() != 0);
        there.admit(address(engine).toString(), PASS, identity(engine));
        dial(engine, strict, there.port(), PASS);
        refused.await("from 127.0.0.1: the certificate of engine");
        assertThat(open(strict)).isZero();
    }

    @Test
    void shouldHaveStrangersGiveWayWhereTheyHoldAllPlaces() throws IOException {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < MOST + MANY; i++) {
            silent.add(new Socket(InetAddress.getLoopbackAddress(), guests.port()));
        }
        for (int i = 0; i < MANY; i++) {
            awaitEnd(silent.get(i));
        }
        refused.await("one more was wanted than there may be, which is " + MOST + " (stoker.channel.max-connections)");

        admit(engine, identity(engine));
        dial(engine, controller, guests.port(), PASS);
        await().atMost(LoneCluster.LONG).until(() -> open(engine) == 1);
        awaitEnd(silent.get(MANY));
        assertThat(failed.list).as("it was let in at once").isEmpty();
        for (Socket one : silent) {
            one.close();
        }
    }

    @Test
    void shouldRefuseMoreConnectionsThanThereMayBeWhereNodesHaveThemAll() throws IOException {
        ActorTestKit small = kit(Role.CONTROLLER, keys, 1);
        Guests there = SocketLinks.of(small.system()).listen();
        await().atMost(LoneCluster.LONG).until(() -> there.port() != 0);
        there.admit(address(engine).toString(), PASS, identity(engine));
        dial(engine, small, there.port(), PASS);
        await().atMost(LoneCluster.LONG).until(() -> open(small) == 1);

        for (int i = 0; i < 50; i++) {
            try (Socket more = new Socket(InetAddress.getLoopbackAddress(), there.port())) {
                awaitEnd(more);
            }
        }
        refused.await("nodes of this cluster have 1, and there may be no more (stoker.channel.max-connections)");
        assertThat(open(engine)).isEqualTo(1);
    }

    private void awaitRecorded(String start) {
        await().atMost(LoneCluster.LONG).until(() -> recorded.stream().anyMatch(line -> line.startsWith(start)));
    }

    /** Reads what comes, until nothing can come any more. */
    private static void awaitEnd(Socket socket) throws IOException {
        socket.setSoTimeout((int) LoneCluster.LONG.toMillis());
        byte[] some = new byte[100];
        try {
            int count = 0;
            while (count >= 0) {
                count = socket.getInputStream().read(some);
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }
}
