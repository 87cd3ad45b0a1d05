package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import io.stoker.LoneCluster;
import io.stoker.store.MemoryStore;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import io.stoker.trust.TestKeys;
import io.stoker.wire.HeartbeatSender;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.NodeProofs;
import io.stoker.wire.ProofText;
import io.stoker.wire.Proofs;
import io.stoker.wire.Question;
import io.stoker.wire.Secret;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToEngine;
import io.stoker.wire.ToMember;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireConfig;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.link.Guests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A controller, and nodes with real certificates that want what they may not. */
class ProofIT {
    private static final TestKeys KEYS = new TestKeys();
    private static final Queue<String> AUDITED = new ConcurrentLinkedQueue<>();
    private static final MemoryStore STORE = new MemoryStore();
    private static ActorTestKit kit;
    private static ActorRef<Object> controller;

    private static final Audit AUDIT = new Audit() {
        @Override
        public void refused(Who who, String what, String reason) {
            Identity identity = who.identity();
            AUDITED.add((identity == null ? "?" : identity.role().word()) + " " + what + ": " + reason);
        }

        @Override
        public void registered(Who who, String instance, int engine) {
            AUDITED.add("registered " + instance + " "
                    + Objects.requireNonNull(who.identity()).id());
        }

        @Override
        public void sessionBegan(Who who, String instance) {
            AUDITED.add("session " + instance + " "
                    + Objects.requireNonNull(who.identity()).role().word());
        }

        @Override
        public void revoked(Who who, String reason) {
            AUDITED.add("revoked " + Objects.requireNonNull(who.identity()).id() + ": " + reason);
        }
    };

    @BeforeAll
    static void start() {
        kit = LoneCluster.kit(WireConfig.node(
                WireConfig.load(Map.of("stoker.akka.loglevel", "ERROR")),
                "controller",
                "127.0.0.1",
                0,
                KEYS.mode(Role.CONTROLLER)));
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(new Join(cluster.selfMember().address()));
        await().atMost(LONG).until(() -> cluster.selfMember().status() == MemberStatus.up());
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        controller = kit.spawn(
                Controller.create(
                        settings,
                        STORE,
                        ControllerListener.NONE,
                        new Surroundings(
                                new FailureHistory(),
                                NodeProofs.of(kit.system()),
                                AUDIT,
                                ControllerMetrics.NONE,
                                () -> "",
                                Guests.NONE)),
                HeartbeatSender.CONTROLLER_NAME);
        FakeClient.awaitServing(kit, controller);
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
        STORE.close();
    }

    private static ProvingNode node(String name, Role role, boolean isEngine) {
        return new ProvingNode(name, role.word(), KEYS.mode(role), isEngine, LoneCluster.address(kit));
    }

    private static ProvingNode served(String name, Role role, boolean isEngine) {
        ProvingNode node = node(name, role, isEngine);
        await().atMost(LONG).until(node::isServed);
        return node;
    }

    private static void awaitAudited(String start) {
        await().atMost(LONG).until(() -> AUDITED.stream().anyMatch(line -> line.startsWith(start)));
    }

    private static List<String> engines() {
        TestProbe<ToClient> asker = kit.createTestProbe(ToClient.class);
        controller.tell(new ToController.ListEngines(asker.ref()));
        return asker.expectMessageClass(ToClient.EnginesAnswer.class, LONG).engines().stream()
                .map(EngineInfo::instance)
                .toList();
    }

    private static ToController.Register register(ProvingNode node, ToEngine.Identify identify, String instance) {
        TestProbe<Object> engine = node.probe();
        return new ToController.Register(
                WireMessage.VERSION,
                identify.at(),
                identify.session(),
                TestSecrets.instance(instance),
                -1,
                List.of("groovy"),
                EngineProperties.of(Map.of("pid", 1L, "host", "hut")),
                1,
                false,
                HeldAttempts.NONE,
                node.engine(),
                engine.ref().<ToDirect>unsafeUpcast().narrow(),
                Secret.random(),
                TestSecrets.key(node.name()),
                node.pass());
    }

    private static ToEngine.Identify identified(ProvingNode node) throws InterruptedException {
        Object next = node.heard.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        while (!(next instanceof ToEngine.Identify)) {
            next = node.heard.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        }
        return (ToEngine.Identify) next;
    }

    /** A node whose engine is registered. */
    private static ProvingNode registered(String name) throws InterruptedException {
        ProvingNode node = served(name, Role.ENGINE, true);
        node.tell(register(node, identified(node), name));
        await().atMost(LONG).until(() -> engines().contains(TestSecrets.instance(name)));
        return node;
    }

    private static ToController.Open open(
            ProvingNode node, String instance, String key, TestProbe<Frame<ToClient>> probe) {
        return new ToController.Open(
                UUID.randomUUID(),
                1,
                1,
                TestSecrets.instance(instance),
                TestSecrets.key(key),
                node.pass(),
                "host",
                "user",
                probe.ref());
    }

    private static void ask(ProvingNode node, ToController.Open open) {
        node.servings
                .element()
                .controller()
                .<Object>unsafeUpcast()
                .tell(new Frame<>(open.session(), 0, 1, 0, 0, false, false, List.of(new Question.AskStatus(1))));
    }

    @Test
    void shouldServeAClientAndAnEngineThatHaveProvenWhoTheyAre() throws InterruptedException {
        try (ProvingNode engine = registered("e");
                ProvingNode client = served("c", Role.CLIENT, false)) {
            awaitAudited("registered " + TestSecrets.instance("e"));
            TestProbe<Frame<ToClient>> probe = client.probe();
            ToController.Open open = open(client, "c", "c", probe);
            client.tell(open);
            ask(client, open);
            assertThat(probe.receiveMessage(LONG).session()).isEqualTo(open.session());
            awaitAudited("session " + TestSecrets.instance("c") + " client");
            assertThat(engine.refusals).isEmpty();
        }
    }

    @Test
    void shouldRegisterNoEngineOfAClient() {
        try (ProvingNode client = served("ce", Role.CLIENT, true)) {
            await().atMost(LONG).until(() -> !client.refusals.isEmpty());
            assertThat(client.refusals.element()).contains("its certificate is for the role client");
            awaitAudited("client to have an engine: its certificate is for the role client");
            ToEngine.Identify guessed = new ToEngine.Identify(
                    1, "ledger", 0, UUID.randomUUID(), client.servings.element().controller(), client.pass());
            client.tell(register(client, guessed, "ce"));
            assertThat(client.heard).isEmpty();
            assertThat(engines()).doesNotContain(TestSecrets.instance("ce"));
        }
    }

    @Test
    void shouldBeginNoSessionOfAnEngine() {
        try (ProvingNode engine = served("ec", Role.ENGINE, false)) {
            TestProbe<Frame<ToClient>> probe = engine.probe();
            ToController.Open open = open(engine, "ec", "ec", probe);
            engine.tell(open);
            ask(engine, open);
            awaitAudited("engine to begin a session as a client: its certificate is for the role engine");
            await().atMost(LONG).until(() -> !engine.refusals.isEmpty());
            TestProbe<ToClient> finder = engine.probe();
            engine.tell(new ToController.FindEngine(1, "", 0, engine.pass(), finder.ref()));
            awaitAudited("engine to call an engine: its certificate is for the role engine");
            probe.expectNoMessage(Duration.ZERO);
            finder.expectNoMessage(Duration.ZERO);
        }
    }

    /** What its own node may do, for callers over HTTP, the node of no other controller may. */
    @Test
    void shouldBeginNoSessionOfAnotherController() {
        try (ProvingNode other = served("standby", Role.CONTROLLER, false)) {
            TestProbe<Frame<ToClient>> probe = other.probe();
            ToController.Open open = open(other, "standby", "standby", probe);
            other.tell(open);
            ask(other, open);
            awaitAudited("controller to begin a session as a client: its certificate is for the role controller");
            TestProbe<ToClient> finder = other.probe();
            other.tell(new ToController.FindEngine(1, "", 0, other.pass(), finder.ref()));
            awaitAudited("controller to call an engine: its certificate is for the role controller");
            probe.expectNoMessage(Duration.ZERO);
            finder.expectNoMessage(Duration.ZERO);
        }
    }

    @Test
    void shouldNotLetAnybodySpeakAsAnInstanceWithoutItsKey() throws InterruptedException {
        try (ProvingNode engine = registered("k");
                ProvingNode other = served("l", Role.ENGINE, true);
                ProvingNode client = served("m", Role.CLIENT, false)) {
            other.tell(register(other, identified(other), "k"));
            awaitAudited("engine to register engine " + TestSecrets.instance("k") + ": it does not have the key");
            assertThat(engines()).contains(TestSecrets.instance("k"));
            TestProbe<Frame<ToClient>> probe = client.probe();
            ToController.Open open = open(client, "other", "m", probe);
            client.tell(open);
            ask(client, open);
            awaitAudited("client to begin a session as a client: it does not have the key");
            probe.expectNoMessage(Duration.ZERO);
            ToController.Ended ended = new ToController.Ended(TestSecrets.instance("k"), TestSecrets.key("l"));
            assertThat(ended.key().isOf(ended.instance())).isFalse();
            assertThat(engine.servings).isNotEmpty();
        }
    }

    @Test
    void shouldNotLetAnybodySpeakForAnotherNode() throws InterruptedException {
        try (ProvingNode engine = registered("v");
                ProvingNode other = served("w", Role.ENGINE, false)) {
            TestProbe<ToMember> here = other.probe();
            other.tell(new ToController.Leave(engine.address(), engine.self().longUid(), other.pass(), here.ref()));
            awaitAudited("? to leave the cluster: it does not come from a node that has proven who it is");
            other.tell(new ToController.NodeExited(TestSecrets.instance("v"), 1, other.address(), other.pass()));
            awaitAudited("engine to say that engines have ended: its certificate is for the role engine");
            Proofs own = NodeProofs.of(other.membership().system());
            Secret challenge = Secret.random();
            byte[] text = ProofText.ofNode(
                    own.profile(),
                    LoneCluster.address(kit),
                    engine.address(),
                    engine.self().longUid(),
                    challenge);
            other.tell(new ToController.Heartbeat(
                    WireMessage.VERSION,
                    engine.address(),
                    engine.self().longUid(),
                    1,
                    new io.stoker.wire.Claim(challenge, null, own.sign(text)),
                    List.of(),
                    List.of(),
                    here.ref()));
            awaitAudited("? to be the node at this address: it is to be answered at another one");
            here.expectNoMessage(Duration.ZERO);
            assertThat(engines()).contains(TestSecrets.instance("v"));
            assertThat(engine.refusals).isEmpty();
        }
    }

    @Test
    void shouldOpenNoChannelForValuesWithoutThePassOfItsNode() {
        try (ProvingNode engine = served("x", Role.ENGINE, false)) {
            TestProbe<WireMessage> probe = engine.probe();
            engine.tell(
                    new ToValueServer.Open(UUID.randomUUID(), false, UUID.randomUUID(), Secret.random(), probe.ref()));
            awaitAudited("? to bring and fetch large values: it does not come from a node that has proven who it is");
            probe.expectNoMessage(Duration.ZERO);
            engine.tell(
                    new ToValueServer.Open(UUID.randomUUID(), false, UUID.randomUUID(), engine.pass(), probe.ref()));
            probe.expectMessageClass(io.stoker.wire.ToValueClient.Opened.class, LONG);
        }
    }

    @Test
    void shouldDownWhoSaysThatItIsAControllerAndServeNobodyByIt() {
        try (ProvingNode liar =
                        new ProvingNode("liar", "controller", KEYS.mode(Role.CLIENT), false, LoneCluster.address(kit));
                ProvingNode client = served("y", Role.CLIENT, false)) {
            awaitAudited("? to be a controller: it has not proven that it is one");
            assertThat(client.servings)
                    .extracting(serving -> serving.controller().path().address().toString())
                    .containsOnly(LoneCluster.address(kit));
            assertThat(liar.heard).isEmpty();
        }
    }

    @Test
    void shouldExpelWhoIsRevokedWhileItIsConnectedAndKeepItOut() throws InterruptedException {
        try (ProvingNode engine = new ProvingNode(
                "r",
                "engine",
                KEYS.issue(Role.ENGINE, "lab", InstantSource.system(), Duration.ofDays(1)),
                true,
                LoneCluster.address(kit))) {
            await().atMost(LONG).until(engine::isServed);
            engine.tell(register(engine, identified(engine), "r"));
            await().atMost(LONG).until(() -> engines().contains(TestSecrets.instance("r")));
            UniqueAddress before = engine.self();
            Proofs own = NodeProofs.of(engine.membership().system());
            KEYS.folder().revoke(own.serial(), Instant.now(), "test");
            awaitAudited("revoked lab: its certificate is revoked");
            assertThat(engines()).doesNotContain(TestSecrets.instance("r"));
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(Cluster.get(kit.system()).state().getMembers())
                                    .noneMatch(member -> member.uniqueAddress().equals(before)
                                            && member.status() == MemberStatus.up()));
            await().atMost(LONG).until(() -> !engine.self().equals(before)); // and no TLS handshake lets it in again
            assertThat(engines()).doesNotContain(TestSecrets.instance("r"));
        }
    }
}
