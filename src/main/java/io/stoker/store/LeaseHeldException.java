package io.stoker.store;

import java.time.Duration;

/** Another controller serves the ledger now. That passes when it ends, or does not renew its lease in time. */
public final class LeaseHeldException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String owner;
    private final Duration left;

    /**
     * @param owner where the other controller is reached, as it said when it took the lease
     * @param left after how long the lease ends if it is not renewed before
     */
    public LeaseHeldException(String owner, Duration left) {
        super("the ledger is served by the controller at " + owner);
        this.owner = owner;
        this.left = left;
    }

    /** After how long the lease ends if it is not renewed before; never negative. */
    public Duration left() {
        return left;
    }

    /** Where the other controller is reached, as it said when it took the lease. */
    public String owner() {
        return owner;
    }
}
