package io.stoker.engine;

import akka.actor.typed.ActorRef;
import io.stoker.task.StokerException;
import io.stoker.wire.Alarm;
import io.stoker.wire.Secret;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of all who call an engine directly. Shared by the task thread, which answers, and the actor of the day,
 * which talks; outlives that one. Ticks are nanoseconds.
 */
final class DirectSessions {
    private final DirectValues values;
    private final Map<UUID, CallerLine> lines = new HashMap<>();
    private Runnable bell = () -> {};
    private boolean closed;

    DirectSessions(DirectValues values) {
        this.values = values;
    }

    /** Rung, from any thread, when there is something to send. The one before is forgotten. */
    synchronized void onNews(Runnable ring) {
        bell = ring;
    }

    /**
     * Goes on with a session.
     *
     * @return false if it is not known
     */
    synchronized boolean reopen(ToDirect.Open open, long tick) {
        CallerLine line = lines.get(open.session());
        if (line != null) {
            line.at(open.replyTo(), tick);
        }
        return line != null;
    }

    /**
     * Begins a session.
     *
     * @return the caller's session before, of which nothing is known any more; null if there was none
     */
    synchronized @Nullable CallerLine open(ToDirect.Open open, long tick) {
        CallerLine before = lines.values().stream()
                .filter(line -> line.caller().equals(open.caller()))
                .findFirst()
                .orElse(null);
        if (before != null) {
            forget(before);
        }
        CallerLine line = new CallerLine(open);
        line.at(open.replyTo(), tick);
        lines.put(open.session(), line);
        return before;
    }

    /** Whether a session goes on. */
    synchronized boolean knows(UUID session) {
        return lines.containsKey(session);
    }

    /**
     * Ends the sessions of those who are there.
     *
     * @return the sessions
     */
    synchronized List<CallerLine> expel(Predicate<ActorRef<?>> isThere) {
        List<CallerLine> ended = lines.values().stream()
                .filter(line -> line.ref() != null && isThere.test(line.ref()))
                .toList();
        ended.forEach(this::forget);
        return ended;
    }

    /** Tells those who call of the ticket that they need from now on, where they begin anew. */
    synchronized void tell(Secret ticket) {
        for (CallerLine line : lines.values()) {
            ActorRef<WireMessage> ref = line.ref();
            if (ref != null) {
                ref.tell(new ToCaller.Ticket(line.session(), ticket));
            }
        }
    }

    /** Where callers are. */
    synchronized List<ActorRef<WireMessage>> callers() {
        return lines.values().stream()
                .map(CallerLine::ref)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Who was a caller there is no more: at most it will say that it is somewhere else. */
    synchronized void gone(ActorRef<?> caller) {
        lines.values().stream().filter(line -> caller.equals(line.ref())).forEach(CallerLine::gone);
    }

    /**
     * Takes a frame in.
     *
     * @return what is new; nothing if the session is not known
     * @throws StokerException if the frame cannot be one of its session
     */
    synchronized List<Item> receive(Frame<?> frame, long tick) {
        List<Item> items = new ArrayList<>();
        CallerLine line = lines.get(frame.session());
        if (line != null) {
            values.release(
                    line.receive(frame, tick, (item, number) -> items.add(new Item(line, frame.lane(), number, item))));
        }
        return items;
    }

    /** What has come: a call, if all is well. */
    record Item(CallerLine line, int lane, long number, Object content) {}

    /**
     * A call is done, or will not be done.
     *
     * @param kept the ids of the values that the caller has to fetch; only in turn
     */
    void answer(CallerLine line, int lane, ToCaller.Answer answer, List<UUID> kept) {
        Runnable ring;
        synchronized (this) {
            if (closed || !isKnown(line)) {
                values.release(kept);
                return;
            }
            line.answer(lane, answer, kept);
            ring = bell;
        }
        ring.run();
    }

    private boolean isKnown(CallerLine line) {
        return lines.containsKey(line.session());
    }

    /** The engine ends: what it breaks off for that is not answered, as its callers are to hear that it is lost. */
    synchronized void close() {
        closed = true;
    }

    /** Whether the caller is to be told now what its call prints. */
    synchronized boolean isListening(Incoming call) {
        return call.line().isListening();
    }

    /** A call has printed something. */
    void printed(Incoming call, ToCaller.Printed printed) {
        Runnable ring;
        synchronized (this) {
            if (!isKnown(call.line())) {
                return;
            }
            call.line().print(printed);
            ring = bell;
        }
        ring.run();
    }

    /** Sends what there is to send, and forgets callers that have been silent for too long. */
    synchronized void flush(long tick) {
        List.copyOf(lines.values()).forEach(line -> {
            if (line.isForgotten(tick)) {
                forget(line);
            } else {
                line.flush(tick);
            }
        });
    }

    private void forget(CallerLine line) {
        lines.remove(line.session());
        values.release(line.kept());
    }

    /** When {@link #flush} is to be called though nothing has happened; empty for never. */
    synchronized OptionalLong wakeAt() {
        OptionalLong wake = OptionalLong.empty();
        for (CallerLine line : lines.values()) {
            wake = Alarm.earlier(wake, line.wakeAt());
        }
        return wake;
    }
}
