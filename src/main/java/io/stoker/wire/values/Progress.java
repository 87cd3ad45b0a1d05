package io.stoker.wire.values;

import io.stoker.task.StokerException;
import org.jspecify.annotations.Nullable;

/**
 * How far a value has come that is brought, and for how long it has stood still. Ticks are nanoseconds; not
 * thread-safe.
 */
final class Progress {
    private final Patience patience;
    /** So much of it the server has, as far as is known. */
    private long reached;
    /** The most that it ever had. */
    private long furthest;
    /** For how long it was put off since then, in vain: what the server had until then was lost. */
    private long lost;

    private boolean begun;
    private long movedAt;
    /** Why the server takes nothing for now; empty if it has not said so. */
    private String refusal = "";

    Progress(Patience patience) {
        this.patience = patience;
    }

    /** It waits from its first look on. */
    private void begin(long tick) {
        if (!begun) {
            begun = true;
            movedAt = tick;
        }
    }

    /**
     * The server has the bytes up to this one.
     *
     * @return whether these are more than before
     */
    boolean reaches(long end, long tick) {
        boolean moves = end > reached;
        if (moves) {
            lost = end > furthest ? 0 : lost + (refusal.isEmpty() ? 0 : tick - movedAt);
            furthest = Math.max(furthest, end);
            reached = end;
            movedAt = tick;
            refusal = "";
        }
        return moves;
    }

    /** The server has said how much it has, which may be less than before: what comes again is progress. */
    void has(long length, long tick) {
        if (length > furthest) {
            reaches(length, tick);
        }
        reached = length;
    }

    /** The server takes nothing for now. */
    void putOff(String reason) {
        refusal = reason;
    }

    /** Since when it stands still: not while others move, unless the server has put this one off. */
    private long since(long othersMovedAt) {
        return refusal.isEmpty() && othersMovedAt - movedAt > 0 ? othersMovedAt : movedAt;
    }

    private long endsAt(long othersMovedAt) {
        return patience.endsAt(since(othersMovedAt)) - lost;
    }

    /** Why it is given up now; null if it is not. */
    @Nullable
    StokerException look(long tick, long othersMovedAt) {
        begin(tick);
        boolean over = !patience.isEndless() && tick - endsAt(othersMovedAt) > 0;
        return over ? patience.over(refusal) : null;
    }

    /** After how long it is given up if nothing happens; MAX for never. */
    long left(long tick, long othersMovedAt) {
        begin(tick);
        return patience.isEndless() ? Long.MAX_VALUE : endsAt(othersMovedAt) + 1 - tick;
    }
}
