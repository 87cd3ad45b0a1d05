package io.stoker.wire.values;

import akka.actor.typed.ActorRef;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToController;
import io.stoker.wire.ToTransfer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Brings one value to the store, part by part and in order. Whenever an answer is overdue, or there is another
 * controller, a new round begins with a single part, whose answer says where to go on.
 */
final class Upload implements Transfer {
    private final StoredValue value;
    private final byte[] bytes;
    private final Patience patience;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int round = 1;
    /** Whether this round has been answered; until then a single part is sent. */
    private boolean heard;

    private long taken;
    private long next;
    private long answered;
    private boolean begun;
    /** Why the store takes nothing for now; empty if it has not said so. */
    private volatile String deferred = "";

    Upload(StoredValue value, byte[] bytes, Patience patience) {
        this.value = value;
        this.bytes = bytes;
        this.patience = patience;
    }

    @Override
    public StoredValue value() {
        return value;
    }

    @Override
    public CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void sendAgain() {
        round++;
        heard = false;
        next = taken;
    }

    @Override
    public ToController.@Nullable OfValue next(long tick, ActorRef<ToTransfer> replyTo) {
        begin(tick);
        if (tick - answered > Window.REPEAT) {
            answered = tick;
            sendAgain();
        }
        long window = heard ? (long) Window.CHUNKS * Window.CHUNK : 1;
        if (next >= bytes.length || next - taken >= window) {
            return null;
        }
        int from = (int) next;
        next += Window.length(from, bytes.length);
        return new ToController.Put(value, round, from, Arrays.copyOfRange(bytes, from, (int) next), replyTo);
    }

    /** Takes an answer in; true if the store has all of the value now. */
    boolean taken(ToTransfer.Taken answer, long tick) {
        if (answer.round() != round || (heard && answer.bytes() <= taken)) {
            return false;
        }
        if (answer.bytes() > taken) {
            patience.start(tick);
            deferred = "";
        }
        answered = tick;
        taken = answer.bytes();
        next = heard ? Math.max(next, taken) : taken;
        heard = true;
        return taken >= bytes.length;
    }

    /** The store takes nothing for now; the repetition goes on. */
    void deferred(String reason) {
        deferred = reason;
    }

    /** Gives up if there has been no progress for too long since it was looked at first. */
    void look(long tick) {
        begin(tick);
        patience.check(tick, done, deferred);
    }

    private void begin(long tick) {
        if (!begun) {
            begun = true;
            answered = tick;
            patience.start(tick);
        }
    }
}
