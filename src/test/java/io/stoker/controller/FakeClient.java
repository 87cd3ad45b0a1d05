package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Pump;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;

/** A client's end of a channel to a controller's actor, for tests that say themselves what the client says. */
final class FakeClient {
    private final TestProbe<Frame<ToClient>> probe;
    private final Pump<ToClient, WireMessage> pump;
    private final Queue<ToClient> received = new ArrayDeque<>();

    /**
     * Opens its first session under the epoch, which of the first controller of a store is 1.
     *
     * @param instance a name for it, see {@link TestSecrets#instance}
     */
    FakeClient(ActorTestKit kit, ActorRef<Object> controller, long epoch, String instance) {
        this(kit, controller, epoch, instance, 1);
    }

    /** Opens the session of this number. */
    FakeClient(ActorTestKit kit, ActorRef<Object> controller, long epoch, String instance, long number) {
        probe = kit.createTestProbe();
        pump = new Pump<>(UUID.randomUUID(), 0, controller::tell, Limits.MESSAGES, item -> 1);
        controller.tell(new ToController.Open(
                pump.session(),
                number,
                epoch,
                TestSecrets.instance(instance),
                TestSecrets.key(instance),
                Passes.of(kit, controller),
                "host",
                "user",
                probe.ref()));
    }

    /** Waits until the controller serves. */
    static void awaitServing(ActorTestKit kit, ActorRef<Object> controller) {
        TestProbe<ToClient> answers = kit.createTestProbe(ToClient.class);
        await().atMost(LONG).untilAsserted(() -> {
            controller.tell(new ToController.ListEngines(answers.ref()));
            answers.expectMessageClass(ToClient.EnginesAnswer.class, Duration.ofSeconds(1));
        });
    }

    void send(WireMessage message) {
        pump.send(message);
        pump.flush(System.nanoTime());
    }

    /** The next item of the channel. */
    ToClient receive() {
        while (received.isEmpty()) {
            long tick = System.nanoTime();
            pump.receive(probe.receiveMessage(LONG), tick, (item, number) -> received.add(item));
            pump.acknowledgeUpTo(pump.received(), tick);
            pump.flush(tick);
        }
        return Objects.requireNonNull(received.poll());
    }

    /** The next item of this type; others are passed over. */
    <T extends ToClient> T receive(Class<T> type) {
        ToClient next = receive();
        while (!type.isInstance(next)) {
            next = receive();
        }
        return type.cast(next);
    }

    /** Fails if a frame has come that was not received. */
    void expectNothing() {
        probe.expectNoMessage(Duration.ZERO);
    }

    /** Ends the client. */
    void stop() {
        probe.stop();
    }
}
