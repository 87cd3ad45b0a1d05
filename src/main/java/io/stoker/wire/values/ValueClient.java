package io.stoker.wire.values;

import akka.actor.typed.ActorRef;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.Alarm;
import io.stoker.wire.Gate;
import io.stoker.wire.Secret;
import io.stoker.wire.Serving;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.Unreadable;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that one JVM brings to a {@linkplain ValueServer server} and fetches from it: the controller's store, or
 * the memory of an engine. They share the channel; they go on where they were when the controller or the ActorSystem is
 * another one. Whoever cancels a future ends its transfer, at both ends. Thread-safe; ticks are nanoseconds.
 */
public final class ValueClient {
    /** A value travels in parts of so many bytes. */
    static final int PART = 128 * 1024;

    private final UUID id = UUID.randomUUID();
    /** By their numbers, and so the oldest first. */
    private final TreeMap<Long, ValueTransfer<?>> transfers = new TreeMap<>();

    private final PartOrder order = new PartOrder();
    private long lastTransfer;
    private @Nullable Serving serving;
    private @Nullable ActorRef<? super ToValueServer.Open> door;
    /** What lets this one in at the door. */
    private Secret pass = Secret.random();

    private @Nullable ValueClientSession session;
    /** When a part of any value was taken last. */
    private long movedAt;

    private boolean flushed;
    private long sentBytes;
    private long receivedBytes;
    private @Nullable StokerException closed;
    private Runnable bell = () -> {};

    /**
     * Brings a value to the server.
     *
     * @return completes when it is whole there, and durable if the server has a store
     */
    public CompletableFuture<Void> bring(StoredValue value, byte[] bytes, Patience patience) {
        OutgoingValue outgoing;
        synchronized (this) {
            if (closed != null) {
                return CompletableFuture.failedFuture(closed);
            }
            outgoing = new OutgoingValue(++lastTransfer, value, bytes, patience);
            transfers.put(outgoing.number(), outgoing);
        }
        return begun(outgoing);
    }

    /** Fetches a value from the server; takes the memory for it at once. */
    public CompletableFuture<byte[]> fetch(StoredValue value) {
        IncomingValue incoming;
        synchronized (this) {
            if (closed != null) {
                return CompletableFuture.failedFuture(closed);
            }
            incoming = new IncomingValue(++lastTransfer, value);
            transfers.put(incoming.number(), incoming);
        }
        return begun(incoming);
    }

    private <T> CompletableFuture<T> begun(ValueTransfer<T> transfer) {
        // The server is to be told of one that was cancelled.
        var unused = transfer.done().whenComplete((value, failure) -> ring());
        ring();
        return transfer.done();
    }

    private void ring() {
        Runnable ring;
        synchronized (this) {
            ring = bell;
        }
        ring.run();
    }

    /** Fails all that is under way, and all that follows. */
    public void close(StokerException reason) {
        synchronized (this) {
            closed = reason;
        }
        failAll(reason);
    }

    /** Fails all that is under way. */
    public void failAll(StokerException exception) {
        all().forEach(transfer -> transfer.done().completeExceptionally(exception));
    }

    private synchronized List<ValueTransfer<?>> all() {
        return List.copyOf(transfers.values());
    }

    /** The controller has been heard of. */
    public void serving(Serving now) {
        synchronized (this) {
            if (door != null && now.equals(serving)) {
                return;
            }
            serving = now;
            door = now.controller();
            pass = now.pass();
            end();
        }
        ring();
    }

    /**
     * An engine is the server, and is to be found there.
     *
     * @param ticket the engine's
     */
    public void servedBy(ActorRef<ToDirect> engine, Secret ticket) {
        synchronized (this) {
            pass = ticket;
            if (engine.equals(door)) {
                return;
            }
            door = engine;
            end();
        }
        ring();
    }

    /** In a new ActorSystem it has to be heard of anew who the server is. */
    public synchronized void forgetServer() {
        door = null;
        end();
    }

    /** The bytes of all parts that were sent, as often as they were. */
    public synchronized long sentBytes() {
        return sentBytes;
    }

    /** The bytes of all parts that came. */
    public synchronized long receivedBytes() {
        return receivedBytes;
    }

    /** Rung, from any thread, when there is something to send. The one before is forgotten. */
    synchronized void onRing(Runnable ring) {
        bell = ring;
    }

    /**
     * Gives up what has stood still for too long, and sends what there is to send.
     *
     * @param self where the server's answers are to come
     * @return when to call this again though nothing has happened; empty for never
     */
    OptionalLong flush(long tick, ActorRef<WireMessage> self) {
        Map<ValueTransfer<?>, StokerException> late = new LinkedHashMap<>();
        synchronized (this) {
            if (!flushed) {
                flushed = true;
                movedAt = tick;
            }
            for (ValueTransfer<?> transfer : transfers.values()) {
                StokerException over = transfer.look(tick, movedAt);
                if (over != null) {
                    late.put(transfer, over);
                }
            }
        }
        late.forEach((transfer, over) -> transfer.done().completeExceptionally(over));
        synchronized (this) {
            return send(tick, self);
        }
    }

    private Stream<OutgoingValue> outgoing() {
        return transfers.values().stream()
                .filter(OutgoingValue.class::isInstance)
                .map(OutgoingValue.class::cast);
    }

    private OptionalLong send(long tick, ActorRef<WireMessage> self) {
        ActorRef<? super ToValueServer.Open> to = door;
        List<ValueTransfer<?>> ended = takeEnded();
        if (transfers.isEmpty() && session != null && session.isForgotten(tick)) {
            end(); // its last items may be unacknowledged, and the server would be asked for them for ever
        }
        if (session == null && to != null && !transfers.isEmpty()) {
            begin(tick);
        }
        ValueClientSession now = session;
        if (to == null || now == null) {
            return wakeAt(tick);
        }
        if (now.isOpen()) {
            ended.forEach(one -> now.stop(one.number()));
            ask(now, tick);
            sendParts(now);
        }
        OptionalLong wake = now.flush(
                tick,
                !transfers.isEmpty(),
                continued -> to.tell(new ToValueServer.Open(now.id(), continued, id, pass, self)));
        return Alarm.earlier(wake, wakeAt(tick));
    }

    /** The session is over, if there is one. */
    private void end() {
        if (session != null) {
            session.close();
        }
        session = null;
    }

    /** Begins another session, which is to be opened then. */
    private void begin(long openAt) {
        end();
        session = new ValueClientSession(openAt);
        transfers.values().forEach(ValueTransfer::restart);
    }

    /** Those that were cancelled or given up. */
    private List<ValueTransfer<?>> takeEnded() {
        List<ValueTransfer<?>> ended = new ArrayList<>();
        transfers.values().removeIf(transfer -> transfer.done().isDone() && ended.add(transfer));
        return ended;
    }

    private void ask(ValueClientSession now, long tick) {
        for (ValueTransfer<?> transfer : transfers.values()) {
            if (transfer.askIn(tick) <= 0 && now.mayKnow(transfer)) {
                now.send(transfer.ask());
            }
        }
    }

    private void sendParts(ValueClientSession now) {
        List<OutgoingValue> values = outgoing().toList();
        while (now.hasRoom()) {
            OutgoingValue next =
                    order.next(values, value -> value.isReady() && now.mayKnow(value), OutgoingValue::left);
            if (next == null) {
                return;
            }
            ToValueServer.Put part = next.part();
            sentBytes += part.bytes().length;
            next.sent(now.send(part));
        }
    }

    private OptionalLong wakeAt(long tick) {
        ValueClientSession now = door == null ? null : session;
        long in = Long.MAX_VALUE;
        for (ValueTransfer<?> transfer : transfers.values()) {
            in = Math.min(in, transfer.giveUpIn(tick, movedAt));
            if (now != null && now.isOpen() && now.mayKnow(transfer)) {
                in = Math.min(in, transfer.askIn(tick));
            }
        }
        return in == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(tick + in);
    }

    /**
     * The server has taken a session up; if it was for the second time, another one is begun.
     *
     * @param links those of the actor of now
     */
    synchronized void opened(ToValueClient.Opened opened, Links links, long tick) {
        if (session != null && session.id().equals(opened.session()) && !session.opened(opened, links, tick)) {
            end();
        }
    }

    /** The server knows nothing of a session: another one is begun. */
    synchronized void closed(ToValueClient.Closed closed) {
        if (isNow(closed.session())) {
            end();
        }
    }

    /** The server does not want a session: another one is begun after a while. */
    synchronized void refused(ToValueClient.SessionRefused refused, long tick) {
        if (isNow(refused.session())) {
            outgoing().forEach(value -> value.putOff(refused.reason()));
            begin(tick + ValueClientSession.SILENT_NANOS);
        }
    }

    private boolean isNow(UUID id) {
        return session != null && session.id().equals(id);
    }

    /**
     * Takes in a frame.
     *
     * @param gate refuses what is malformed
     */
    void receive(Frame<?> frame, long tick, Gate gate) {
        List<Runnable> news = new ArrayList<>();
        synchronized (this) {
            ValueClientSession now = session;
            if (now == null || !now.receive(frame, tick, gate, item -> news.add(taken(item, tick, gate)))) {
                return;
            }
            long acknowledged = now.acknowledged();
            outgoing().forEach(value -> {
                if (value.acknowledged(acknowledged, tick)) {
                    movedAt = tick;
                }
            });
        }
        news.forEach(Runnable::run);
    }

    /** @return what is to be done about it outside of the lock */
    private Runnable taken(WireMessage item, long tick, Gate gate) {
        boolean fine = gate.admits(item, reason -> false);
        WireMessage readable = item instanceof Unreadable unreadable ? unreadable.rest() : item;
        ValueTransfer<?> transfer =
                readable instanceof ToValueClient.Item about ? transfers.get(about.transfer()) : null;
        if (transfer == null) {
            return () -> {}; // it was cancelled
        }
        try {
            if (!fine) {
                throw new StokerException("the server's answer about a value cannot be read; the log says why");
            }
            return taken(transfer, readable, tick);
        } catch (StokerException e) {
            // It stays among the transfers, so that the server hears of its end.
            return () -> transfer.done().completeExceptionally(e);
        }
    }

    private Runnable taken(ValueTransfer<?> transfer, WireMessage item, long tick) {
        if (transfer instanceof IncomingValue value && item instanceof ToValueClient.Part part) {
            receivedBytes += part.bytes().length;
            return value.arrived(part) ? over(value, value::complete) : () -> {};
        }
        if (transfer instanceof OutgoingValue value && item instanceof ToValueClient.Has has) {
            return value.has(has.bytes(), tick) ? over(value, () -> value.done().complete(null)) : () -> {};
        }
        if (item instanceof ToValueClient.ValueDeferred later) {
            transfer.deferred(later.reason(), tick);
            return () -> {};
        }
        if (item instanceof ToValueClient.ValueRefused refused) {
            return over(transfer, () -> transfer.done().completeExceptionally(new RefusedException(refused.reason())));
        }
        throw new StokerException(
                "the server has answered with a " + item.kind() + ", which does not fit this transfer");
    }

    /** The server knows nothing of it any more. */
    private Runnable over(ValueTransfer<?> transfer, Runnable end) {
        transfers.remove(transfer.number());
        if (session != null) {
            session.over(transfer.number());
        }
        return end;
    }
}
