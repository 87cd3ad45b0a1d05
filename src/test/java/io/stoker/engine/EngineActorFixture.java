package io.stoker.engine;

import static io.stoker.engine.Attempts.assignment;
import static io.stoker.engine.Attempts.id;
import static io.stoker.engine.Attempts.result;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.LoneCluster;
import io.stoker.task.AttemptId;
import io.stoker.task.EngineProperties;
import io.stoker.wire.Serving;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToController.EngineReport;
import io.stoker.wire.ToEngine;
import io.stoker.wire.WireConfig;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Pump;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** An engine's actor in a cluster of its own, and a probe in the controller's place. */
abstract class EngineActorFixture {
    static ActorTestKit kit;

    final EngineWorkQueue queue = new EngineWorkQueue();
    final EngineProcess engine = new EngineProcess(
            WireConfig.load(Map.of()),
            TestSecrets.key("instance"),
            0,
            EngineProperties.of(Map.of("host", "hut")),
            queue,
            new FakeCallbacks());
    ActorRef<Object> actor;
    TestProbe<Object> controller;
    private final Queue<ToController.FromEngine> received = new ArrayDeque<>();
    private Pump<ToController.FromEngine, WireMessage> pump;

    @BeforeAll
    static void startSystem() {
        kit = LoneCluster.start("engine", Map.of());
    }

    @AfterAll
    static void stopSystem() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void start() {
        actor = kit.spawn(EngineActor.create(engine, queue));
        controller = kit.createTestProbe();
    }

    @AfterEach
    void stop() {
        kit.stop(actor);
        engine.close();
    }

    /** Begins another session, in which the engine is not registered yet. */
    ToController.Register identify(long epoch, String ledger) {
        UUID session = UUID.randomUUID();
        pump = new Pump<>(session, 0, actor::tell, Limits.MESSAGES, item -> 1);
        received.clear();
        ActorRef<ToController> itself = controller.ref().narrow();
        engine.serving(new Serving(epoch, ledger, itself, TestSecrets.PASS));
        actor.tell(new ToEngine.Identify(epoch, ledger, 7, session, itself, TestSecrets.PASS));
        while (true) {
            Object message = controller.receiveMessage(LoneCluster.LONG);
            if (message instanceof ToController.Register register
                    && register.session().equals(session)) {
                return register;
            }
        }
    }

    /** Has it identify itself, and registers it. */
    ToController.Register register(long epoch, String ledger) {
        ToController.Register register = identify(epoch, ledger);
        send(new ToEngine.Registered(ledger, Math.max(0, register.claimedId()), List.of()));
        return register;
    }

    /** Sends this in the session of now. */
    void send(WireMessage item) {
        pump.send(item);
        pump.flush(System.nanoTime());
    }

    void assign(long... tasks) {
        List<ToEngine.Assignment> assignments = new ArrayList<>();
        for (long task : tasks) {
            assignments.add(assignment(task));
        }
        send(new ToEngine.Assign(assignments));
    }

    /** As the task thread does. */
    void run(long task) throws InterruptedException {
        assertThat(Attempts.take(queue).attempt()).isEqualTo(id(task));
        queue.ended(id(task), result(1));
    }

    /** The next item of the session. */
    ToController.FromEngine next() {
        while (received.isEmpty()) {
            if (controller.receiveMessage(LoneCluster.LONG) instanceof Frame<?> frame && pump.isOf(frame)) {
                take(frame);
            }
        }
        return received.remove();
    }

    @SuppressWarnings("unchecked")
    private void take(Frame<?> frame) {
        pump.receive((Frame<ToController.FromEngine>) frame, System.nanoTime(), (item, number) -> received.add(item));
    }

    /** The next report of attempts that have ended; those of starts are skipped. */
    List<AttemptReport> ended() {
        List<AttemptReport> ended = List.of();
        while (ended.isEmpty()) {
            ended = next() instanceof EngineReport report ? report.ended() : List.of();
        }
        return ended;
    }

    List<AttemptId> endedIds() {
        return ended().stream().map(AttemptReport::attempt).toList();
    }

    /** All that has come is durable. */
    void acknowledge() {
        pump.acknowledgeUpTo(pump.received(), System.nanoTime());
        pump.flush(System.nanoTime() + 1_000_000_000L);
    }
}
