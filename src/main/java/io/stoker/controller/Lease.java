package io.stoker.controller;

import java.time.Duration;

/**
 * How long this controller may count on the ledger's lease, by its own clock. The store's word is what fences; this
 * makes a controller that was frozen, or cannot reach its store, fall silent by itself. Pure: time is a parameter, in
 * ticks.
 */
final class Lease {
    private static final int RENEWALS = 4;

    private final long length;
    private long since;
    private long asked;
    private boolean asking;

    /** @param tick when it was taken */
    Lease(Duration length, long tick) {
        this.length = length.toNanos();
        this.since = tick;
        this.asked = tick - this.length / RENEWALS;
    }

    /** Whether it is to be renewed now; then {@link #answered} is to be called with the same tick later. */
    boolean isDue(long tick) {
        if (asking || tick - asked < length / RENEWALS) {
            return false;
        }
        asking = true;
        asked = tick;
        return true;
    }

    /**
     * The renewal has ended.
     *
     * @param tick when it began
     * @param kept whether it is held from then on
     */
    void answered(long tick, boolean kept) {
        asking = false;
        if (kept) {
            since = tick;
        }
    }

    /** Whether it may be another's by now. */
    boolean isOver(long tick) {
        return tick - since > length;
    }
}
