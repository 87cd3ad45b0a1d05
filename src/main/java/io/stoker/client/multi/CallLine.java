package io.stoker.client.multi;

import akka.actor.typed.ActorRef;
import io.stoker.task.Failure;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.Alarm;
import io.stoker.wire.Gate;
import io.stoker.wire.Secret;
import io.stoker.wire.Sizes;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.Unreadable;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.values.ValueClient;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of this client to one engine, which does them in the order in which they were made here, and the session
 * with it. Thread-safe; ticks are nanoseconds.
 *
 * <p>Calls are given to the channel while the engine is heard of, so that none of them is in doubt if the engine says
 * that it has forgotten this client.
 */
final class CallLine {
    /** A call is kept here and at the engine, with what it brings. */
    private static final int MOST_OPEN = 10_000;

    private static final long MOST_BYTES = 64 << 20;
    /** The large values that go ahead of calls, at least one of them, are kept as well, here and at the engine. */
    private static final long MOST_AHEAD = 256 << 20;
    /** While calls are open, an engine that was silent for so long is asked whether it is there. */
    private static final long SILENT_NANOS = 1_000_000_000L;
    /** The controller is asked for an engine that has said nothing to that. */
    private static final long LOST_NANOS = 2 * SILENT_NANOS;

    private final String engine;
    private final int id;
    private final long serial;
    private final String caller;
    private final ValueClient values = new ValueClient();
    private @Nullable ActorRef<WireMessage> ref;
    /** What lets this one in there. */
    private Secret ticket = Secret.random();

    private @Nullable StokerException lost;
    private UUID session = UUID.randomUUID();
    private List<CallLane> lanes = lanes(List.of());
    /** Whether the engine was heard of in this session, and when. */
    private boolean begun;

    private long heard;
    /** Whether the session was opened where the engine is now, and when. */
    private boolean opened;

    private long openedAt;
    private long foundAt;
    private int open;
    private long bytes;
    /** In bytes, of large values. */
    private long ahead;

    /** How many calls were made to be done in their turn. */
    private long made;

    /** A call that was made. */
    static final class Call {
        final CompletableFuture<ToCaller.Answer> answer = new CompletableFuture<>();
        private final BiConsumer<Boolean, String> prints;
        private final long bytes;
        private final long ahead;
        /** Its number among those that are done in their turn; 0 of others. */
        private long turn;

        ToDirect.Call message;
        boolean ready;
        /** Tells the engine that it may forget the answer. */
        Runnable acknowledgement = () -> {};

        private boolean over;

        Call(ToDirect.Call message, BiConsumer<Boolean, String> prints) {
            this.message = message;
            this.bytes = Sizes.of(message);
            this.ahead = message.brought().stream().mapToLong(StoredValue::size).sum();
            this.prints = prints;
        }
    }

    /** @param serial tells the lines of a caller apart */
    CallLine(String engine, int id, long serial, String caller) {
        this.engine = engine;
        this.id = id;
        this.serial = serial;
        this.caller = caller;
    }

    String engine() {
        return engine;
    }

    /** The engine's small id. */
    int id() {
        return id;
    }

    long serial() {
        return serial;
    }

    ValueClient values() {
        return values;
    }

    synchronized boolean isOf(UUID frames) {
        return frames.equals(session);
    }

    private List<CallLane> lanes(List<CallLane> before) {
        return ToDirect.LANES.stream()
                .map(lane -> new CallLane(session, lane, this::send, before.isEmpty() ? null : before.get(lane)))
                .toList();
    }

    private void send(Frame<ToDirect.Call> frame) {
        ActorRef<WireMessage> to = ref;
        if (to != null) {
            to.tell(frame);
        }
    }

    /** @throws TooManyCallsException if no other call should be made before some are over */
    synchronized void requireRoom() {
        if (open >= MOST_OPEN) {
            throw new TooManyCallsException(id, open, "");
        }
        if (bytes >= MOST_BYTES) {
            throw new TooManyCallsException(id, open, " with " + bytes + " bytes");
        }
        if (ahead >= MOST_AHEAD) {
            throw new TooManyCallsException(id, open, " with " + ahead + " bytes of large values");
        }
    }

    /**
     * Makes a call.
     *
     * @param ready false if it has to wait for {@link #ready}, and those after it too
     * @param prints hears what the call prints: whether as an error, and what
     */
    synchronized Call call(ToDirect.Call message, boolean ready, BiConsumer<Boolean, String> prints) {
        Call call = new Call(message, prints);
        if (lost != null) {
            call.over = true;
            call.answer.completeExceptionally(lost);
            return call;
        }
        call.ready = ready;
        call.turn = message.isControlCall() ? 0 : ++made;
        open++;
        bytes += call.bytes;
        ahead += call.ahead;
        lanes.get(message.isControlCall() ? ToDirect.CONTROL : ToDirect.IN_TURN)
                .waiting
                .add(call);
        return call;
    }

    /**
     * Makes a call again that the engine has answered without beginning it; it has to wait for {@link #ready}.
     *
     * @return null if others were made since, which are to be done after it
     */
    synchronized @Nullable Call again(Call first, ToDirect.Call message, BiConsumer<Boolean, String> prints) {
        return first.turn == made ? call(message, false, prints) : null;
    }

    /** What the call brings is with the engine. */
    synchronized void ready(Call call) {
        call.ready = true;
    }

    /** The call cannot be made. */
    void fail(Call call, Throwable reason) {
        boolean failed;
        synchronized (this) {
            failed = lanes.get(ToDirect.IN_TURN).waiting.remove(call);
        }
        if (failed) {
            call.answer.completeExceptionally(reason);
        }
    }

    /** Lets all calls that were made and have not begun fail; those that are still here, at once. */
    Call clearQueue() {
        List<Call> here;
        Call clear;
        synchronized (this) {
            CallLane inTurn = lanes.get(ToDirect.IN_TURN);
            here = inTurn.takeWaiting();
            clear = call(new ToDirect.ClearQueue(inTurn.given()), true, (error, text) -> {});
        }
        here.forEach(call -> call.answer.completeExceptionally(
                Calls.failed(this, Failure.of(Failure.Kind.CLEARED, "QueueCleared", call.message.describe()))));
        return clear;
    }

    /**
     * Sends what there is to send.
     *
     * @param self where the engine's frames are to come
     * @return when to call this again though nothing has happened; empty for never
     */
    synchronized OptionalLong flush(long tick, ActorRef<WireMessage> self) {
        ActorRef<WireMessage> to = ref;
        if (to == null) {
            return OptionalLong.empty();
        }
        OptionalLong wake = OptionalLong.empty();
        if (open > 0) {
            boolean silent = !begun || tick - heard >= SILENT_NANOS;
            if (!opened || (silent && tick - openedAt >= SILENT_NANOS)) {
                to.tell(new ToDirect.Open(session, begun, WireMessage.VERSION, engine, caller, ticket, self));
                lanes.forEach(lane -> lane.pump.ask());
                opened = true;
                openedAt = tick;
            }
            if (!begun || !silent) {
                lanes.forEach(CallLane::give);
            }
            wake = OptionalLong.of((silent ? openedAt : heard) + SILENT_NANOS);
        }
        for (CallLane lane : lanes) {
            lane.pump.flush(tick);
            wake = Alarm.earlier(wake, lane.pump.wakeAt());
        }
        return wake;
    }

    /**
     * Takes in a frame of this session.
     *
     * @param gate refuses what is malformed
     */
    void receive(Frame<?> frame, long tick, Gate gate) {
        List<Runnable> news = new ArrayList<>();
        synchronized (this) {
            String flaw = frame.lane() < lanes.size()
                    ? lanes.get(frame.lane()).pump.flaw(frame)
                    : "there is no lane " + frame.lane();
            if (flaw != null) {
                gate.refuse(frame, "a frame that does not fit its session: " + flaw);
                return;
            }
            begun = true;
            heard = tick;
            CallLane lane = lanes.get(frame.lane());
            lane.pump.receive(frame, tick, (item, number) -> news.add(heard(lane, item, number, tick, gate)));
        }
        news.forEach(Runnable::run);
    }

    /** @return what is to be done about it outside of the lock */
    private Runnable heard(CallLane lane, Object item, long number, long tick, Gate gate) {
        boolean fine = gate.admits((WireMessage) item, reason -> false);
        Object readable = item instanceof Unreadable unreadable ? unreadable.rest() : item;
        if (readable instanceof ToCaller.Answer answer) {
            Call call = lane.answered(answer.call(), number, tick);
            if (call != null) {
                return fine
                        ? () -> call.answer.complete(answer)
                        : () -> call.answer.completeExceptionally(new StokerException("engine " + id
                                + " has executed the call, but its answer cannot be read;" + " the log says why"));
            }
        }
        lane.pump.acknowledge(number, tick);
        Call printing = fine && item instanceof ToCaller.Printed printed ? lane.find(printed.call()) : null;
        return printing == null ? () -> {} : () -> print(printing, (ToCaller.Printed) item);
    }

    private static void print(Call call, ToCaller.Printed printed) {
        call.prints.accept(printed.error(), printed.text());
    }

    /** All of the call's answer is here, or it has failed. */
    synchronized void over(Call call) {
        if (!call.over) {
            call.over = true;
            open--;
            bytes -= call.bytes;
            ahead -= call.ahead;
            call.acknowledgement.run();
        }
    }

    /** The engine refuses the session, and does not answer what was given to it; what follows begins another one. */
    void refused(ToCaller.Refused refused) {
        List<Call> failed = new ArrayList<>();
        synchronized (this) {
            if (!isOf(refused.session())) {
                return;
            }
            if (refused.failure().type().equals(ToDirect.Open.OTHER_TICKET)) {
                ref = null; // the controller, which is asked then, knows the ticket of now, and nothing was done
                opened = false;
                return;
            }
            lanes.forEach(lane -> failed.addAll(lane.takeGiven()));
            session = UUID.randomUUID();
            lanes = lanes(lanes);
            begun = false;
            opened = false;
        }
        failed.forEach(call -> call.answer.completeExceptionally(Calls.failed(this, refused.failure())));
    }

    /** The engine is there now. */
    void at(ActorRef<ToDirect> now, Secret itsTicket, long tick) {
        synchronized (this) {
            foundAt = tick;
            ticket = itsTicket;
            if (!now.equals(ref)) {
                ref = now.unsafeUpcast();
                opened = false;
            }
        }
        values.servedBy(now, itsTicket); // which may have been told of it before its actor was there
    }

    /** The engine, in a session, has another ticket now. */
    void ticket(Secret now) {
        ActorRef<WireMessage> engineNow;
        synchronized (this) {
            ticket = now;
            engineNow = ref;
        }
        if (engineNow != null) {
            values.servedBy(engineNow.unsafeUpcast(), now);
        }
    }

    /** Where the engine is has to be found out anew. */
    void forgetPlace() {
        synchronized (this) {
            ref = null;
            opened = false;
        }
        values.forgetServer();
    }

    /** When the controller is to be asked for the engine, if it says nothing until then; empty if it need not be. */
    synchronized OptionalLong lookUpAt(long tick) {
        if (open == 0 || lost != null) {
            return OptionalLong.empty();
        }
        if (ref == null) {
            return OptionalLong.of(tick);
        }
        return OptionalLong.of((begun && heard - foundAt > 0 ? heard : foundAt) + LOST_NANOS);
    }

    /** The engine is gone: what is open fails, and so does all that follows. */
    void lost(StokerException reason) {
        List<Call> all = new ArrayList<>();
        synchronized (this) {
            lost = reason;
            lanes.forEach(lane -> {
                all.addAll(lane.takeGiven());
                all.addAll(lane.takeWaiting());
            });
        }
        values.close(reason);
        all.forEach(call -> call.answer.completeExceptionally(reason));
    }
}
