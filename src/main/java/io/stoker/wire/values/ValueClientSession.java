package io.stoker.wire.values;

import io.stoker.wire.Alarm;
import io.stoker.wire.Gate;
import io.stoker.wire.Sizes;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Links;
import io.stoker.wire.channel.MovableLink;
import io.stoker.wire.channel.Pump;
import java.util.HashSet;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of a session with a server of values. While something is under way and the server is silent, it says
 * again that the session is to be opened, so that it hears if the server has forgotten it; so it does when something
 * begins after a second without a word. Not thread-safe; ticks are nanoseconds.
 */
final class ValueClientSession {
    /** After so long without a word the server is asked whether it still knows the session. */
    static final long SILENT_NANOS = 1_000_000_000L;
    /** A part, and what names its value. */
    private static final long MOST_OF_PART = ValueClient.PART + 1_024;

    private final UUID id = UUID.randomUUID();
    /** The transfers that the server knows of. */
    private final Set<Long> brought = new HashSet<>();

    private final Set<Long> fetched = new HashSet<>();

    private @Nullable Pump<WireMessage, ToValueServer.Item> pump;
    private @Nullable MovableLink<ToValueServer.Item> link;
    private long openAt;
    private long heard;
    /** When something was under way last. */
    private long neededAt;

    /** @param openAt when it is to be opened */
    ValueClientSession(long openAt) {
        this.openAt = openAt;
        this.heard = openAt;
        this.neededAt = openAt;
    }

    UUID id() {
        return id;
    }

    /** Whether the server has taken it up. */
    boolean isOpen() {
        return pump != null;
    }

    /** Whether the server was silent, and nothing under way, for so long that the server forgets it, or is gone. */
    boolean isForgotten(long tick) {
        return tick - heard >= ValueServer.FORGET_NANOS && tick - neededAt >= ValueServer.FORGET_NANOS;
    }

    private Pump<WireMessage, ToValueServer.Item> pump() {
        return Objects.requireNonNull(pump, "not open");
    }

    /**
     * The server has taken it up.
     *
     * @param links those of the client's actor
     * @return false if it has done so before, and knows nothing of that any more: this one is over
     */
    boolean opened(ToValueClient.Opened opened, Links links, long tick) {
        MovableLink<ToValueServer.Item> now = link;
        if (pump == null || now == null) {
            now = new MovableLink<>(opened.channel());
            link = now;
            pump = new Pump<>(opened.channel(), 0, now, Limits.VALUES, Sizes::ofItem);
        }
        now.at(opened.server(), links);
        heard = tick;
        return pump.session().equals(opened.channel());
    }

    /** It is over. */
    void close() {
        if (pump != null) {
            pump.close();
        }
    }

    /** Whether a part can leave at once. */
    boolean hasRoom() {
        return pump().bytes() + MOST_OF_PART <= Limits.VALUES.bytes();
    }

    /** Whether something may be sent about a transfer: of so many at a time, and no more, the server takes note. */
    boolean mayKnow(ValueTransfer<?> transfer) {
        Set<Long> known = transfer instanceof IncomingValue ? fetched : brought;
        return known.contains(transfer.number()) || known.size() < ValueSession.MOST_TRANSFERS;
    }

    /**
     * The server has forgotten a transfer, or is to. No two have one number.
     *
     * @return whether it knew of it
     */
    boolean over(long transfer) {
        return brought.remove(transfer) || fetched.remove(transfer);
    }

    /** Sends an item, and says its number. */
    long send(ToValueServer.Item item) {
        (item instanceof ToValueServer.Get ? fetched : brought).add(item.transfer());
        return pump().send(item);
    }

    /** Tells the server to forget a transfer, if it knows of it. */
    void stop(long transfer) {
        if (over(transfer)) {
            pump().send(new ToValueServer.Stop(transfer));
        }
    }

    /** All items up to this number have taken effect. */
    long acknowledged() {
        return pump().acknowledged();
    }

    /**
     * Takes in a frame.
     *
     * @return whether it was one of this session
     */
    boolean receive(Frame<?> frame, long tick, Gate gate, Consumer<WireMessage> handler) {
        if (pump == null || !pump.isOf(frame)) {
            return false;
        }
        String flaw = pump.flaw(frame);
        if (flaw != null) {
            gate.refuse(frame, "a frame that does not fit its session: " + flaw);
            return false;
        }
        heard = tick;
        receive(pump, frame, tick, handler);
        pump.acknowledgeUpTo(pump.received(), tick);
        return true;
    }

    @SuppressWarnings("unchecked") // items are looked at one by one
    private static void receive(Pump<WireMessage, ?> pump, Frame<?> frame, long tick, Consumer<WireMessage> handler) {
        pump.receive((Frame<WireMessage>) frame, tick, (item, number) -> handler.accept(item));
    }

    /**
     * Lets go what was sent.
     *
     * @param underWay whether something is waited for
     * @param opener says that the session is to be opened, or gone on with
     * @return when to call this again though nothing has happened; empty for never
     */
    OptionalLong flush(long tick, boolean underWay, Consumer<Boolean> opener) {
        if (underWay) {
            neededAt = tick;
        }
        if (underWay && tick - openAt >= 0 && (!isOpen() || tick - heard >= SILENT_NANOS)) {
            opener.accept(isOpen());
            openAt = tick + SILENT_NANOS;
        }
        OptionalLong wake = OptionalLong.empty();
        if (pump != null) {
            pump.flush(tick);
            wake = pump.wakeAt();
        }
        return underWay ? Alarm.earlier(wake, OptionalLong.of(nextOpen())) : wake;
    }

    private long nextOpen() {
        long silentAt = heard + SILENT_NANOS;
        return isOpen() && silentAt - openAt > 0 ? silentAt : openAt;
    }
}
