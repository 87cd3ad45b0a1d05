package io.stoker.controller;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.LoneCluster;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;

/** A client's session with the server of the controller's values, with the test in the client's place. */
final class FakeValueClient {
    private final TestProbe<WireMessage> probe;
    private final UUID session;
    private final ActorRef<WireMessage> server;
    private final ArrayDeque<ToValueClient.Item> items = new ArrayDeque<>();
    private long sent;
    private long received;

    FakeValueClient(ActorTestKit kit, ActorRef<Object> controller) {
        probe = kit.createTestProbe();
        controller.tell(new ToValueServer.Open(
                UUID.randomUUID(), false, UUID.randomUUID(), Passes.of(kit, controller), probe.ref()));
        ToValueClient.Opened opened = probe.expectMessageClass(ToValueClient.Opened.class, LoneCluster.LONG);
        session = opened.channel();
        server = opened.server();
    }

    void send(ToValueServer.Item item) {
        server.tell(new Frame<>(session, 0, ++sent, received, received, false, false, List.of(item)));
    }

    /** The next thing that the server says. */
    ToValueClient.Item receive() {
        while (items.isEmpty()) {
            Frame<?> frame = probe.expectMessageClass(Frame.class, LoneCluster.LONG);
            for (Object item : frame.items()) {
                items.add((ToValueClient.Item) item);
                received++;
            }
        }
        return items.remove();
    }
}
