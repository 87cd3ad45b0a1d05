package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.Exceptions;
import io.stoker.LoneCluster;
import io.stoker.Seeds;
import io.stoker.store.MemoryStore;
import io.stoker.task.EngineProperties;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.OddMessages;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import io.stoker.wire.ToMember;
import io.stoker.wire.WireConfig;
import io.stoker.wire.WireMessage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A controller's actor that gets whatever can arrive from another JVM: it is never started again for it. */
class OddMessagesTest {
    private static final int ROUNDS = 25;
    private static final int MESSAGES = 100;

    private final MemoryStore store = new MemoryStore();
    private final Exceptions exceptions = new Exceptions();
    private ActorTestKit kit;
    private ActorRef<Object> controller;

    @BeforeEach
    void start() {
        kit = LoneCluster.start("controller", Map.of());
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        controller = kit.spawn(Controller.create(settings, store, ControllerListener.NONE));
        FakeClient.awaitServing(kit, controller);
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        store.close();
        exceptions.close();
    }

    static java.util.stream.LongStream seeds() {
        return Seeds.of(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldGoOnWhateverArrives(long seed) {
        TestProbe<Object> other = kit.createTestProbe();
        OddMessages odd = new OddMessages(seed, kit, List.of(controller, other.ref()));
        odd.know(LoneCluster.address(kit));
        for (int round = 0; round < ROUNDS; round++) {
            UUID client = openClient(odd, round);
            UUID engine = registerEngine(odd, round);
            for (int i = 1; i <= MESSAGES; i++) {
                odd.next().ifPresent(controller::tell);
                odd.nextInFrame(client, 0, i).ifPresent(controller::tell);
                odd.nextInFrame(engine, 0, i).ifPresent(controller::tell);
                odd.oddFrame(i % 2 == 0 ? client : engine).ifPresent(controller::tell);
            }
            assertServesAsBefore(seed);
        }
    }

    private UUID openClient(OddMessages odd, int round) {
        UUID session = UUID.randomUUID();
        TestProbe<Object> client = kit.createTestProbe();
        controller.tell(new ToController.Open(
                session,
                1,
                1,
                TestSecrets.instance("client-" + round),
                TestSecrets.key("client-" + round),
                Passes.of(kit, controller),
                "host",
                "user",
                client.ref().narrow()));
        odd.know(session);
        odd.know(TestSecrets.instance("client-" + round));
        return session;
    }

    private UUID registerEngine(OddMessages odd, int round) {
        TestProbe<Object> engine = kit.createTestProbe();
        heartbeat(new ToController.Statement(
                TestSecrets.instance("engine-" + round),
                HeldAttempts.NONE,
                0,
                engine.ref().narrow(),
                null,
                null));
        AtomicReference<ToEngine.Identify> identify = new AtomicReference<>();
        while (identify.get() == null) {
            if (engine.receiveMessage(LONG) instanceof ToEngine.Identify one) {
                identify.set(one);
            }
        }
        UUID session = identify.get().session();
        controller.tell(new ToController.Register(
                WireMessage.VERSION,
                identify.get().at(),
                session,
                TestSecrets.instance("engine-" + round),
                -1,
                List.of("groovy"),
                EngineProperties.NONE,
                0,
                false,
                HeldAttempts.NONE,
                engine.ref().narrow(),
                engine.ref().narrow(),
                TestSecrets.PASS,
                TestSecrets.key("engine-" + round),
                identify.get().pass()));
        odd.know(session);
        odd.know(TestSecrets.instance("engine-" + round));
        return session;
    }

    private ToMember.HeartbeatAck heartbeat(ToController.Statement statement) {
        TestProbe<ToMember> member = kit.createTestProbe(ToMember.class);
        controller.tell(Passes.heartbeat(kit, Passes.claim(kit, controller), List.of(statement), member.ref()));
        return member.expectMessageClass(ToMember.HeartbeatAck.class, LONG);
    }

    /** The memory store counts a lease for each start of the actor. */
    private void assertServesAsBefore(long seed) {
        assertThat(heartbeat(new ToController.Statement("member", HeldAttempts.NONE, 0, null, null, null))
                        .epoch())
                .as("seed %d: %s", seed, exceptions.lines())
                .isEqualTo(1);
        assertThat(exceptions.lines()).as("seed %d", seed).isEmpty();
    }
}
