package io.stoker.wire.values;

import io.stoker.task.StoredValue;
import io.stoker.wire.ToValueServer;

/** A value that a client fetches from the server. Not thread-safe. */
final class SentValue {
    private final long transfer;
    private final StoredValue value;
    private long next;
    private boolean reading;

    SentValue(ToValueServer.Get get) {
        this.transfer = get.transfer();
        this.value = get.value();
        this.next = get.offset();
    }

    long transfer() {
        return transfer;
    }

    StoredValue value() {
        return value;
    }

    /** Where the next part begins. */
    long next() {
        return next;
    }

    /** How many bytes are left. */
    long left() {
        return value.size() - next;
    }

    /** How many bytes the next part has. */
    int length() {
        return (int) Math.min(ValueClient.PART, left());
    }

    /** Whether a part may be read. */
    boolean isReady() {
        return !reading;
    }

    /** The next part is being read. */
    void read() {
        reading = true;
    }

    /**
     * The next part has been read.
     *
     * @return whether that was the last one
     */
    boolean sent() {
        next += length();
        reading = false;
        return left() <= 0;
    }
}
