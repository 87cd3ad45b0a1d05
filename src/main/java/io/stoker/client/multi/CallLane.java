package io.stoker.client.multi;

import io.stoker.wire.Sizes;
import io.stoker.wire.ToDirect;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Link;
import io.stoker.wire.channel.Pump;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The calls of a line that are in one lane of its session. Guarded by the line; ticks are nanoseconds. */
final class CallLane {
    final Pump<Object, ToDirect.Call> pump;
    /** Made and not given to the channel. */
    final ArrayDeque<CallLine.Call> waiting = new ArrayDeque<>();
    /** Given to the channel and not answered, by the numbers of their items. */
    private final TreeMap<Long, CallLine.Call> given = new TreeMap<>();

    private long last;

    /** @param before the same lane of the session before, whose calls that were not given are this one's now */
    CallLane(UUID session, int lane, Link<ToDirect.Call> link, @Nullable CallLane before) {
        pump = new Pump<>(session, lane, link, Limits.MESSAGES, Sizes::ofItem);
        if (before != null) {
            waiting.addAll(before.waiting);
            waiting.forEach(CallLane::renew);
        }
    }

    /** Of another session's calls none waits to be cleared: they have failed. */
    private static void renew(CallLine.Call call) {
        if (call.message instanceof ToDirect.ClearQueue) {
            call.message = new ToDirect.ClearQueue(0);
        }
    }

    /** Gives the calls to the channel that are ready; in order, and none behind a call that is not. */
    void give() {
        for (CallLine.Call call = waiting.peek(); call != null && call.ready; call = waiting.peek()) {
            waiting.remove();
            last = pump.send(call.message);
            given.put(last, call);
        }
    }

    /** The number of the last call that was given. */
    long given() {
        return last;
    }

    /** The call with this number; null if it was answered. */
    CallLine.@Nullable Call find(long number) {
        return given.get(number);
    }

    /**
     * An answer has come, which is not to be acknowledged before the call is over.
     *
     * @param item the number of the answer's item
     * @return the call; null if none waits for it
     */
    CallLine.@Nullable Call answered(long number, long item, long tick) {
        CallLine.Call call = given.remove(number);
        if (call != null) {
            call.acknowledgement = () -> pump.acknowledge(item, tick);
        }
        return call;
    }

    /** The calls that were given and are not answered; they will not be. */
    List<CallLine.Call> takeGiven() {
        List<CallLine.Call> all = new ArrayList<>(given.values());
        given.clear();
        return all;
    }

    /** The calls that were not given; they will not be. */
    List<CallLine.Call> takeWaiting() {
        List<CallLine.Call> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }
}
