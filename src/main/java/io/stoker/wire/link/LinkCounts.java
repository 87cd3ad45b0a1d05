package io.stoker.wire.link;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the connections of an ActorSystem have carried. Thread-safe. */
public final class LinkCounts {
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final AtomicInteger open = new AtomicInteger();

    void sent(long bytes) {
        sent.add(bytes);
    }

    void received(long bytes) {
        received.add(bytes);
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    /** How many bytes of frames were written. */
    public long sentBytes() {
        return sent.sum();
    }

    /** How many bytes of frames have come. */
    public long receivedBytes() {
        return received.sum();
    }

    /** How many connections there are whose ends know each other. */
    public int open() {
        return open.get();
    }
}
