package io.stoker.wire.values;

import akka.actor.typed.ActorRef;
import io.stoker.wire.Alarm;
import io.stoker.wire.Gate;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Takes large values in, and hands them out, for all clients that have opened a session. It keeps nothing that would be
 * missed: clients say again in another session what was under way. Not thread-safe; ticks are nanoseconds.
 */
final class ValueServer {
    /** A client that was silent for so long has nothing under way, or is gone. */
    static final long FORGET_NANOS = Duration.ofMinutes(1).toNanos();
    /** So many clients at a time: more than engines and clients a cluster has, and a few KiB each. */
    static final int MOST_CLIENTS = 10_000;

    private final ValueKeeper keeper;
    private final Links links;
    private final Stages stages;
    private final LongSupplier clock;
    /** By their clients. */
    private final Map<UUID, ValueSession> sessions = new HashMap<>();
    /** The same, by the ids of their frames. */
    private final Map<UUID, ValueSession> channels = new HashMap<>();

    private final Set<ValueSession> touched = new LinkedHashSet<>();

    /** @param links those of the server's actor */
    ValueServer(ValueKeeper keeper, Links links, Stages stages, LongSupplier clock) {
        this.keeper = keeper;
        this.links = links;
        this.stages = stages;
        this.clock = clock;
    }

    /**
     * Begins a session, or goes on with it; the one before of the same client is over.
     *
     * @param self who gets the frames
     */
    void open(ToValueServer.Open open, ActorRef<WireMessage> self) {
        ValueSession before = sessions.get(open.client());
        if (before != null && before.id().equals(open.session())) {
            opened(before, open, self);
        } else if (open.continued()) {
            open.replyTo().tell(new ToValueClient.Closed(open.session()));
        } else if (before == null && sessions.size() >= MOST_CLIENTS) {
            open.refuse(sessions.size() + " clients bring or fetch large values, and there may be no more at a time");
        } else {
            if (before != null) {
                forget(before);
            }
            opened(begin(open), open, self);
        }
    }

    private static void opened(ValueSession session, ToValueServer.Open open, ActorRef<WireMessage> self) {
        session.at(open.replyTo());
        open.replyTo().tell(new ToValueClient.Opened(open.session(), session.channel(), self));
    }

    private ValueSession begin(ToValueServer.Open open) {
        ValueSession[] self = new ValueSession[1];
        ValueSession session = new ValueSession(open, keeper, links, stages, clock, () -> touched.add(self[0]));
        self[0] = session;
        sessions.put(session.client(), session);
        channels.put(session.channel(), session);
        return session;
    }

    /** Ends the sessions of these clients. */
    void forget(Predicate<ActorRef<?>> clients) {
        for (ValueSession session : List.copyOf(sessions.values())) {
            if (clients.test(session.ref())) {
                forget(session);
                keeper.gone(session.client());
            }
        }
    }

    private void forget(ValueSession session) {
        sessions.remove(session.client());
        channels.remove(session.channel());
        touched.remove(session);
        session.close();
    }

    /** Takes a frame in; one of a session that there is not is dropped. */
    void receive(Frame<?> frame, Gate gate) {
        ValueSession session = channels.get(frame.session());
        if (session == null) {
            return;
        }
        touched.add(session);
        session.receive(frame, gate);
        String excess = session.excess();
        if (excess != null) {
            gate.refuse("a session with large values: " + excess, session::refuse);
            forget(session);
        }
    }

    /**
     * Lets everything go that was sent.
     *
     * @return when {@link #rang} is to be called though nothing has happened; empty for never
     */
    OptionalLong flush() {
        OptionalLong wake = OptionalLong.empty();
        while (!touched.isEmpty()) {
            ValueSession session = touched.iterator().next();
            touched.remove(session);
            if (channels.get(session.channel()) == session) {
                session.flush();
                wake = Alarm.earlier(wake, session.wakeAt());
            }
        }
        return wake;
    }

    /** {@link #flush} is to look at all sessions. */
    void rang() {
        touched.addAll(sessions.values());
    }

    /** Forgets clients that are gone, and lets the keeper let go of what is of no use. */
    void sweep() {
        long tick = clock.getAsLong();
        for (ValueSession session : List.copyOf(sessions.values())) {
            if (tick - session.heard() >= FORGET_NANOS) {
                forget(session);
                keeper.gone(session.client());
            }
        }
        keeper.sweep();
    }
}
