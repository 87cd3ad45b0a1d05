package io.stoker.wire.values;

import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToController;
import io.stoker.wire.ToTransfer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The other end of some transfers, with a store behind it that answers from {@link #start} on. */
public final class FakeStore implements AutoCloseable {
    private final Transfers transfers;
    private final ActorRef<ToTransfer> self = TestInbox.<ToTransfer>create().getRef();
    private final Map<UUID, byte[]> values = new ConcurrentHashMap<>();
    private final List<ToController.OfValue> asked = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean isAsked;
    private boolean started;

    public FakeStore(Transfers transfers) {
        this.transfers = transfers;
        transfers.forgetKeeper();
        transfers.onRing(() -> thread.execute(this::exchange));
    }

    /** A value that is there. */
    public StoredValue keep(byte[] bytes) {
        StoredValue value = StoredValue.of(bytes);
        values.put(value.id(), bytes);
        return value;
    }

    public byte[] get(StoredValue value) {
        return values.getOrDefault(value.id(), new byte[0]);
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
        asked.addAll(transfers.due(System.nanoTime(), self));
        isAsked |= !asked.isEmpty();
        while (started && !asked.isEmpty()) {
            List<ToController.OfValue> now = List.copyOf(asked);
            asked.clear();
            now.forEach(this::answer);
            asked.addAll(transfers.due(System.nanoTime(), self));
        }
    }

    private void answer(ToController.OfValue message) {
        if (message instanceof ToController.Put put) {
            byte[] before = get(put.value());
            byte[] after = Arrays.copyOf(before, before.length + put.bytes().length);
            System.arraycopy(put.bytes(), 0, after, before.length, put.bytes().length);
            values.put(put.value().id(), after);
            transfers.taken(new ToTransfer.Taken(put.value().id(), put.round(), after.length), System.nanoTime());
        } else if (message instanceof ToController.Get get) {
            byte[] bytes = values.get(get.id());
            int from = (int) get.offset();
            if (bytes == null) {
                transfers.refused(new ToTransfer.ValueRefused(get.id(), "no such value"));
            } else {
                transfers.arrived(
                        new ToTransfer.Chunk(get.id(), from, Arrays.copyOfRange(bytes, from, from + get.length())));
            }
        }
    }

    @Override
    public void close() {
        transfers.forgetKeeper();
        transfers.onRing(() -> {});
        thread.shutdownNow();
    }
}
