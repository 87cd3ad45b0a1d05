package io.stoker.engine;

import akka.actor.typed.ActorRef;
import io.stoker.wire.ToCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** What an engine remembers of one caller: which calls have come, and the answers it has not acknowledged. */
final class CallerLine {
    private final TreeMap<Long, Kept> answers = new TreeMap<>();
    private ActorRef<ToCaller> caller;
    private long received;
    private long heard;

    /**
     * An answer, and the values that it has the caller fetch.
     *
     * @param values their ids
     */
    record Kept(ToCaller.Answer answer, List<UUID> values) {}

    /** What to do about a call that has come. */
    enum Reception {
        /** It is the next one: do it. */
        NEW,
        /** It came before, and is answered or will be. */
        KNOWN,
        /** One before it has not come. */
        EARLY
    }

    /**
     * A line whose calls up to this number were answered, by an earlier engine or to an earlier memory of this one.
     *
     * @param caller where the answers go
     */
    CallerLine(ActorRef<ToCaller> caller, long acknowledged) {
        this.caller = caller;
        this.received = acknowledged;
    }

    Reception receive(long number) {
        if (number > received + 1) {
            return Reception.EARLY;
        }
        if (number <= received) {
            return Reception.KNOWN;
        }
        received = number;
        return Reception.NEW;
    }

    /** The number of the next call. */
    long expected() {
        return received + 1;
    }

    /** The caller is here, and has the answers up to this number; returns the values that are of no use any more. */
    List<UUID> heard(ActorRef<ToCaller> now, long acknowledged, long tick) {
        caller = now;
        heard = tick;
        received = Math.max(received, acknowledged); // it has given up what it has not heard of
        List<UUID> free = new ArrayList<>();
        answers.headMap(acknowledged, true).values().forEach(kept -> free.addAll(kept.values()));
        answers.headMap(acknowledged, true).clear();
        return free;
    }

    void answered(Kept kept) {
        answers.put(kept.answer().number(), kept);
    }

    /** All answers that it has not acknowledged. */
    Iterable<Kept> answers() {
        return answers.values();
    }

    ActorRef<ToCaller> caller() {
        return caller;
    }

    /** When it was last heard of. */
    long lastHeard() {
        return heard;
    }
}
