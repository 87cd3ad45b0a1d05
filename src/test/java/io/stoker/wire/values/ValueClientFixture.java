package io.stoker.wire.values;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.StoredValue;
import io.stoker.task.WaitTimeoutException;
import io.stoker.wire.Gate;
import io.stoker.wire.Serving;
import io.stoker.wire.Sizes;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Links;
import io.stoker.wire.channel.Pump;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/** The client of values, with the test in the place of the server. */
abstract class ValueClientFixture {
    static final long SECOND = 1_000_000_000L;
    static final int PART = ValueClient.PART;
    static final byte[] BYTES = bytes(10 * PART + 1);
    static final StoredValue VALUE = StoredValue.of(BYTES);

    final ValueClient client = new ValueClient();
    final TestInbox<ToController> door = TestInbox.create();
    final TestInbox<WireMessage> atClient = TestInbox.create();
    final TestInbox<WireMessage> atServer = TestInbox.create();
    final Gate gate = new Gate(LoggerFactory.getLogger(getClass()));
    long tick = Long.MAX_VALUE - SECOND;
    Pump<WireMessage, WireMessage> server;

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    OptionalLong flush() {
        return client.flush(tick, atClient.getRef());
    }

    ToValueServer.Open nextOpen() {
        flush();
        return (ToValueServer.Open) door.receiveMessage();
    }

    /** Takes up the session that the client wants to begin. */
    ToValueServer.Open open() {
        ToValueServer.Open open = nextOpen();
        UUID channel = UUID.randomUUID();
        server = new Pump<>(channel, 0, frame -> client.receive(frame, tick, gate), Limits.VALUES, Sizes::ofItem);
        client.opened(new ToValueClient.Opened(open.session(), channel, atServer.getRef()), Links.AKKA, tick);
        return open;
    }

    void serve(long epoch) {
        client.serving(new Serving(epoch, "ledger", door.getRef(), TestSecrets.PASS));
    }

    /** What the client sends. */
    List<WireMessage> sent() {
        flush();
        List<WireMessage> items = new ArrayList<>();
        for (WireMessage message : atServer.getAllReceived()) {
            receive((Frame<?>) message, items);
        }
        return items;
    }

    @SuppressWarnings("unchecked")
    void receive(Frame<?> frame, List<WireMessage> items) {
        server.receive((Frame<WireMessage>) frame, tick, (item, number) -> items.add(item));
    }

    List<ToValueServer.Put> puts() {
        return sent().stream().map(ToValueServer.Put.class::cast).toList();
    }

    /** All that was sent has taken effect. */
    void acknowledge() {
        server.acknowledgeUpTo(server.received(), tick);
        server.ask();
        server.flush(tick);
    }

    void say(WireMessage item) {
        server.send(item);
        server.flush(tick);
    }

    CompletableFuture<Void> bring() {
        return client.bring(VALUE, BYTES, Patience.endless());
    }

    void sayParts(long transfer, byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at += PART) {
            say(new ToValueClient.Part(transfer, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PART))));
        }
    }

    Patience halfAMinute() {
        return Patience.of(Duration.ofSeconds(30), () -> new WaitTimeoutException("stuck"));
    }
}
