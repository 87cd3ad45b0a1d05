package io.stoker.wire.values;

import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;

/** A value that is fetched: its parts come in order, into memory that it takes at once. Ticks are nanoseconds. */
final class IncomingValue extends ValueTransfer<byte[]> {
    private final byte[] bytes;
    private int received;

    IncomingValue(long number, StoredValue value) {
        super(number, value, new ToAsk());
        this.bytes = new byte[Math.toIntExact(value.size())];
    }

    @Override
    void restart() {
        become(new ToAsk());
    }

    @Override
    ToValueServer.Item question() {
        return new ToValueServer.Get(number(), value(), received);
    }

    /** Whoever wants it has time-outs of their own. */
    @Override
    long giveUpIn(long tick, long othersMovedAt) {
        return Long.MAX_VALUE;
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
