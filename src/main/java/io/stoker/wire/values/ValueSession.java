package io.stoker.wire.values;

import akka.actor.typed.ActorRef;
import io.stoker.wire.Gate;
import io.stoker.wire.Sizes;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.Unreadable;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Links;
import io.stoker.wire.channel.MovableLink;
import io.stoker.wire.channel.Pump;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server's end of a session with a client that brings and fetches values. Of what is fetched no more is read than the
 * channel's window has room for. Not thread-safe; ticks are nanoseconds.
 */
final class ValueSession implements ReceivedValue.Outlet {
    /**
     * So many values are brought at a time, and as many fetched: each costs some 200 bytes, and a client that has more
     * keeps the others back until it is their turn. Those that are put off do not hold up what needs no space.
     */
    static final int MOST_TRANSFERS = 1_000;
    /** A client's parts that are not written are no more than its window and one frame; twice that is no mistake. */
    private static final long MOST_WAITING_BYTES = 2 * Limits.VALUES.bytes();

    private static final long MOST_WAITING = Limits.VALUES.items();
    /** A client that acknowledges nothing is told no more than this. */
    private static final int MOST_ANSWERS = Limits.VALUES.items();

    private final ToValueServer.Open opening;
    private final ValueKeeper keeper;
    private final Links links;
    private final MovableLink<ToValueClient.Item> link;
    private final Stages stages;
    private final LongSupplier clock;
    private final Runnable touched;
    private final Pump<WireMessage, ToValueClient.Item> pump;
    private final Map<Long, ReceivedValue> received = new LinkedHashMap<>();
    private final Map<Long, SentValue> sent = new LinkedHashMap<>();
    private final PartOrder order = new PartOrder();
    /** Of parts that are being read. */
    private long reading;

    private ActorRef<WireMessage> ref;
    private long heard;

    /**
     * A session that a client opens.
     *
     * @param links those of the server's actor
     * @param touched is told when there may be something to send
     */
    ValueSession(
            ToValueServer.Open open,
            ValueKeeper keeper,
            Links links,
            Stages stages,
            LongSupplier clock,
            Runnable touched) {
        this.opening = open;
        this.ref = open.replyTo();
        this.keeper = keeper;
        this.stages = stages;
        this.clock = clock;
        this.touched = touched;
        this.links = links;
        UUID channel = UUID.randomUUID();
        this.link = new MovableLink<>(channel);
        this.link.at(ref, links);
        this.pump = new Pump<>(channel, 0, link, Limits.VALUES, Sizes::ofItem);
    }

    /** The id that the client has given it. */
    UUID id() {
        return opening.session();
    }

    UUID client() {
        return opening.client();
    }

    /** The id of its frames. */
    UUID channel() {
        return pump.session();
    }

    /** When the client was heard of last. */
    long heard() {
        return heard;
    }

    /** Where the client is. */
    ActorRef<WireMessage> ref() {
        return ref;
    }

    /** The client has said where it is. */
    void at(ActorRef<WireMessage> now) {
        ref = now;
        link.at(now, links);
        heard = clock.getAsLong();
    }

    /** What the client does that none of ours does, and that would fill the memory; null if all is well. */
    @Nullable
    String excess() {
        if (pump.waiting() > MOST_WAITING || pump.waitingBytes() > MOST_WAITING_BYTES) {
            return pump.waiting() + " items with " + pump.waitingBytes()
                    + " bytes were sent that are not written yet, and the window has " + MOST_WAITING + " with "
                    + Limits.VALUES.bytes();
        }
        return pump.size() <= MOST_ANSWERS
                ? null
                : pump.size() + " answers are not acknowledged, and there may be no more than " + MOST_ANSWERS;
    }

    /** Tells the client that the session is not gone on with. */
    boolean refuse(String reason) {
        ref.tell(new ToValueClient.SessionRefused(id(), reason));
        return true;
    }

    /** It is over: what has come and is not written is let go. */
    void close() {
        pump.close();
        sent.clear();
        List.copyOf(received.values()).forEach(ReceivedValue::end);
    }

    /** Takes a frame in; {@code gate} refuses what is malformed. */
    void receive(Frame<?> frame, Gate gate) {
        String flaw = pump.isOf(frame) ? pump.flaw(frame) : "there is no lane " + frame.lane();
        if (flaw != null) {
            gate.refuse(frame, "a frame that does not fit its session: " + flaw);
            return;
        }
        heard = clock.getAsLong();
        receive(frame, heard, gate);
    }

    @SuppressWarnings("unchecked") // items are looked at one by one
    private void receive(Frame<?> frame, long tick, Gate gate) {
        pump.receive((Frame<WireMessage>) frame, tick, (item, number) -> take(item, number, gate));
    }

    private void take(WireMessage item, long number, Gate gate) {
        if (!gate.admits(item, reason -> refuse(item, reason))) {
            acknowledge(number);
        } else if (item instanceof ToValueServer.Put put) {
            put(put, number);
        } else {
            if (item instanceof ToValueServer.Get get) {
                get(get);
            } else if (item instanceof ToValueServer.Stop stop) {
                stop(stop.transfer());
            } else {
                gate.refuse(item, "a " + item.kind() + ", which is nothing that a server of values gets");
            }
            acknowledge(number);
        }
    }

    private void get(ToValueServer.Get get) {
        if (mayBegin(get.transfer(), sent, "fetches")) {
            sent.put(get.transfer(), new SentValue(get));
        }
    }

    private void put(ToValueServer.Put put, long number) {
        ReceivedValue value = received.get(put.transfer());
        if (value == null && put.offset() > 0) {
            // As those that were under way when it was refused, or found to be whole, of which the client knows then.
            tell(new ToValueClient.ValueRefused(
                    put.transfer(),
                    "the server does not know it: it was refused before, or its first part has not come"));
        } else if (value == null && mayBegin(put.transfer(), received, "brings")) {
            value = new ReceivedValue(put.transfer(), put.value(), client(), keeper, this);
            received.put(put.transfer(), value);
        }
        if (value == null) {
            acknowledge(number);
        } else {
            value.take(put, number);
        }
    }

    /** Whether another transfer can be begun; if not, the client is told. */
    private boolean mayBegin(long transfer, Map<Long, ?> others, String does) {
        boolean may = others.size() < MOST_TRANSFERS || others.containsKey(transfer);
        if (!may) {
            String reason = "this client " + does + " " + others.size() + " values, and there may be no more at a time";
            tell(new ToValueClient.ValueRefused(transfer, reason));
        }
        return may;
    }

    private boolean refuse(WireMessage item, String reason) {
        WireMessage readable = item instanceof Unreadable unreadable ? unreadable.rest() : item;
        if (!(readable instanceof ToValueServer.Item about)) {
            return false;
        }
        ReceivedValue value = received.get(about.transfer());
        if (value == null) {
            tell(new ToValueClient.ValueRefused(about.transfer(), reason));
        } else {
            value.refuse(reason);
        }
        return true;
    }

    private void stop(long transfer) {
        sent.remove(transfer);
        ReceivedValue value = received.get(transfer);
        if (value != null) {
            value.stop();
        }
    }

    @Override
    public Stages stages() {
        return stages;
    }

    @Override
    public void tell(ToValueClient.Item answer) {
        pump.send(answer);
        touched.run();
    }

    @Override
    public void end(ReceivedValue value) {
        received.remove(value.transfer(), value);
    }

    @Override
    public void acknowledge(long item) {
        pump.acknowledge(item, clock.getAsLong());
        touched.run();
    }

    /** Reads what there is room for, and lets go what is to be sent. */
    void flush() {
        for (SentValue next = next(); next != null; next = next()) {
            read(next);
        }
        pump.flush(clock.getAsLong());
    }

    private @Nullable SentValue next() {
        SentValue next = order.next(sent.values(), SentValue::isReady, SentValue::left);
        long bytes = pump.bytes() + reading;
        boolean fits = next != null && (bytes == 0 || bytes + next.length() <= Limits.VALUES.bytes());
        return fits ? next : null;
    }

    private void read(SentValue value) {
        int length = value.length();
        reading += length;
        value.read();
        stages.then(keeper.read(value.value(), value.next(), length), (bytes, failure) -> {
            reading -= length;
            if (sent.get(value.transfer()) == value) {
                read(value, bytes, failure);
            }
            touched.run();
        });
    }

    private void read(SentValue value, byte @Nullable [] bytes, @Nullable Throwable failure) {
        if (bytes == null) {
            sent.remove(value.transfer());
            tell(ReceivedValue.answer(value.transfer(), failure));
            return;
        }
        tell(new ToValueClient.Part(value.transfer(), value.next(), bytes));
        if (value.sent()) {
            sent.remove(value.transfer());
        }
    }

    /** When {@link #flush} is to be called though nothing has happened; empty for never. */
    OptionalLong wakeAt() {
        return pump.wakeAt();
    }
}
