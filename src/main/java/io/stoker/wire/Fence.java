package io.stoker.wire;

import org.jspecify.annotations.Nullable;

/**
 * Tells the controller that holds the lease from one that has lost it: of one ledger, the highest epoch seen is the one
 * that counts. Thread-safe.
 */
public final class Fence {
    private @Nullable String ledgerId;
    private long epoch;

    /** Whether a message of this epoch of the known ledger may be obeyed. */
    public synchronized boolean admits(long other) {
        epoch = Math.max(epoch, other);
        return other >= epoch;
    }

    /**
     * Whether a controller's word may be taken. Another ledger than the known one begins its epochs anew.
     *
     * @param ledger of the controller
     * @param other its epoch
     */
    public synchronized boolean admits(String ledger, long other) {
        if (!ledger.equals(ledgerId)) {
            ledgerId = ledger;
            epoch = 0;
        }
        return admits(other);
    }

    /**
     * Whether an earlier controller of the known ledger says something; unlike {@link #admits}, takes no word for it.
     */
    public synchronized boolean isOutdated(String ledger, long other) {
        return ledger.equals(ledgerId) && other < epoch;
    }

    /** Whether this is another ledger than the one known so far, if any is. */
    public synchronized boolean isOther(String ledger) {
        return ledgerId != null && !ledgerId.equals(ledger);
    }

    /** The highest epoch seen of the known ledger; 0 if none. */
    public synchronized long epoch() {
        return epoch;
    }
}
