package io.stoker.wire.values;

import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A value that is fetched: its parts come in order, into memory that it takes at once. Ticks are nanoseconds. */
final class IncomingValue extends ValueTransfer<byte[]> {
    /**
     * So long the server may do nothing about it: longer than it takes a controller to give up a disk or database that
     * hangs. An engine that waits for a value runs nothing else.
     */
    static final long MOST_PUT_OFF_NANOS = 180_000_000_000L;

    private final byte[] bytes;
    private int received;
    /** Why the server does nothing about it; empty if it has not said so since the last part. */
    private String refusal = "";

    private long putOffAt;

    IncomingValue(long number, StoredValue value) {
        super(number, value, new ToAsk());
        this.bytes = new byte[Math.toIntExact(value.size())];
    }

    @Override
    void restart() {
        refusal = "";
        become(new ToAsk());
    }

    @Override
    ToValueServer.Item question() {
        return new ToValueServer.Get(number(), value(), received);
    }

    @Override
    void deferred(String reason, long tick) {
        if (refusal.isEmpty()) {
            putOffAt = tick;
        }
        refusal = reason;
        super.deferred(reason, tick);
    }

    @Override
    @Nullable
    StokerException look(long tick, long othersMovedAt) {
        return giveUpIn(tick, othersMovedAt) > 0
                ? null
                : new RefusedException("the stored value " + value().id() + " could not be read for "
                        + TimeUnit.NANOSECONDS.toSeconds(MOST_PUT_OFF_NANOS) + " s: " + refusal);
    }

    /** Only once the server has put it off: whoever wants it has time-outs of their own. */
    @Override
    long giveUpIn(long tick, long othersMovedAt) {
        return refusal.isEmpty() ? Long.MAX_VALUE : putOffAt + MOST_PUT_OFF_NANOS - tick;
    }

    /**
     * Takes a part in.
     *
     * @return whether it was the last one
     * @throws StokerException if it is not the next one
     */
    boolean arrived(ToValueClient.Part part) {
        if (part.offset() != received || part.bytes().length > bytes.length - received) {
            throw new StokerException("bytes " + part.offset() + " to " + (part.offset() + part.bytes().length)
                    + " of the value " + value().id() + " came, but byte " + received + " of " + bytes.length
                    + " was the next");
        }
        System.arraycopy(part.bytes(), 0, bytes, received, part.bytes().length);
        received += part.bytes().length;
        refusal = "";
        return received == bytes.length;
    }

    /** All parts are here. */
    void complete() {
        if (value().matches(bytes)) {
            done().complete(bytes);
        } else {
            done().completeExceptionally(new StokerException(
                    "the stored value " + value().id() + " is damaged: it has another checksum"));
        }
    }
}
