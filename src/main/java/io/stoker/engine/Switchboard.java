package io.stoker.engine;

import akka.actor.typed.ActorRef;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The lines of all who call an engine directly: sees to it that each call is done once and in order, and answered until
 * the caller has the answer. Shared by the task thread, which answers, and the actor of the day, which talks; outlives
 * that one. Ticks are nanoseconds.
 */
final class Switchboard {
    /** A caller that was silent for so long is gone for good. */
    private static final long FORGET_NANOS = Duration.ofHours(1).toNanos();

    private final DirectValues values;
    private final Map<String, CallerLine> lines = new HashMap<>();
    private final List<Unsent> unsent = new ArrayList<>();
    private Runnable bell = () -> {};
    private boolean closed;

    /** Something for a caller. */
    record Unsent(ActorRef<ToCaller> caller, ToCaller message) {}

    Switchboard(DirectValues values) {
        this.values = values;
    }

    /** Rung, from any thread, when there is something to send. The one before is forgotten. */
    synchronized void onNews(Runnable ring) {
        bell = ring;
    }

    /**
     * Takes a call in.
     *
     * @return whether it is to be done now; what else there is to say about it goes to the caller
     */
    synchronized boolean receive(ToDirect.Call call, long tick) {
        ToDirect.Line header = call.line();
        CallerLine line =
                lines.computeIfAbsent(header.caller(), c -> new CallerLine(call.replyTo(), header.acknowledged()));
        values.release(line.heard(call.replyTo(), header.acknowledged(), tick));
        switch (line.receive(call.number())) {
            case NEW -> {
                values.claim(call.brought());
                return true;
            }
            case KNOWN ->
                line.answers().forEach(kept -> {
                    if (kept.answer().number() == call.number()) {
                        unsent.add(new Unsent(line.caller(), kept.answer()));
                    }
                });
            case EARLY ->
                unsent.add(new Unsent(line.caller(), new ToCaller.Expected(header.engine(), line.expected())));
        }
        return false;
    }

    /** Answers have arrived. */
    synchronized void acknowledged(ToDirect.Line header, long tick) {
        CallerLine line = lines.get(header.caller());
        if (line != null) {
            values.release(line.heard(line.caller(), header.acknowledged(), tick));
        }
    }

    /** A call is done, or will not be done. */
    void answer(String caller, ToCaller.Answer answer, List<UUID> kept) {
        Runnable ring;
        synchronized (this) {
            CallerLine line = lines.get(caller);
            if (line == null || closed) {
                values.release(kept);
                return;
            }
            line.answered(new CallerLine.Kept(answer, kept));
            unsent.add(new Unsent(line.caller(), answer));
            ring = bell;
        }
        ring.run();
    }

    /** The engine ends: what it breaks off for that is not answered, as its callers are to hear that it is lost. */
    synchronized void close() {
        closed = true;
    }

    /** A call has printed something. */
    void printed(String caller, ToCaller.Printed printed) {
        Runnable ring;
        synchronized (this) {
            CallerLine line = lines.get(caller);
            if (line == null) {
                return;
            }
            unsent.add(new Unsent(line.caller(), printed));
            ring = bell;
        }
        ring.run();
    }

    /** What is to be sent, oldest first; it counts as sent now. */
    synchronized List<Unsent> takeUnsent() {
        List<Unsent> all = List.copyOf(unsent);
        unsent.clear();
        return all;
    }

    /** Forgets callers that have been silent for too long, and what they have brought. */
    synchronized void sweep(long tick) {
        values.sweep(tick);
        lines.values().removeIf(line -> {
            boolean gone = tick - line.lastHeard() > FORGET_NANOS;
            if (gone) {
                line.answers().forEach(kept -> values.release(kept.values()));
            }
            return gone;
        });
    }
}
