package io.stoker.store;

/** The ledger is damaged: trying again does not help, somebody has to restore or replace it. */
public final class DamagedException extends StoreException {
    private static final long serialVersionUID = 1L;

    public DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
