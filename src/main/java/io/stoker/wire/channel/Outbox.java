package io.stoker.wire.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What one end sends in a lane: items numbered without a gap, kept until they are acknowledged. Not thread-safe; ticks
 * are those of {@code System.nanoTime()}.
 *
 * @param <M> the items
 */
final class Outbox<M> {
    private final Limits limits;
    private final ToLongFunction<? super M> size;
    /** Sent and unacknowledged, by number from {@code acknowledged + 1} on; then those to be sent. */
    private final ArrayDeque<Item<M>> sent = new ArrayDeque<>();

    private final ArrayDeque<Item<M>> unsent = new ArrayDeque<>();
    private long sentBytes;
    private long unsentBytes;
    private long acknowledged;
    private long received;
    private long askAt;
    private long patience;
    private long progressAt;
    /** It was asked, and has not said that it has all there was. */
    private boolean unanswered;

    private long allSentBytes;
    private long resent;

    private record Item<M>(M content, long bytes) {}

    /** @param size of an item in bytes, roughly; called once for each */
    Outbox(Limits limits, ToLongFunction<? super M> size) {
        this.limits = limits;
        this.size = size;
        this.patience = limits.askAfter().toNanos();
    }

    void add(M item) {
        Item<M> added = new Item<>(item, size.applyAsLong(item));
        unsent.add(added);
        unsentBytes += added.bytes();
    }

    /** The number of the next item to be sent. */
    long next() {
        return acknowledged + sent.size() + 1;
    }

    /** Whether the window lets something be sent. */
    boolean isReady() {
        Item<M> first = unsent.peek();
        return first != null && fits(first);
    }

    /** Whether there is something to send, when the window lets it. */
    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    /** Whether one more item would be within the window. */
    boolean hasRoom() {
        return size() < limits.items() && bytes() < limits.bytes();
    }

    private boolean fits(Item<M> item) {
        return sent.isEmpty() || (sent.size() < limits.items() && sentBytes + item.bytes() <= limits.bytes());
    }

    /** The next frame's items, which count as sent; empty if there is nothing to send, or the window is full. */
    List<M> take(long tick) {
        List<M> taken = new ArrayList<>();
        if (sent.isEmpty()) {
            progress(tick);
        }
        long bytes = 0;
        for (Item<M> item = unsent.peek();
                item != null && fits(item) && (taken.isEmpty() || bytes + item.bytes() <= limits.frameBytes());
                item = unsent.peek()) {
            bytes += item.bytes();
            taken.add(forward().content());
        }
        allSentBytes += bytes;
        return taken;
    }

    /** Whether the other end can have received and acknowledged as much as it says. */
    boolean admits(long saysReceived, long saysAcknowledged) {
        return saysAcknowledged <= saysReceived && saysReceived < end();
    }

    /** The number after the last item there is. */
    long end() {
        return next() + unsent.size();
    }

    /** Takes in how far the items have come at the other end, and whether it misses what follows. */
    void heard(long nowReceived, long nowAcknowledged, boolean again, long tick) {
        if (nowReceived > received || nowAcknowledged > acknowledged) {
            progress(tick);
        }
        boolean outdated = nowReceived < received;
        received = Math.max(received, nowReceived);
        while (next() <= received) { // it was told to be missing, and has come after all
            forward();
        }
        while (acknowledged < nowAcknowledged) {
            sentBytes -= sent.remove().bytes();
            acknowledged++;
        }
        if (received == next() - 1) {
            unanswered = false;
        }
        if (again && !outdated) {
            while (next() > received + 1) {
                back();
            }
            progress(tick);
        }
    }

    /** The first item that was to be sent counts as sent. */
    private Item<M> forward() {
        Item<M> item = unsent.removeFirst();
        unsentBytes -= item.bytes();
        sent.addLast(item);
        sentBytes += item.bytes();
        return item;
    }

    /** The last item that was sent is to be sent again. */
    private void back() {
        Item<M> item = sent.removeLast();
        resent++;
        sentBytes -= item.bytes();
        unsent.addFirst(item);
        unsentBytes += item.bytes();
    }

    private void progress(long tick) {
        progressAt = tick;
        unanswered = false;
        patience = limits.askAfter().toNanos();
        askAt = tick + patience;
    }

    /** Whether an acknowledgement is waited for; then {@link #askAt} is a tick. */
    boolean isWaiting() {
        return !sent.isEmpty();
    }

    /** When the other end is to be asked what it has. */
    long askAt() {
        return askAt;
    }

    /** The other end was asked. */
    void asked(long tick) {
        askAt = tick + patience;
        patience = Math.min(2 * patience, limits.askAtMost().toNanos());
        unanswered = true;
    }

    /** Whether the other end was asked since there was progress, and has not said that it has all that was sent. */
    boolean isUnanswered() {
        return unanswered;
    }

    /** When the other end was told to have more than before, or the first of what it is to have was sent. */
    long progressAt() {
        return progressAt;
    }

    /** All items up to this number are acknowledged. */
    long acknowledged() {
        return acknowledged;
    }

    /** How many items are not acknowledged. */
    int size() {
        return sent.size() + unsent.size();
    }

    /** The bytes of the items that are not acknowledged. */
    long bytes() {
        return sentBytes + unsentBytes;
    }

    /** The bytes of all items that were sent, as often as they were. */
    long allSentBytes() {
        return allSentBytes;
    }

    /** How many items were to be sent again. */
    long resent() {
        return resent;
    }
}
