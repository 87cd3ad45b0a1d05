package io.stoker.wire.values;

import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToValueServer;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value that is brought to the server, part by part and in order. In another session than its first one, and after
 * the server took nothing for a while, it asks first how much the server has. Ticks are nanoseconds.
 */
final class OutgoingValue extends ValueTransfer<Void> {
    /** What was deferred is asked for again after so long. */
    private static final long DEFERRED_NANOS = 1_000_000_000L;

    private final byte[] bytes;
    private final Patience patience;
    /** The numbers of the items that were sent, with where their parts end. */
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();

    private State state = State.FRESH;
    private long askAt;
    private int next;
    /** The server had so much in this session. */
    private long reached;

    private long movedAt;
    private boolean begun;
    /** Why the server takes nothing for now; empty if it has not said so. */
    private String deferred = "";

    private record Sent(long item, long end) {}

    private enum State {
        /** The server knows nothing of it. */
        FRESH,
        /** It is to be asked how much the server has. */
        TO_ASK,
        ASKED,
        SENDING
    }

    OutgoingValue(long number, StoredValue value, byte[] bytes, Patience patience) {
        super(number, value);
        this.bytes = bytes;
        this.patience = patience;
    }

    @Override
    void restart() {
        if (state != State.FRESH) {
            askFrom(movedAt);
        }
        reached = 0;
    }

    private void askFrom(long tick) {
        state = State.TO_ASK;
        askAt = tick;
        sent.clear();
    }

    @Override
    boolean isKnown() {
        return state != State.FRESH;
    }

    @Override
    ToValueServer.@Nullable Item question(long tick) {
        if (state != State.TO_ASK || tick - askAt < 0) {
            return null;
        }
        state = State.ASKED;
        return new ToValueServer.Put(number(), value(), 0, new byte[0]);
    }

    /** Whether there is a part to be sent. */
    boolean isReady() {
        return state == State.FRESH || (state == State.SENDING && next < bytes.length);
    }

    /** How many bytes are to be sent. */
    long left() {
        return (long) bytes.length - next;
    }

    /** The next part, if there is one. */
    ToValueServer.Put part() {
        int from = next;
        int end = from + (int) Math.min(ValueClient.PART, left());
        byte[] part = Arrays.copyOfRange(bytes, from, end); // first: there may be no memory
        state = State.SENDING;
        next = end;
        return new ToValueServer.Put(number(), value(), from, part);
    }

    /** The part has this number in the channel. */
    void sent(long item) {
        sent.add(new Sent(item, next));
    }

    /**
     * All items up to this number have taken effect.
     *
     * @return whether the server has more of it than before
     */
    boolean acknowledged(long item, long tick) {
        long end = reached;
        while (!sent.isEmpty() && sent.peek().item() <= item) {
            end = Math.max(end, sent.remove().end());
        }
        boolean moves = end > reached;
        if (moves) {
            reached = end;
            deferred = "";
            movedAt = tick;
        }
        return moves;
    }

    /**
     * The server has so much, and wants what follows.
     *
     * @return whether that is all
     * @throws StokerException if the value is not that long
     */
    boolean has(long length) {
        if (length > bytes.length) {
            throw new StokerException("the server says that it has " + length + " bytes of the value " + value().id()
                    + ", which has " + bytes.length);
        }
        state = State.SENDING;
        next = (int) length;
        sent.clear();
        return next == bytes.length;
    }

    /** The server takes nothing for now. */
    void deferred(String reason, long tick) {
        deferred = reason;
        askFrom(tick + DEFERRED_NANOS);
    }

    /** From now on it waits. */
    private void begin(long tick) {
        if (!begun) {
            begun = true;
            movedAt = tick;
        }
    }

    /** Since when it stands still: not while others move, unless the server has put this one off. */
    private long since(long othersMovedAt) {
        return deferred.isEmpty() && othersMovedAt - movedAt > 0 ? othersMovedAt : movedAt;
    }

    /** Why it is given up now; null if it is not. */
    @Nullable
    StokerException look(long tick, long othersMovedAt) {
        begin(tick);
        boolean over = !patience.isEndless() && tick - patience.endsAt(since(othersMovedAt)) > 0;
        return over ? patience.over(deferred) : null;
    }

    /**
     * After how long there is something to do though nothing has happened; MAX for never.
     *
     * @param open whether the server can be asked
     */
    long wakeIn(long tick, long othersMovedAt, boolean open) {
        begin(tick);
        long in = open && state == State.TO_ASK ? askAt - tick : Long.MAX_VALUE;
        return patience.isEndless() ? in : Math.min(in, patience.endsAt(since(othersMovedAt)) + 1 - tick);
    }
}
