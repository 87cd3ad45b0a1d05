package io.stoker.wire.values;

import akka.actor.typed.ActorRef;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToController;
import io.stoker.wire.ToTransfer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Fetches one value from the store, part by part; the parts may come in any order. */
final class Download implements Transfer {
    private final StoredValue value;
    private final byte[] bytes;
    private final CompletableFuture<byte[]> done = new CompletableFuture<>();
    /** When the parts that have not come were asked for, by their offsets. */
    private final Map<Long, Long> asked = new HashMap<>();

    private long next;

    Download(StoredValue value) {
        this.value = value;
        this.bytes = new byte[Math.toIntExact(value.size())];
    }

    @Override
    public StoredValue value() {
        return value;
    }

    @Override
    public CompletableFuture<byte[]> done() {
        return done;
    }

    @Override
    public void sendAgain() {
        asked.replaceAll((offset, tick) -> Long.MIN_VALUE);
    }

    @Override
    public ToController.@Nullable OfValue next(long tick, ActorRef<ToTransfer> replyTo) {
        for (Map.Entry<Long, Long> one : asked.entrySet()) {
            if (one.getValue() == Long.MIN_VALUE || tick - one.getValue() > Window.REPEAT) {
                return ask(one.getKey(), tick, replyTo);
            }
        }
        if (next >= bytes.length || asked.size() >= Window.CHUNKS) {
            return null;
        }
        long offset = next;
        next += Window.length(offset, bytes.length);
        return ask(offset, tick, replyTo);
    }

    private ToController.OfValue ask(long offset, long tick, ActorRef<ToTransfer> replyTo) {
        asked.put(offset, tick);
        return new ToController.Get(value.id(), offset, Window.length(offset, bytes.length), replyTo);
    }

    /** Takes a part in; true if it was the last one. */
    boolean arrived(ToTransfer.Chunk chunk) {
        long offset = chunk.offset();
        if (chunk.bytes().length != Window.length(offset, bytes.length) || asked.remove(offset) == null) {
            return false;
        }
        System.arraycopy(chunk.bytes(), 0, bytes, (int) offset, chunk.bytes().length);
        return next >= bytes.length && asked.isEmpty();
    }

    /** All parts are here. */
    void complete() {
        if (value.matches(bytes)) {
            done.complete(bytes);
        } else {
            done.completeExceptionally(
                    new StokerException("the stored value " + value.id() + " is damaged: it has another checksum"));
        }
    }
}
