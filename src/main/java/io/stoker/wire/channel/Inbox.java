package io.stoker.wire.channel;

import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * What one end has received in a lane: each item once, in order. It says when the other end is to be told of it. Not
 * thread-safe; ticks are those of {@code System.nanoTime()}.
 */
final class Inbox {
    /** A gap that is still there is told again no sooner. */
    private static final long GAP_NANOS = 200_000_000L;
    /** What was received is told late if nothing was acknowledged: nobody waits for it but who would ask. */
    private static final int RECEIVED_LATER = 10;

    private final Limits limits;
    private final ToLongFunction<Object> size;
    private final long halfWindow;
    private long received;
    private long acknowledged;
    /** In bytes, of what was received and is not acknowledged, in order. */
    private final ArrayDeque<Long> sizes = new ArrayDeque<>();

    private long waitingBytes;
    private long allReceivedBytes;
    /** Of what was acknowledged since that was told. */
    private long acknowledgedBytes;
    /** Acknowledged before others that came first. */
    private final TreeSet<Long> ahead = new TreeSet<>();

    private long saidAcknowledged;
    private boolean gap;
    private boolean gapSaid;
    private long gapAt;
    private boolean silent = true;
    private long sayAt;

    /** @param size of an item in bytes, as the other end's window counts it */
    Inbox(Limits limits, ToLongFunction<Object> size) {
        this.limits = limits;
        this.size = size;
        this.halfWindow = Math.min(limits.bytes(), Limits.LEAST_WINDOW) / 2;
    }

    /**
     * Takes in a frame.
     *
     * @return the items that are new, of which the first has the number {@link #received()}{@code + 1} of before
     */
    <M> List<M> take(Frame<M> frame, long tick) {
        long before = received;
        boolean missing = frame.first() > received + 1;
        List<M> fresh = List.of();
        if (!missing && frame.next() > received + 1) {
            fresh = frame.items()
                    .subList((int) (received + 1 - frame.first()), frame.items().size());
            received = frame.next() - 1;
            fresh.forEach(this::await);
            gap = false;
        }
        if (missing && (!gap || frame.asks() || tick - gapAt >= GAP_NANOS)) {
            gap = true;
            gapSaid = false;
            gapAt = tick;
            sayBy(tick);
        }
        if (frame.asks()) {
            sayBy(tick);
        }
        if (received > before) {
            sayBy(tick + RECEIVED_LATER * limits.acknowledgeAfter().toNanos());
        }
        return fresh;
    }

    private void await(Object item) {
        long bytes = size.applyAsLong(item);
        sizes.add(bytes);
        waitingBytes += bytes;
        allReceivedBytes += bytes;
    }

    /** How many items were received and are not acknowledged. */
    long waiting() {
        return received - acknowledged;
    }

    /** The bytes of these. */
    long waitingBytes() {
        return waitingBytes;
    }

    /** The bytes of all items that were received, each once. */
    long allReceivedBytes() {
        return allReceivedBytes;
    }

    /** An item that was received has taken effect for good; in any order. */
    void acknowledge(long number, long tick) {
        if (number <= acknowledged) {
            return;
        }
        ahead.add(number);
        long before = acknowledged;
        while (!ahead.isEmpty() && ahead.first() == acknowledged + 1) {
            acknowledged = ahead.pollFirst();
        }
        if (acknowledged > before) {
            acknowledged(tick);
        }
    }

    /** All items up to this number, which was received, have taken effect for good. */
    void acknowledgeUpTo(long number, long tick) {
        if (number > acknowledged) {
            ahead.headSet(number, true).clear();
            acknowledged = number;
            acknowledged(tick);
        }
    }

    private void acknowledged(long tick) {
        while (sizes.size() > received - acknowledged) {
            long bytes = sizes.remove();
            acknowledgedBytes += bytes;
            waitingBytes -= bytes;
        }
        boolean half = acknowledged - saidAcknowledged >= limits.items() / 2 || acknowledgedBytes >= halfWindow;
        sayBy(half ? tick : tick + limits.acknowledgeAfter().toNanos());
    }

    private void sayBy(long tick) {
        if (silent || tick - sayAt < 0) {
            sayAt = tick;
        }
        silent = false;
    }

    /** Whether there is something to tell; then {@link #sayAt} is a tick. */
    boolean isToSay() {
        return !silent;
    }

    /** By when the other end is to be told. */
    long sayAt() {
        return sayAt;
    }

    long received() {
        return received;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** Whether a gap is to be told now. */
    boolean again() {
        return gap && !gapSaid;
    }

    /** A frame has told all there is to tell. */
    void said() {
        saidAcknowledged = acknowledged;
        acknowledgedBytes = 0;
        gapSaid = true;
        silent = true;
    }
}
