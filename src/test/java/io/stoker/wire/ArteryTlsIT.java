package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.stoker.LoneCluster;
import io.stoker.trust.Credentials;
import io.stoker.trust.Identity;
import io.stoker.trust.KeyFileException;
import io.stoker.trust.Role;
import io.stoker.trust.TestKeys;
import io.stoker.trust.UntrustedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nodes that connect to each other with certificates of all kinds, or none. */
class ArteryTlsIT {
    private static final Duration LONG = LoneCluster.LONG;
    private static final Duration DAY = Duration.ofDays(1);

    private final TestKeys keys = new TestKeys();
    private final List<ActorTestKit> kits = new ArrayList<>();
    private final Lines refused = new Lines(ArteryTls.class);
    private final Lines alone = new Lines(Membership.class);
    private ActorTestKit controller;

    /** What a class logs. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Logger logger;

        Lines(Class<?> of) {
            logger = (Logger) LoggerFactory.getLogger(of);
        }

        void begin() {
            start();
            logger.addAppender(this);
        }

        void end() {
            logger.detachAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    }

    @BeforeEach
    void start() {
        refused.begin();
        alone.begin();
        controller = kit("controller", 0, keys.mode(Role.CONTROLLER));
        Cluster.get(controller.system())
                .manager()
                .tell(new Join(Cluster.get(controller.system()).selfMember().address()));
        awaitUp(controller);
    }

    @AfterEach
    void stop() {
        kits.forEach(ActorTestKit::shutdownTestKit);
        refused.end();
        alone.end();
    }

    private ActorTestKit kit(String role, int port, TrustMode mode) {
        return kit(role, port, mode, Map.of());
    }

    private ActorTestKit kit(String role, int port, TrustMode mode, Map<String, ?> settings) {
        ActorTestKit kit = LoneCluster.kit(WireConfig.node(WireConfig.load(settings), role, "127.0.0.1", port, mode));
        kits.add(kit);
        return kit;
    }

    private static void awaitUp(ActorTestKit kit) {
        await().atMost(LONG).until(() -> Cluster.get(kit.system()).selfMember().status() == MemberStatus.up());
    }

    private static int port(ActorTestKit kit) {
        return Cluster.get(kit.system()).selfMember().address().getPort().orElseThrow();
    }

    private static ActorTestKit join(ActorTestKit kit, ActorTestKit seed) {
        var address = Cluster.get(seed.system()).selfMember().address();
        NodeTls.of(kit.system()).controllers(List.of(address));
        Cluster.get(kit.system()).manager().tell(new JoinSeedNodes(List.of(address)));
        return kit;
    }

    /**
     * Tries to join until both ends have said why that is not to be.
     *
     * @param there what the controller's log is to say
     * @param here what the joining node's is
     */
    private void assertRefused(TrustMode mode, String there, String here) {
        try (Membership node = Membership.start(
                WireConfig.node(
                        WireConfig.load(Map.of("stoker.membership.close-timeout", "0s")),
                        "engine",
                        "127.0.0.1",
                        0,
                        mode),
                List.of("akka://stoker@127.0.0.1:" + port(controller)),
                1)) {
            String where = "no controller has answered yet at 127.0.0.1:" + port(controller) + ": ";
            // A machine that is too busy to answer the first look answers the next one.
            await().atMost(LONG)
                    .until(() -> alone.lines.stream().anyMatch(line -> line.startsWith(where) && line.contains(here)));
            await().atMost(LONG).until(() -> !refused.lines.isEmpty());
            assertThat(refused.lines).singleElement().asString().contains(there);
            assertThat(Cluster.get(node.system()).selfMember().status()).isEqualTo(MemberStatus.removed());
        }
        assertThat(refused.lines).hasSize(1);
    }

    private boolean isRefused(TrustMode mode) {
        try {
            NodeTls.of(controller.system())
                    .tls()
                    .check()
                    .check(new X509Certificate[] {credentials(mode).certificate()}, Set.of(Role.ENGINE));
            return false;
        } catch (UntrustedException e) {
            return true;
        }
    }

    private static Credentials credentials(TrustMode mode) {
        return Credentials.read(((TrustMode.On) mode).credentials());
    }

    private static Identity identity(TrustMode mode) {
        return credentials(mode).identity();
    }

    @Test
    void shouldJoinByCertificatesOfOneProfile() {
        awaitUp(join(kit("engine", 0, keys.mode(Role.ENGINE)), controller));
        awaitUp(join(kit("client", 0, keys.mode(Role.CLIENT)), controller));
        assertThat(refused.lines).isEmpty();
    }

    @Test
    void shouldRefuseWhoDoesNotSpeakTls() {
        assertRefused(
                new TrustMode.Off(),
                "refused a connection: the other end does not speak TLS",
                "one that speaks TLS, which this process does not (stoker.tls=off)");
    }

    @Test
    void shouldRefuseAForeignAuthority() {
        assertRefused(
                new TestKeys().mode(Role.ENGINE),
                "the other end has given up its connection because of the certificate of this process",
                "is from another authority");
    }

    @Test
    void shouldRefuseExpiredCertificate() {
        TrustMode mode =
                keys.issue(Role.ENGINE, "old", InstantSource.fixed(Instant.now().minus(DAY.multipliedBy(2))), DAY);
        assertRefused(
                mode,
                "the certificate of engine old (serial " + identity(mode).serial() + ") has expired",
                "the certificate of engine old (serial " + identity(mode).serial() + ") has expired");
    }

    @Test
    void shouldRefuseCertificateThatIsNotYetValid() {
        TrustMode mode =
                keys.issue(Role.ENGINE, "new", InstantSource.fixed(Instant.now().plus(DAY)), DAY);
        assertRefused(
                mode,
                "the certificate of engine new (serial " + identity(mode).serial() + ") is not valid before",
                "is not valid before");
    }

    @Test
    void shouldRefuseRevokedCertificate() {
        TrustMode mode = keys.issue(Role.ENGINE, "gone", InstantSource.system(), DAY);
        keys.folder().revoke(identity(mode).serial(), Instant.now(), "test");
        await().atMost(LONG).until(() -> isRefused(mode));
        TrustMode elsewhere = new TrustMode.On(((TrustMode.On) mode).credentials(), null);
        assertRefused(
                elsewhere,
                "the certificate of engine gone (serial " + identity(mode).serial() + ") is revoked",
                "it is revoked");
    }

    @Test
    void shouldNotJoinAControllerThatHasTheCertificateOfAClient() {
        ActorTestKit squatter = kit("controller", 0, keys.mode(Role.CLIENT));
        Cluster.get(squatter.system())
                .manager()
                .tell(new Join(Cluster.get(squatter.system()).selfMember().address()));
        awaitUp(squatter);
        controller = squatter;
        assertRefused(
                keys.mode(Role.ENGINE),
                "because of the certificate of this process",
                "but here only a controller is allowed");
    }

    @Test
    void shouldRefuseConnectionWithoutCertificate() throws Exception {
        List<String> recorded = new CopyOnWriteArrayList<>();
        NodeTls.of(controller.system())
                .onRefused((host, who, what, reason) -> recorded.add(host + ", " + what + ": " + reason));
        TlsClient.connect(port(controller));
        await().atMost(LONG).until(() -> !refused.lines.isEmpty());
        assertThat(refused.lines)
                .singleElement()
                .asString()
                .isEqualTo("refused a connection: the other end shows no certificate");
        await().atMost(LONG).until(() -> !recorded.isEmpty());
        assertThat(recorded).containsExactly("unknown, to connect: the other end shows no certificate");
    }

    @Test
    void shouldNotEvenParseWhatIsSaidInPlain() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(controller))) {
            socket.getOutputStream().write("AKKA\u0001".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[1000]);
            await().atMost(LONG).until(() -> !refused.lines.isEmpty());
        }
        assertThat(refused.lines).singleElement().isEqualTo("refused a connection: the other end does not speak TLS");
    }

    @Test
    void shouldTakeInNoMoreConnectionsThanItsLimitAndKeepItsPeers() throws Exception {
        int most = 40;
        ActorTestKit engine = kit("engine", 0, keys.mode(Role.ENGINE), Map.of("stoker.akka.io.tcp.max-channels", most));
        awaitUp(join(engine, controller));
        Lines listener = new Lines(Class.forName("akka.io.TcpListener"));
        listener.begin();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * most; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), port(engine)));
            }
            await().atMost(LONG)
                    .until(() -> listener.lines.stream().anyMatch(line -> line.contains("closing connection")));
            assertThat(Cluster.get(controller.system()).state().getUnreachable())
                    .isEmpty();
        } finally {
            listener.end();
            for (Socket socket : silent) {
                socket.close();
            }
        }
        awaitUp(join(kit("client", 0, keys.mode(Role.CLIENT)), controller));
        assertThat(Cluster.get(controller.system()).state().getUnreachable()).isEmpty();
    }

    @Test
    void shouldTellOfSquatterThatDoesNotSpeakTls() throws IOException {
        try (ServerSocket squatter = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try {
                    while (true) {
                        try (Socket socket = squatter.accept()) {
                            socket.getInputStream().read();
                            socket.getOutputStream().write("220 welcome\r\n".getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                } catch (IOException e) {
                    // the end of the test
                }
            });
            thread.setDaemon(true);
            thread.start();
            try (Membership node = Membership.start(
                    WireConfig.node(
                            WireConfig.load(Map.of("stoker.membership.close-timeout", "0s")),
                            "engine",
                            "127.0.0.1",
                            0,
                            keys.mode(Role.ENGINE)),
                    List.of("akka://stoker@127.0.0.1:" + squatter.getLocalPort()))) {
                await().atMost(LONG).until(() -> !alone.lines.isEmpty());
                assertThat(alone.lines)
                        .singleElement()
                        .asString()
                        .contains("is not a Stoker controller; it answered '220 welcome'");
                assertThat(Cluster.get(node.system()).selfMember().status()).isEqualTo(MemberStatus.removed());
            }
        }
    }

    @Test
    void shouldRefuseEverybodyWhereTheClusterIsClosed() {
        ActorTestKit closed = kit("controller", 0, new TrustMode.Closed());
        Cluster.get(closed.system())
                .manager()
                .tell(new Join(Cluster.get(closed.system()).selfMember().address()));
        awaitUp(closed);
        controller = closed;
        assertRefused(keys.mode(Role.ENGINE), "this cluster is in one process (Stoker.local)", "lets nobody in");
    }

    @Test
    void shouldNameTheFileOfKeysThatIsMissing() {
        Path missing = keys.folder().path().resolve("none.pem");
        assertThatThrownBy(() -> Membership.start(
                        WireConfig.node(
                                WireConfig.load(Map.of()), "engine", "127.0.0.1", 0, new TrustMode.On(missing, null)),
                        List.of("akka://stoker@127.0.0.1:1")))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void shouldSayOnceWhyTheKeysAreNotReadWhenItJoinsAgain() throws IOException {
        TrustMode mode = keys.issue(Role.ENGINE, "lab", InstantSource.system(), DAY);
        Path file = ((TrustMode.On) mode).credentials();
        try (Membership node = Membership.start(
                WireConfig.node(WireConfig.load(Map.of()), "engine", "127.0.0.1", 0, mode),
                List.of("akka://stoker@127.0.0.1:" + port(controller)))) {
            await().atMost(LONG)
                    .until(() -> Cluster.get(node.system()).selfMember().status() == MemberStatus.up());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            node.system().terminate();
            await().atMost(LONG).until(() -> isSaid("type: chmod 600 " + file));
            Path elsewhere = Files.move(file, file.resolveSibling("elsewhere.join"));
            await().atMost(LONG).until(() -> isSaid(file + " does not exist"));
            Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-------"));
            Files.move(elsewhere, file);
            await().atMost(LONG).until(() -> !node.system().whenTerminated().isCompleted());
        }
        assertThat(alone.lines.stream().filter(line -> line.startsWith("cannot join")))
                .hasSize(2);
    }

    private boolean isSaid(String words) {
        return alone.lines.stream().anyMatch(line -> line.startsWith("cannot join") && line.contains(words));
    }
}
