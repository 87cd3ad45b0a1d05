package io.stoker.store;

/** Another controller serves the ledger now. That passes when it ends, or does not renew its lease in time. */
public final class LeaseHeldException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String owner;

    /** @param owner where the other controller is reached, as it said when it took the lease */
    public LeaseHeldException(String owner) {
        super("the ledger is served by the controller at " + owner);
        this.owner = owner;
    }

    /** Where the other controller is reached, as it said when it took the lease. */
    public String owner() {
        return owner;
    }
}
