package io.stoker.wire.channel;

import io.stoker.wire.Alarm;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One end of one lane of a session: it numbers and keeps what is sent, and hands over what comes, each item once and in
 * order. It belongs to one actor, which {@linkplain #receive gives} it the frames that come, {@linkplain #flush lets}
 * it send when it has dealt with what there was, and wakes it {@linkplain #wakeAt when} it says; so what gathers while
 * the actor is busy leaves together. Not thread-safe; ticks are those of {@code System.nanoTime()}.
 *
 * @param <I> the items that come in
 * @param <O> the items that go out
 */
public final class Pump<I, O> {
    /** What a link has no room for is offered again after so long. */
    private static final long OFFER_NANOS = 5_000_000L;

    private final UUID session;
    private final int lane;
    private final Link<O> link;
    private final Outbox<O> outbox;
    private final Inbox inbox;
    private final long patience;
    private boolean asksNow;
    /** There is something to send for which the link had no room then. */
    private boolean isHeld;

    private long heldAt;
    /** All that is to be sent may wait until then. */
    private boolean isPatient;

    private long patientUntil;

    /**
     * The end of a new session.
     *
     * @param session the other end has the same
     * @param size of an item of either direction in bytes, roughly; the other end takes it for as much
     */
    public Pump(UUID session, int lane, Link<O> link, Limits limits, ToLongFunction<Object> size) {
        this.session = session;
        this.lane = lane;
        this.link = link;
        this.outbox = new Outbox<>(limits, size);
        this.inbox = new Inbox(limits, size);
        this.patience = limits.acknowledgeAfter().toNanos();
    }

    /** Whether a frame is of this lane and session; any other one is to be dropped. */
    public boolean isOf(Frame<?> frame) {
        return frame.session().equals(session) && frame.lane() == lane;
    }

    /** What is wrong with a frame of this session, which is well-formed by itself; null if nothing is. */
    public @Nullable String flaw(Frame<?> frame) {
        if (outbox.admits(frame.received(), frame.acknowledged())) {
            return null;
        }
        return "it says that " + frame.received() + " items were received and " + frame.acknowledged()
                + " acknowledged, but there were only " + (outbox.end() - 1);
    }

    /** Whether there is room in the window: whoever has much to send waits for that. */
    public boolean hasRoom() {
        return outbox.hasRoom();
    }

    /** The bytes of the items that were sent, or are to be, and are not acknowledged. */
    public long unacknowledgedBytes() {
        return outbox.bytes();
    }

    /**
     * Sends an item when there is room for it: with the next {@link #flush}, or later.
     *
     * @return its number
     */
    public long send(O item) {
        isPatient = false;
        return add(item);
    }

    /**
     * As {@link #send}, of an item that nobody is in a hurry for: it leaves with the next one, whether of this kind or
     * not, or when an acknowledgement would leave alone.
     */
    public long sendSoon(O item, long tick) {
        isPatient = !outbox.hasUnsent();
        patientUntil = tick + patience;
        return add(item);
    }

    private long add(O item) {
        long number = outbox.end();
        outbox.add(item);
        return number;
    }

    /** The next {@link #flush} asks the other end to say what it has, and so that it is there. */
    public void ask() {
        asksNow = true;
    }

    /**
     * Takes in a frame of this session that has no flaw.
     *
     * @param handler is given the items that are new, each with its number, in order
     */
    public void receive(Frame<? extends I> frame, long tick, BiConsumer<? super I, Long> handler) {
        link.heard(frame.received());
        outbox.heard(frame.received(), frame.acknowledged(), frame.again(), tick);
        isPatient = isPatient && !frame.again(); // what is missed over there is to be sent again
        long number = inbox.received();
        List<? extends I> fresh = inbox.take(frame, tick);
        for (I item : fresh) {
            handler.accept(item, ++number);
        }
    }

    /** An item that came has taken effect for good; in any order. */
    public void acknowledge(long number, long tick) {
        inbox.acknowledge(number, tick);
    }

    /** All items that came, up to this number, have taken effect for good. */
    public void acknowledgeUpTo(long number, long tick) {
        inbox.acknowledgeUpTo(number, tick);
    }

    /** The number of the last item that came; 0 if none has. */
    public long received() {
        return inbox.received();
    }

    /** How many items have come and are not acknowledged. */
    public long waiting() {
        return inbox.waiting();
    }

    /** The bytes of the items that have come and are not acknowledged. */
    public long waitingBytes() {
        return inbox.waitingBytes();
    }

    /** Sends what is to be sent and what window and link let through, and what is due to be told or asked. */
    public void flush(long tick) {
        isPatient = isPatient && tick - patientUntil < 0;
        while (outbox.isReady() && !isPatient && link.hasRoom()) {
            long first = outbox.next();
            send(first, false, outbox.take(tick));
        }
        isHeld = outbox.isReady() && !isPatient;
        heldAt = tick;
        if (mustAsk(tick) || (inbox.isToSay() && tick - inbox.sayAt() >= 0)) {
            boolean asks = asksNow;
            asksNow = false;
            send(outbox.next(), asks, List.of());
        }
    }

    /** Also tells the link of the time in which nothing has moved. */
    private boolean mustAsk(long tick) {
        boolean isLost = link.takeLost() && outbox.isWaiting();
        boolean isDue = outbox.isWaiting() && tick - outbox.askAt() >= 0;
        if (isDue && outbox.isUnanswered()) {
            link.stalled(outbox.progressAt());
        }
        asksNow = asksNow || isDue || isLost;
        if (asksNow) {
            outbox.asked(tick);
        }
        return asksNow;
    }

    private void send(long first, boolean asks, List<O> items) {
        link.send(
                new Frame<>(session, lane, first, inbox.received(), inbox.acknowledged(), inbox.again(), asks, items));
        inbox.said();
    }

    /** When {@link #flush} is to be called though nothing has happened; empty if never. */
    public OptionalLong wakeAt() {
        OptionalLong wake = inbox.isToSay() ? OptionalLong.of(inbox.sayAt()) : OptionalLong.empty();
        if (outbox.isWaiting()) {
            wake = Alarm.earlier(wake, OptionalLong.of(outbox.askAt()));
        }
        if (isPatient) {
            wake = Alarm.earlier(wake, OptionalLong.of(patientUntil));
        }
        return isHeld ? Alarm.earlier(wake, OptionalLong.of(heldAt + OFFER_NANOS)) : wake;
    }

    /** The session is over: nothing is to be sent any more. */
    public void close() {
        link.close();
    }

    /** The other end has acknowledged all items up to this number; 0 for none. */
    public long acknowledged() {
        return outbox.acknowledged();
    }

    /** How many items are not acknowledged. */
    public int size() {
        return outbox.size();
    }

    /** The bytes of the items that are not acknowledged. */
    public long bytes() {
        return outbox.bytes();
    }

    /** The bytes of all items that were sent, as often as they were. */
    public long allSentBytes() {
        return outbox.allSentBytes();
    }

    /** The bytes of all items that came, each once. */
    public long allReceivedBytes() {
        return inbox.allReceivedBytes();
    }

    /** How many items had to be sent again. */
    public long resent() {
        return outbox.resent();
    }

    /** The id of the session. */
    public UUID session() {
        return session;
    }
}
