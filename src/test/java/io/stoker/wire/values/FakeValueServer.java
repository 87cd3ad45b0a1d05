package io.stoker.wire.values;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.StoredValue;
import io.stoker.wire.Gate;
import io.stoker.wire.Serving;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.LoggerFactory;

/** The server of a client of values, with a map behind it, that answers from {@link #start} on. */
public final class FakeValueServer implements AutoCloseable {
    private final ValueClient client;
    private final TestInbox<ToController> door = TestInbox.create();
    private final TestInbox<WireMessage> atServer = TestInbox.create();
    private final TestInbox<WireMessage> atClient = TestInbox.create();
    private final Gate gate = new Gate(LoggerFactory.getLogger(FakeValueServer.class));
    private final MapKeeper keeper = new MapKeeper();
    private final ValueServer server = new ValueServer(keeper, Links.AKKA, new SameThread(), System::nanoTime);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean isAsked;
    private boolean started;

    public FakeValueServer(ValueClient client) {
        this.client = client;
        client.onRing(() -> thread.execute(this::exchange));
        client.serving(new Serving(1, "ledger", door.getRef(), TestSecrets.PASS));
    }

    /** A value that is there. */
    public StoredValue keep(byte[] bytes) {
        StoredValue value = StoredValue.of(bytes);
        keep(value, bytes);
        return value;
    }

    /** As the other one, of a value that has its id. */
    public void keep(StoredValue value, byte[] bytes) {
        keeper.values.put(value.id(), bytes);
    }

    public byte[] get(StoredValue value) {
        return keeper.of(value);
    }

    /** Whether anything was brought or asked for, answered or not. */
    public boolean isAsked() {
        return isAsked;
    }

    /** From now on everything is answered. */
    public void start() {
        thread.execute(() -> {
            started = true;
            exchange();
        });
    }

    private void exchange() {
        client.flush(System.nanoTime(), atClient.getRef());
        isAsked |= door.hasMessages();
        while (started && (door.hasMessages() || atServer.hasMessages() || atClient.hasMessages())) {
            door.getAllReceived().forEach(open -> server.open((ToValueServer.Open) open, atServer.getRef()));
            atServer.getAllReceived().forEach(frame -> server.receive((Frame<?>) frame, gate));
            server.flush();
            atClient.getAllReceived().forEach(this::deliver);
            client.flush(System.nanoTime(), atClient.getRef());
        }
    }

    private void deliver(WireMessage message) {
        if (message instanceof ToValueClient.Opened opened) {
            client.opened(opened, Links.AKKA, System.nanoTime());
        } else {
            client.receive((Frame<?>) message, System.nanoTime(), gate);
        }
    }

    @Override
    public void close() {
        client.forgetServer();
        client.onRing(() -> {});
        thread.shutdownNow();
    }
}
