package io.stoker.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answers that sessions have not acknowledged, by key, so that submitting twice is submitting once. An answer that
 * nobody has acknowledged for a day counts as arrived, and a session of which nothing else is known is forgotten a day
 * after its last word; so nothing of a client stays for good. Days are counted in ticks, which nobody sets; only how
 * old something was when the ledger was opened is told by the clock.
 */
final class Sessions {
    /** How many are looked at, and how many answers end, in one commit. */
    static final int SLICE = 1_000;

    private static final Duration KEEP = Duration.ofDays(1);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);
    private static final Duration GO_ON_AFTER = Duration.ofMillis(50);

    private final Map<String, Session> sessions = new HashMap<>();
    /** The sessions still to be looked at before the sweep is over. */
    private final ArrayList<String> round = new ArrayList<>();

    private long tick;
    private long sweepAt;

    private static final class Session {
        final TreeMap<Long, Noted> runs = new TreeMap<>();
        long upTo = Long.MIN_VALUE;
        /** When that was said. */
        long markedAt;

        boolean isOver(long before) {
            return runs.isEmpty() && markedAt - before < 0;
        }
    }

    /** An answer, and since when it waits to be acknowledged. */
    private record Noted(KeyRun run, long tick) {}

    Sessions(Snapshot snapshot, Now now) {
        for (KeyRun run : snapshot.answers()) {
            tick = tickOf(run.at(), now);
            remember(run);
        }
        for (SessionMark mark : snapshot.marks()) {
            tick = tickOf(mark.at(), now);
            forget(mark);
        }
        tick = now.tick();
        sweepAt = tick + SWEEP_EVERY.toNanos();
    }

    /** What lies in the future is of now: a clock was ahead. */
    private static long tickOf(long at, Now now) {
        long age = Math.min(KEEP.toMillis(), Math.max(0, now.millis() - at));
        return now.tick() - Duration.ofMillis(age).toNanos();
    }

    /** What is remembered from now on was heard then. */
    void tick(long now) {
        tick = now;
    }

    void remember(KeyRun run) {
        sessions.computeIfAbsent(run.session(), s -> new Session()).runs.put(run.firstKey(), new Noted(run, tick));
    }

    private boolean canForget(String session, long upTo) {
        Session known = sessions.get(session);
        return known != null
                && !known.runs.isEmpty()
                && known.runs.firstEntry().getValue().run().lastKey() <= upTo;
    }

    /** The event by which the session's answers up to this key are forgotten; none if that would change nothing. */
    Optional<Event> acknowledged(String session, long upTo, Now now) {
        return canForget(session, upTo)
                ? Optional.of(new Event.Acknowledged(new SessionMark(session, upTo, now.millis())))
                : Optional.empty();
    }

    void forget(SessionMark mark) {
        Session session = sessions.computeIfAbsent(mark.session(), s -> new Session());
        session.upTo = mark.upTo();
        session.markedAt = tick;
        while (!session.runs.isEmpty()
                && session.runs.firstEntry().getValue().run().lastKey() <= mark.upTo()) {
            session.runs.pollFirstEntry();
        }
    }

    void forget(String session) {
        sessions.remove(session);
    }

    /** Whether the session has had its answer to this key, so that whatever still comes under it is a straggler. */
    boolean isOver(String session, long key) {
        Session known = sessions.get(session);
        return known != null && key <= known.upTo;
    }

    /** The answer given to this key before, or null. */
    @Nullable
    KeyRun find(String session, long key) {
        Session known = sessions.get(session);
        Map.Entry<Long, Noted> entry = known == null ? null : known.runs.floorEntry(key);
        return entry != null && entry.getValue().run().covers(key)
                ? entry.getValue().run()
                : null;
    }

    /** The tick from which on {@link #sweep} is of use. */
    long sweepAt() {
        return sweepAt;
    }

    /** Forgets what nobody has asked for in a day, once an hour and some at a time; the events are to be applied. */
    List<Event> sweep(Now now) {
        List<Event> events = new ArrayList<>();
        if (now.tick() - sweepAt < 0) {
            return events;
        }
        if (round.isEmpty()) {
            round.addAll(sessions.keySet());
        }
        long before = now.tick() - KEEP.toNanos();
        int left = SLICE;
        while (left > 0 && !round.isEmpty()) {
            left -= 1 + sweep(round.remove(round.size() - 1), before, left, now, events);
        }
        sweepAt = now.tick() + (round.isEmpty() ? SWEEP_EVERY : GO_ON_AFTER).toNanos();
        return events;
    }

    /** How many answers of this session have ended, {@code most} at most; the others have their turn in an hour. */
    private int sweep(String id, long before, int most, Now now, List<Event> events) {
        Session session = sessions.get(id);
        if (session == null) {
            return 0;
        }
        if (session.isOver(before)) {
            events.add(new Event.SessionForgotten(id));
            return 0;
        }
        int ended = 0;
        long upTo = session.upTo;
        for (Noted noted : session.runs.values()) {
            if (ended == most || noted.tick() - before >= 0) {
                break;
            }
            upTo = Math.max(upTo, noted.run().lastKey());
            ended++;
        }
        if (ended > 0) {
            events.add(new Event.Acknowledged(new SessionMark(id, upTo, now.millis())));
        }
        return ended;
    }
}
