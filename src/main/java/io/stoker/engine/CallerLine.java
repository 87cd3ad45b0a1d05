package io.stoker.engine;

import akka.actor.typed.ActorRef;
import io.stoker.task.StokerException;
import io.stoker.wire.Alarm;
import io.stoker.wire.Sizes;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Pump;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The engine's end of a caller's session. Not thread-safe; ticks are nanoseconds. */
final class CallerLine {
    /** A caller that was silent for so long is gone for good. */
    private static final long FORGET_NANOS = Duration.ofHours(1).toNanos();
    /** A caller that has not acknowledged so much is not told what a call prints until it has. */
    private static final long MOST_PRINTED = 256 << 10;

    private final UUID session;
    private final String caller;
    private final List<Pump<Object, ToCaller.AboutCall>> lanes;
    /** The large values that answers have the caller fetch, by the numbers of the answers' items. */
    private final TreeMap<Long, List<UUID>> kept = new TreeMap<>();

    private @Nullable ActorRef<WireMessage> ref;
    private long heard;
    private long cleared;

    CallerLine(ToDirect.Open open) {
        session = open.session();
        caller = open.caller();
        lanes = ToDirect.LANES.stream()
                .map(lane ->
                        new Pump<Object, ToCaller.AboutCall>(session, lane, this::send, Limits.MESSAGES, Sizes::ofItem))
                .toList();
    }

    private void send(Frame<ToCaller.AboutCall> frame) {
        ActorRef<WireMessage> to = ref;
        if (to != null) {
            to.tell(frame);
        }
    }

    UUID session() {
        return session;
    }

    /** The caller's instance. */
    String caller() {
        return caller;
    }

    /** The caller has said where it is. */
    void at(ActorRef<WireMessage> now, long tick) {
        ref = now;
        heard = tick;
    }

    /** Where the caller is; null if that has ended. */
    @Nullable
    ActorRef<WireMessage> ref() {
        return ref;
    }

    /** Where the caller was, it is no more: it hears nothing until it says where it is. */
    void gone() {
        ref = null;
    }

    /**
     * Takes a frame in, whose calls count as taken in: nothing about them is durable.
     *
     * @param handler gets what has come, with its number
     * @return the values that are of no use any more
     * @throws StokerException if this cannot be a frame of the session
     */
    List<UUID> receive(Frame<?> frame, long tick, BiConsumer<Object, Long> handler) {
        if (frame.lane() >= lanes.size()) {
            throw new StokerException("there is no lane " + frame.lane());
        }
        Pump<Object, ToCaller.AboutCall> lane = lanes.get(frame.lane());
        String flaw = lane.flaw(frame);
        if (flaw != null) {
            throw new StokerException(flaw);
        }
        heard = tick;
        lane.receive(frame, tick, handler);
        lane.acknowledgeUpTo(lane.received(), tick);
        List<UUID> free = new ArrayList<>();
        if (frame.lane() == ToDirect.IN_TURN) {
            kept.headMap(lane.acknowledged(), true).values().forEach(free::addAll);
            kept.headMap(lane.acknowledged(), true).clear();
        }
        return free;
    }

    /** @param values the ids of those that it has the caller fetch; only in turn */
    void answer(int lane, ToCaller.Answer answer, List<UUID> values) {
        long item = lanes.get(lane).send(answer);
        if (!values.isEmpty()) {
            kept.put(item, values);
        }
    }

    void print(ToCaller.Printed printed) {
        lanes.get(ToDirect.IN_TURN).send(printed);
    }

    /** Whether the caller is to be told what a call prints: it keeps up with what it is told. */
    boolean isListening() {
        return lanes.get(ToDirect.IN_TURN).bytes() < MOST_PRINTED;
    }

    /** The calls up to this number are not to be begun. */
    void clear(long upTo) {
        cleared = Math.max(cleared, upTo);
    }

    /** Whether the call of this number is not to be begun. */
    boolean isCleared(long number) {
        return number <= cleared;
    }

    void flush(long tick) {
        if (ref != null) {
            lanes.forEach(lane -> lane.flush(tick));
        }
    }

    /** When there is something to do though nothing has happened. */
    OptionalLong wakeAt() {
        OptionalLong wake = OptionalLong.of(heard + FORGET_NANOS);
        for (Pump<?, ?> lane : lanes) {
            wake = ref == null ? wake : Alarm.earlier(wake, lane.wakeAt());
        }
        return wake;
    }

    /** Whether the caller has been silent for too long. */
    boolean isForgotten(long tick) {
        return tick - heard >= FORGET_NANOS;
    }

    /** The ids of all values that the caller has not fetched. */
    List<UUID> kept() {
        return kept.values().stream().flatMap(List::stream).toList();
    }
}
