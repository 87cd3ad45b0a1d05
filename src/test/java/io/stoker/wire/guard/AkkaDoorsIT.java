package io.stoker.wire.guard;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.protobuf.msg.ClusterMessages;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.protobufv3.internal.ByteString;
import akka.remote.ArteryControlFormats;
import akka.remote.ContainerFormats;
import akka.remote.SystemMessageFormats;
import akka.remote.WireFormats;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.stoker.LoneCluster;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToMember;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What a peer that belongs to the cluster can send to Akka itself: it is dropped, and the node goes on. */
class AkkaDoorsIT {
    private static final int JAVA = 1;
    private static final int DAEMON = 3;
    private static final int CLUSTER = 5;
    private static final int SELECTION = 6;
    private static final int MISC = 16;
    private static final int ARTERY = 17;
    private static final int SYSTEM = 22;
    private static final int JACKSON_JSON = 31;
    private static final int JACKSON_CBOR = 33;

    private static final int TIMES = 8;
    private static final String CORE = "/system/cluster/core/daemon";
    private static final AtomicInteger FETCHED = new AtomicInteger();

    private static ActorTestKit kit;
    private static HttpServer web;
    private static TestProbe<Object> reached;
    private static TestProbe<String> ended;
    private static ActorRef<Object> target;
    private static long answer;
    private static int peers;

    @BeforeAll
    static void start() throws IOException {
        // What stands before Akka where there is TLS is not there, so that all of it comes to Akka.
        kit = LoneCluster.kit(
                WireConfig.node(WireConfig.load(Map.of()), "controller", "127.0.0.1", 0, new TrustMode.Off()));
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(new Join(node()));
        await().atMost(LONG).until(() -> cluster.selfMember().status() == MemberStatus.up());
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            FETCHED.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        web.start();
        reached = kit.createTestProbe();
        ended = kit.createTestProbe();
        // Passes on what it gets; says when it has ended, for whatever reason.
        target = kit.spawn(
                Behaviors.receive(Object.class)
                        .onAnyMessage(message -> {
                            reached.ref().tell(message);
                            return Behaviors.same();
                        })
                        .onSignal(akka.actor.typed.PostStop.class, stop -> {
                            ended.ref().tell("stopped");
                            return Behaviors.same();
                        })
                        .onSignal(akka.actor.typed.PreRestart.class, restart -> {
                            ended.ref().tell("restarted");
                            return Behaviors.same();
                        })
                        .build(),
                "target");
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
        web.stop(0);
    }

    private static Address node() {
        return Cluster.get(kit.system()).selfMember().address();
    }

    /** A message to an actor, by Akka's number of a serializer. */
    record Attack(String name, int stream, String path, int serializer, String manifest, byte[] message) {
        static Attack cluster(String name, String manifest, byte[] message) {
            return new Attack(name, RawPeer.CONTROL, CORE, CLUSTER, manifest, message);
        }

        static Attack ordinary(String name, int serializer, String manifest, byte[] message) {
            return new Attack(name, RawPeer.ORDINARY, targetPath(), serializer, manifest, message);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static String targetPath() {
        return target.path().toStringWithoutAddress();
    }

    private static ClusterMessages.Address address(String system, String host, int port) {
        return ClusterMessages.Address.newBuilder()
                .setProtocol("akka")
                .setSystem(system)
                .setHostname(host)
                .setPort(port)
                .build();
    }

    private static ClusterMessages.UniqueAddress peer() {
        return unique(address("stoker", "127.0.0.1", 1));
    }

    private static ClusterMessages.UniqueAddress unique(ClusterMessages.Address address) {
        return ClusterMessages.UniqueAddress.newBuilder()
                .setAddress(address)
                .setUid(4711)
                .setUid2(0)
                .build();
    }

    private static Attack initJoin(String name, String config) {
        byte[] message = ClusterMessages.InitJoin.newBuilder()
                .setCurrentConfig(config)
                .build()
                .toByteArray();
        return Attack.cluster(name, "IJ", message);
    }

    private static Attack initJoinAck(String name, String config) {
        byte[] message = ClusterMessages.InitJoinAck.newBuilder()
                .setAddress(address("stoker", "127.0.0.1", 1))
                .setConfigCheck(ClusterMessages.ConfigCheck.newBuilder()
                        .setType(ClusterMessages.ConfigCheck.Type.CompatibleConfig)
                        .setClusterConfig(config))
                .build()
                .toByteArray();
        return Attack.cluster(name, "IJA", message);
    }

    private static Attack join(String name, ClusterMessages.Address from, String version, String... roles) {
        byte[] message = ClusterMessages.Join.newBuilder()
                .setNode(unique(from))
                .addAllRoles(List.of(roles))
                .setAppVersion(version)
                .build()
                .toByteArray();
        return Attack.cluster(name, "J", message);
    }

    private static byte[] zipped(long zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            byte[] block = new byte[1 << 20];
            for (long left = zeros; left > 0; left -= block.length) {
                out.write(block);
            }
        }
        return bytes.toByteArray();
    }

    private static Attack gossip(String name, byte[] gossip) {
        return Attack.cluster(
                name,
                "GE",
                ClusterMessages.GossipEnvelope.newBuilder()
                        .setFrom(peer())
                        .setTo(peer())
                        .setSerializedGossip(ByteString.copyFrom(gossip))
                        .build()
                        .toByteArray());
    }

    private static byte[] selection(int serializer, String manifest, byte[] message, String... patterns) {
        ContainerFormats.SelectionEnvelope.Builder envelope = ContainerFormats.SelectionEnvelope.newBuilder()
                .setEnclosedMessage(ByteString.copyFrom(message))
                .setSerializerId(serializer)
                .setWildcardFanOut(true)
                .setMessageManifest(ByteString.copyFromUtf8(manifest));
        for (String pattern : patterns) {
            envelope.addPattern(ContainerFormats.Selection.newBuilder()
                    .setType(
                            pattern.contains("*")
                                    ? ContainerFormats.PatternType.CHILD_PATTERN
                                    : pattern.equals("..")
                                            ? ContainerFormats.PatternType.PARENT
                                            : ContainerFormats.PatternType.CHILD_NAME)
                    .setMatcher(pattern));
        }
        return envelope.build().toByteArray();
    }

    private static byte[] nested(int depth) {
        byte[] inner = new byte[0];
        for (int i = 0; i < depth; i++) {
            inner = selection(SELECTION, "", inner);
        }
        return inner;
    }

    private static Attack system(String name, SystemMessageFormats.SystemMessage.Builder message) {
        return Attack.ordinary(name, SYSTEM, "", message.build().toByteArray());
    }

    private static SystemMessageFormats.SystemMessage.Builder of(SystemMessageFormats.SystemMessage.Type type) {
        return SystemMessageFormats.SystemMessage.newBuilder().setType(type);
    }

    private static ContainerFormats.ActorRef ref(String path) {
        return ContainerFormats.ActorRef.newBuilder().setPath(path).build();
    }

    private static SystemMessageFormats.WatchData watch(String watchee, String watcher) {
        return SystemMessageFormats.WatchData.newBuilder()
                .setWatchee(ref(watchee))
                .setWatcher(ref(watcher))
                .build();
    }

    private static byte[] wrapped(int serializer, String manifest, byte[] message) {
        return ArteryControlFormats.SystemMessageEnvelope.newBuilder()
                .setMessage(ByteString.copyFrom(message))
                .setSerializerId(serializer)
                .setMessageManifest(ByteString.copyFromUtf8(manifest))
                .setSeqNo(1)
                .setAckReplyTo(ArteryControlFormats.UniqueAddress.newBuilder()
                        .setAddress(ArteryControlFormats.Address.newBuilder()
                                .setProtocol("akka")
                                .setSystem("stoker")
                                .setHostname("127.0.0.1")
                                .setPort(1))
                        .setUid(4711))
                .build()
                .toByteArray();
    }

    private static byte[] java(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Stream<Attack> attacks() throws IOException {
        String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/x.conf";
        String file = Path.of("pom.xml").toAbsolutePath().toString();
        String deep = "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000);
        String own = targetPath();
        String ownRef = node() + own;
        String foreign = "akka://stoker@127.0.0.1:1/user/x#1";
        byte[] daemon = WireFormats.DaemonMsgCreateData.newBuilder()
                .setProps(WireFormats.PropsData.newBuilder()
                        .setClazz("java.lang.Object")
                        .setDeploy(WireFormats.DeployData.newBuilder().setPath("remote/x")))
                .setDeploy(WireFormats.DeployData.newBuilder().setPath("remote/x"))
                .setPath("akka://stoker@127.0.0.1:1/remote/x")
                .setSupervisor(WireFormats.ActorRefData.newBuilder().setPath(foreign))
                .build()
                .toByteArray();
        ClusterMessages.Address peer = address("stoker", "127.0.0.1", 1);
        return Stream.of(
                initJoin("InitJoin with include url", "include url(\"" + url + "\")"),
                initJoin("InitJoin with include file", "include file(\"" + file + "\")"),
                initJoin("InitJoin with an include in an object", "{\"a\": {include required(url(\"" + url + "\"))}}"),
                initJoin("InitJoin that is deep", deep),
                initJoin("InitJoin without what is compared", "{\"akka\":{\"version\":\"2.8.5\"}}"),
                initJoin(
                        "InitJoin with a version that is a group",
                        "{\"akka\":{\"version\":{},\"cluster\":{\"downing-provider-class\":\"\"}}}"),
                initJoin("InitJoin with a version that is a list", "{\"akka\":{\"version\":[1]}}"),
                initJoin(
                        "InitJoin with a provider that is a group",
                        "{\"akka\":{\"cluster\":{\"downing-provider-class\":[]}}}"),
                initJoinAck("InitJoinAck with include url", "include url(\"" + url + "\")"),
                initJoinAck("InitJoinAck without what is compared", "{\"a\":1}"),
                join("Join of a bad version", peer, "1.2.3.4.5", "engine"),
                join("Join of no version", peer, "", "engine"),
                join("Join of another data center", peer, "1", "dc-other"),
                join("Join of a bad port", address("stoker", "127.0.0.1", 99_999), "1", "engine"),
                join("Join of a negative port", address("stoker", "127.0.0.1", -1), "1", "engine"),
                join("Join of a bad host", address("stoker", "a b\n", 1), "1", "engine"),
                join("Join of another system", address("other", "127.0.0.1", 1), "1", "engine"),
                join(
                        "Join with a thousand roles",
                        peer,
                        "1",
                        Stream.iterate(0, i -> i < 1000, i -> i + 1)
                                .map(i -> "r" + i)
                                .toArray(String[]::new)),
                gossip("gossip that is a bomb", zipped(300L << 20)),
                gossip("gossip that is no gzip", utf8("no gzip")),
                Attack.cluster("Welcome that is a bomb", "W", zipped(300L << 20)),
                Attack.cluster(
                        "Down",
                        "D",
                        address("stoker", "127.0.0.1", (int) node().port().get())
                                .toByteArray()),
                Attack.cluster(
                        "Leave",
                        "L",
                        address("stoker", "127.0.0.1", (int) node().port().get())
                                .toByteArray()),
                Attack.cluster(
                        "Down in its old form",
                        "akka.cluster.ClusterUserAction$Down",
                        address("stoker", "127.0.0.1", (int) node().port().get())
                                .toByteArray()),
                Attack.cluster("preparing for shutdown", "PS", new byte[0]),
                Attack.cluster("router", "CRP", new byte[] {1, 2, 3}),
                Attack.cluster("no such manifest", "\u001b[31m\nX", new byte[0]),
                new Attack("DaemonMsgCreate", RawPeer.ORDINARY, "/remote", DAEMON, "", daemon),
                Attack.ordinary("Java serialization", JAVA, "java.util.ArrayList", java(new java.util.ArrayList<>())),
                Attack.ordinary("a bomb as CBOR", JACKSON_CBOR, ToMember.Wait.class.getName(), zipped(300L << 20)),
                Attack.ordinary("LZ4 as CBOR", JACKSON_CBOR, ToMember.Wait.class.getName(), new byte[] {
                    (byte) 0x87, (byte) 0xd9, 0x6d, (byte) 0xf6, 127, 0, 0, 1, 1, 2, 3
                }),
                Attack.ordinary("JSON", JACKSON_JSON, ToMember.Wait.class.getName(), utf8("{\"reason\":\"x\"}")),
                Attack.ordinary("JSON of before", 32, ToMember.Wait.class.getName(), utf8("{\"reason\":\"x\"}")),
                Attack.ordinary(
                        "a class that cannot be linked",
                        JACKSON_CBOR,
                        "akka.remote.artery.aeron.TaskRunner",
                        new byte[] {1}),
                Attack.ordinary("a class whose parent is not there", JACKSON_CBOR, Orphan.NAME, new byte[] {1}),
                Attack.ordinary("a Scala object", JACKSON_CBOR, "akka.actor.PoisonPill$", new byte[] {1}),
                Attack.ordinary(
                        "a class that is never sent", JACKSON_CBOR, "io.stoker.wire.Unreadable", new byte[] {(byte) 0xa0
                        }),
                Attack.ordinary(
                        "a version that is no number", JACKSON_CBOR, ToMember.Wait.class.getName() + "#x", new byte[] {
                            (byte) 0xa0
                        }),
                Attack.ordinary(
                        "a message that is null", JACKSON_CBOR, ToMember.Wait.class.getName(), new byte[] {(byte) 0xf6
                        }),
                new Attack(
                        "a message for nobody",
                        RawPeer.ORDINARY,
                        "",
                        JACKSON_CBOR,
                        ToMember.Left.class.getName(),
                        new byte[] {(byte) 0xbf, (byte) 0xff}),
                new Attack(
                        "a control message for nobody",
                        RawPeer.CONTROL,
                        "",
                        JACKSON_CBOR,
                        ToMember.Left.class.getName(),
                        new byte[] {(byte) 0xbf, (byte) 0xff}),
                new Attack(
                        "a very long path",
                        RawPeer.ORDINARY,
                        "/user" + "/a".repeat(15_000),
                        JACKSON_CBOR,
                        ToMember.Left.class.getName(),
                        new byte[] {(byte) 0xbf, (byte) 0xff}),
                new Attack(
                        "a path that is none",
                        RawPeer.ORDINARY,
                        "/user/\u0001 %zz//?#x",
                        JACKSON_CBOR,
                        ToMember.Left.class.getName(),
                        new byte[] {(byte) 0xbf, (byte) 0xff}),
                Attack.ordinary("no such serializer", 987, "x", new byte[0]),
                Attack.ordinary("a negative serializer", -5, "x", new byte[0]),
                Attack.ordinary("PoisonPill", MISC, "P", new byte[0]),
                Attack.ordinary("Kill", MISC, "K", new byte[0]),
                Attack.ordinary("Config with include", MISC, "CF", utf8("include url(\"" + url + "\")")),
                Attack.ordinary("a failure", MISC, "E", new byte[] {1, 2}),
                system("Terminate", of(SystemMessageFormats.SystemMessage.Type.TERMINATE)),
                system("Suspend", of(SystemMessageFormats.SystemMessage.Type.SUSPEND)),
                system("Create", of(SystemMessageFormats.SystemMessage.Type.CREATE)),
                system("Recreate", of(SystemMessageFormats.SystemMessage.Type.RECREATE)),
                system("Resume", of(SystemMessageFormats.SystemMessage.Type.RESUME)),
                system(
                        "Supervise",
                        of(SystemMessageFormats.SystemMessage.Type.SUPERVISE)
                                .setSuperviseData(SystemMessageFormats.SuperviseData.newBuilder()
                                        .setChild(ref(foreign))
                                        .setAsync(true))),
                system(
                        "Failed",
                        of(SystemMessageFormats.SystemMessage.Type.FAILED)
                                .setFailedData(SystemMessageFormats.FailedData.newBuilder()
                                        .setChild(ref(foreign))
                                        .setUid(1))),
                system(
                        "Watch that makes it watch",
                        of(SystemMessageFormats.SystemMessage.Type.WATCH)
                                .setWatchData(watch(node() + "/user/nobody#5", ownRef))),
                system(
                        "Watch by a local actor",
                        of(SystemMessageFormats.SystemMessage.Type.WATCH)
                                .setWatchData(watch(ownRef, node() + "/user"))),
                system(
                        "notification of a local actor",
                        of(SystemMessageFormats.SystemMessage.Type.DEATHWATCH_NOTIFICATION)
                                .setDwNotificationData(SystemMessageFormats.DeathWatchNotificationData.newBuilder()
                                        .setActor(ref(ownRef))
                                        .setExistenceConfirmed(true)
                                        .setAddressTerminated(false))),
                new Attack(
                        "Terminate in an envelope",
                        RawPeer.CONTROL,
                        own,
                        ARTERY,
                        "j",
                        wrapped(
                                SYSTEM,
                                "",
                                of(SystemMessageFormats.SystemMessage.Type.TERMINATE)
                                        .build()
                                        .toByteArray())),
                new Attack(
                        "PoisonPill in an envelope",
                        RawPeer.CONTROL,
                        own,
                        ARTERY,
                        "j",
                        wrapped(MISC, "P", new byte[0])),
                new Attack(
                        "Terminate of the guardian",
                        RawPeer.ORDINARY,
                        "/user",
                        SYSTEM,
                        "",
                        of(SystemMessageFormats.SystemMessage.Type.TERMINATE)
                                .build()
                                .toByteArray()),
                new Attack(
                        "selection with wildcards",
                        RawPeer.ORDINARY,
                        "/",
                        SELECTION,
                        "",
                        selection(
                                JACKSON_CBOR,
                                ToMember.Left.class.getName(),
                                new byte[] {(byte) 0xbf, (byte) 0xff},
                                "user",
                                "*")),
                new Attack(
                        "selection with a pattern that takes for ever",
                        RawPeer.ORDINARY,
                        "/",
                        SELECTION,
                        "",
                        selection(
                                JACKSON_CBOR,
                                ToMember.Left.class.getName(),
                                new byte[] {(byte) 0xbf, (byte) 0xff},
                                "user",
                                "*t".repeat(2000))),
                new Attack(
                        "selection with a very long path",
                        RawPeer.ORDINARY,
                        "/",
                        SELECTION,
                        "",
                        selection(
                                JACKSON_CBOR,
                                ToMember.Left.class.getName(),
                                new byte[] {(byte) 0xbf, (byte) 0xff},
                                "user/".repeat(5_000).split("/"))),
                new Attack(
                        "selection upwards",
                        RawPeer.ORDINARY,
                        "/",
                        SELECTION,
                        "",
                        selection(
                                JACKSON_CBOR,
                                ToMember.Left.class.getName(),
                                new byte[] {(byte) 0xbf, (byte) 0xff},
                                "user",
                                "..",
                                "user",
                                "target")),
                new Attack(
                        "selection with PoisonPill",
                        RawPeer.ORDINARY,
                        "/",
                        SELECTION,
                        "",
                        selection(MISC, "P", new byte[0], "user", "target")),
                new Attack("selections in selections", RawPeer.ORDINARY, "/", SELECTION, "", nested(4_000)),
                new Attack("nothing at all", RawPeer.ORDINARY, own, ARTERY, "j", new byte[0]),
                new Attack("compression table of strangers", RawPeer.CONTROL, "", ARTERY, "f", new byte[] {9, 9, 9}));
    }

    /** Its parent is on no class path of a node. */
    static final class Orphan {
        static final String NAME = "akka.remote.testkit.MultiNodeSpec";

        private Orphan() {}
    }

    private void assertLives() throws IOException {
        Serialization serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
        String mark = "still there " + answer++;
        byte[] genuine = serialization
                .serialize(new ToMember.Wait(mark, TestSecrets.CHALLENGE))
                .get();
        for (int stream : new int[] {RawPeer.CONTROL, RawPeer.ORDINARY}) {
            await().atMost(LONG)
                    .untilAsserted(
                            () -> { // what is sent while Akka begins a stream anew is lost
                                try (RawPeer peer = new RawPeer(node(), ++peers, stream)) {
                                    peer.send(targetPath(), JACKSON_CBOR, ToMember.Wait.class.getName(), genuine);
                                    reached.fishForMessage(
                                            Duration.ofSeconds(1),
                                            message -> message.equals(new ToMember.Wait(mark, TestSecrets.CHALLENGE))
                                                    ? FishingOutcomes.complete()
                                                    : FishingOutcomes.continueAndIgnore());
                                }
                            });
        }
        assertThat(Cluster.get(kit.system()).isTerminated()).isFalse();
        assertThat(Cluster.get(kit.system()).selfMember().status()).isEqualTo(MemberStatus.up());
        assertThat(Cluster.get(kit.system()).state().getMembers()).hasSize(1);
        assertThat(kit.system().whenTerminated().isCompleted()).isFalse();
        ended.expectNoMessage(Duration.ZERO);
        assertThat(FETCHED).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void shouldDropWhatNoNodeOfOursSendsAndLive(Attack attack) throws IOException {
        int uid = ++peers;
        for (int i = 0; i < TIMES; i++) { // what Akka begins anew after one, may end it after some
            try (RawPeer peer = new RawPeer(node(), uid, attack.stream())) {
                peer.send(attack.path(), attack.serializer(), attack.manifest(), attack.message());
            }
        }
        assertLives();
    }

    @Test
    void shouldLogABoundedNumberOfLinesWhateverIsSent() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.addAppender(lines);
        try {
            List<Attack> attacks = attacks()
                    .filter(attack ->
                            attack.message().length < 10_000 && !attack.path().isEmpty())
                    .toList();
            for (int stream : new int[] {RawPeer.CONTROL, RawPeer.ORDINARY}) {
                try (RawPeer peer = new RawPeer(node(), ++peers, stream)) {
                    for (int i = 0; i < 20; i++) {
                        for (Attack attack : attacks) {
                            peer.send(attack.path(), attack.serializer(), attack.manifest(), attack.message());
                        }
                    }
                }
            }
            assertLives();
            assertThat(lines.list).hasSizeLessThan(150);
        } finally {
            root.detachAppender(lines);
        }
    }
}
