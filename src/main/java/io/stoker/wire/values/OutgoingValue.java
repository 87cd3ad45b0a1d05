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
    private final byte[] bytes;
    private final Progress progress;

    /** No server knows anything of it: it begins without a question. */
    record Fresh() implements State {}

    /**
     * The server takes the parts.
     *
     * @param next the first byte of the next one
     * @param sent those that were sent and are not acknowledged, in order
     */
    record Sending(int next, ArrayDeque<Sent> sent) implements State {
        static Sending from(int next) {
            return new Sending(next, new ArrayDeque<>());
        }
    }

    /**
     * A part.
     *
     * @param item its number in the channel
     * @param end the byte behind its last one
     */
    record Sent(long item, long end) {}

    OutgoingValue(long number, StoredValue value, byte[] bytes, Patience patience) {
        super(number, value, new Fresh());
        this.bytes = bytes;
        this.progress = new Progress(patience);
    }

    @Override
    void restart() {
        if (!(state() instanceof Fresh)) {
            become(new ToAsk());
        }
    }

    @Override
    ToValueServer.Item question() {
        return new ToValueServer.Put(number(), value(), 0, new byte[0]);
    }

    /** Whether there is a part to be sent. */
    boolean isReady() {
        return state() instanceof Fresh || (state() instanceof Sending sending && sending.next() < bytes.length);
    }

    /** How many bytes are to be sent. */
    long left() {
        return (long) bytes.length - next();
    }

    private int next() {
        return state() instanceof Sending sending ? sending.next() : 0;
    }

    /** The next part, if there is one. */
    ToValueServer.Put part() {
        int from = next();
        int end = from + (int) Math.min(ValueClient.PART, left());
        byte[] part = Arrays.copyOfRange(bytes, from, end); // first: there may be no memory
        become(state() instanceof Sending sending ? new Sending(end, sending.sent()) : Sending.from(end));
        return new ToValueServer.Put(number(), value(), from, part);
    }

    /** The part has this number in the channel. */
    void sent(long item) {
        if (state() instanceof Sending sending) {
            sending.sent().add(new Sent(item, sending.next()));
        }
    }

    /**
     * All items up to this number have taken effect.
     *
     * @return whether the server has more of it than before
     */
    boolean acknowledged(long item, long tick) {
        long end = 0;
        if (state() instanceof Sending sending) {
            while (!sending.sent().isEmpty() && sending.sent().peek().item() <= item) {
                end = sending.sent().remove().end();
            }
        }
        return progress.reaches(end, tick);
    }

    /**
     * The server has so much, and wants what follows.
     *
     * @return whether that is all
     * @throws StokerException if the value is not that long
     */
    boolean has(long length, long tick) {
        if (length > bytes.length) {
            throw new StokerException("the server says that it has " + length + " bytes of the value " + value().id()
                    + ", which has " + bytes.length);
        }
        progress.has(length, tick);
        become(Sending.from((int) length));
        return length == bytes.length;
    }

    @Override
    void deferred(String reason, long tick) {
        progress.putOff(reason);
        super.deferred(reason, tick);
    }

    /** The server takes no session for now. */
    void putOff(String reason) {
        progress.putOff(reason);
    }

    @Override
    @Nullable
    StokerException look(long tick, long othersMovedAt) {
        return progress.look(tick, othersMovedAt);
    }

    @Override
    long giveUpIn(long tick, long othersMovedAt) {
        return progress.left(tick, othersMovedAt);
    }
}
